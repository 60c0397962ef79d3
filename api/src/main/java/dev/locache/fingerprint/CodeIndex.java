package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers about code from earlier runs: what was found out about a class path counts as long as
 * every file of it has the size and times that it had. So code that has not changed is not even
 * read. Disposable; whatever is odd about it, the code is read again.
 *
 * <pre>
 * name      digest of the versions of the normal form, of Java, the class path's text, the service,
 *           its implementation, the packages that are analysed besides
 * content   version · linked places · digest of all files' times · answers by their question
 * </pre>
 *
 * <p>For one wrap, by one thread. The files are looked at once, before anything is read: if one
 * changes in the meantime, the answers are saved under times that never come back.
 */
final class CodeIndex {
  private static final int VERSION = 1;
  private static final int MOST_ANSWERS = 10_000;

  private final IndexStore store;
  private final ClassPath classPath;
  private final ProcessTimes times;
  private final String name;
  private final Map<Digest128, byte[]> answers = new HashMap<>();
  private List<Path> linked = List.of();
  private ClassPath.@Nullable Stamp stamp;
  private boolean changed;

  private CodeIndex(IndexStore store, ClassPath classPath, ProcessTimes times, String name) {
    this.store = store;
    this.classPath = classPath;
    this.times = times;
    this.name = name;
  }

  /**
   * Returns the index of one service's code; null if there can be none, since nobody can tell
   * beforehand where its loader finds classes.
   */
  static @Nullable CodeIndex open(
      IndexStore store,
      ProcessTimes times,
      ClassLoader loader,
      Class<?> service,
      Class<?> implementation,
      Packages packages) {
    ClassPath classPath = store == IndexStore.NONE ? null : ClassPath.of(loader);
    if (classPath == null) {
      return null;
    }
    TokenSink sink = new TokenSink();
    sink.number(ClassScope.FORMAT).number(ReachableScope.FORMAT);
    sink.text(System.getProperty("java.home")).text(System.getProperty("java.runtime.version"));
    sink.text(service.getName()).text(implementation.getName());
    packages.writeTo(sink);
    classPath.writeTo(sink);
    CodeIndex index = new CodeIndex(store, classPath, times, sink.digest().toString());
    index.load();
    return index;
  }

  private void load() {
    byte[] saved = store.read(name).orElse(null);
    try {
      if (saved != null && isCurrent(new DataInputStream(new ByteArrayInputStream(saved)))) {
        return;
      }
      answers.clear();
      linked = classPath.linked();
      stamp = classPath.stamp(linked, times);
    } catch (IOException unreadable) {
      answers.clear();
      stamp = null; // a class path that cannot be looked at: nothing is saved about it
    }
  }

  /** Reads what was saved, and returns whether the files are still those it was found out about. */
  private boolean isCurrent(DataInputStream in) {
    try {
      if (in.readInt() != VERSION) {
        return false;
      }
      List<Path> places = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        places.add(Path.of(in.readUTF()));
      }
      Digest128 then = new Digest128(in.readLong(), in.readLong());
      ClassPath.Stamp now = classPath.stamp(places, times);
      if (!then.equals(now.digest()) || !now.settled()) {
        return false;
      }
      linked = places;
      stamp = now;
      readAnswers(in);
      return true;
    } catch (IOException | InvalidPathException damaged) { // or of another format: read the code
      return false;
    }
  }

  private void readAnswers(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count > MOST_ANSWERS) {
      throw new IOException(count + " answers are more than are ever saved");
    }
    for (int i = 0; i < count; i++) {
      Digest128 question = new Digest128(in.readLong(), in.readLong());
      int length = in.readInt();
      if (length < 0) {
        throw new IOException("an answer of " + length + " bytes");
      }
      answers.put(question, in.readNBytes(length));
    }
  }

  /** Returns what was found out about a method's code; null if nothing was. */
  @Nullable MethodCode code(Digest128 question) {
    byte[] answer = answers.get(question);
    if (answer == null) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer))) {
      Digest128 digest = new Digest128(in.readLong(), in.readLong());
      boolean whole = in.readBoolean();
      List<String> notes = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        notes.add(in.readUTF());
      }
      return MethodCode.withoutParts(digest, whole, notes);
    } catch (IOException damaged) {
      return null;
    }
  }

  void addCode(Digest128 question, MethodCode code) {
    add(
        question,
        out -> {
          out.writeLong(code.digest().high());
          out.writeLong(code.digest().low());
          out.writeBoolean(code.isWhole());
          out.writeInt(code.notes().size());
          for (String note : code.notes()) {
            out.writeUTF(note);
          }
        });
  }

  /** Returns the answer to a question of yes or no; null if there is none. */
  @Nullable Boolean flag(Digest128 question) {
    byte[] answer = answers.get(question);
    return (answer == null || answer.length != 1) ? null : answer[0] != 0;
  }

  void addFlag(Digest128 question, boolean answer) {
    add(question, out -> out.writeBoolean(answer));
  }

  /** Returns the answer to a question for a name; null if there is none. */
  @Nullable String text(Digest128 question) {
    byte[] answer = answers.get(question);
    return answer == null ? null : new String(answer, StandardCharsets.UTF_8);
  }

  void addText(Digest128 question, String answer) {
    add(question, out -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
  }

  private interface Answer {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private void add(Digest128 question, Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      answer.writeTo(new DataOutputStream(bytes));
    } catch (IOException tooLong) { // a note of more than 64 KiB: then it is found out each time
      return;
    }
    answers.put(question, bytes.toByteArray());
    changed = true;
  }

  /**
   * Saves the answers, if all that they rest on lies in the class path, and is older than this
   * process, and old enough for any change to show.
   *
   * @param locations the places that classes were found in
   */
  void save(Set<String> locations) {
    if (!changed || stamp == null || !stamp.settled() || answers.size() > MOST_ANSWERS) {
      return;
    }
    for (String location : locations) {
      if (!covers(location)) {
        return;
      }
    }
    store.write(name, encoded(stamp));
    changed = false;
  }

  private boolean covers(String location) {
    Path jar = Locations.jarOf(location);
    Path place = jar != null ? jar : Locations.directoryOf(location);
    return place != null && (classPath.roots().contains(place) || linked.contains(place));
  }

  private byte[] encoded(ClassPath.Stamp stamp) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      out.writeInt(linked.size());
      for (Path each : linked) {
        out.writeUTF(each.toString());
      }
      out.writeLong(stamp.digest().high());
      out.writeLong(stamp.digest().low());
      out.writeInt(answers.size());
      for (Map.Entry<Digest128, byte[]> each : answers.entrySet()) {
        out.writeLong(each.getKey().high());
        out.writeLong(each.getKey().low());
        out.writeInt(each.getValue().length);
        out.write(each.getValue());
      }
    } catch (IOException tooLong) {
      throw new UncheckedIOException("a path of more than 64 KiB", tooLong);
    }
    return bytes.toByteArray();
  }
}
