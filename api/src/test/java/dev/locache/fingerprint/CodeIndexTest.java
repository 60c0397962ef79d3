package dev.locache.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one wrap found out about code is known to the next, until a file changes. An answer of the
 * index has no parts, which is how these tests tell it from one that was read from class files.
 */
final class CodeIndexTest {
  private static final String SOURCE =
      """
      class App implements Runnable, Cloneable {
        public void run() { Helper.one(); Library.one(); }
        public void other() { }
        class Inner { }
        static Object anonymous() { return new Object() { }; }
      }
      class Sub extends App { }
      class Helper { static int one() { return 1; } }
      class Library { static int one() { return 1; } }
      class Unused { int one() { return 1; } }
      """;

  private static final Compiled FIRST = Compiled.source(SOURCE);
  private static final Compiled EDITED = Compiled.source(SOURCE.replace("return 1", "return 2"));

  private final Map<String, byte[]> saved = new HashMap<>();
  private final IndexStore store = new MemoryStore();
  private final Path directory;
  private final Path classes;
  private final Path jar;
  private ProcessTimes times = new Times(inAnHour(), inAnHour());

  CodeIndexTest(@TempDir Path temp) throws IOException {
    directory = temp.toRealPath();
    classes = Files.createDirectory(directory.resolve("classes"));
    for (String each : List.of("App", "App$1", "App$Inner", "Sub", "Helper", "Unused")) {
      Files.write(classFile(each), bytes(FIRST, each));
    }
    jar = directory.resolve("library.jar");
    writeJar(jar, Map.of("Library.class", bytes(FIRST, "Library")));
  }

  private final class MemoryStore implements IndexStore {
    @Override
    public Optional<byte[]> read(String name) {
      return Optional.ofNullable(saved.get(name));
    }

    @Override
    public void write(String name, byte[] content) {
      saved.put(name, content);
    }
  }

  private record Times(long nowNanos, long startNanos) implements ProcessTimes {}

  /** Files' times of change are the system's, so the time at which they are looked at is not. */
  private static long inAnHour() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + TimeUnit.HOURS.toNanos(1);
  }

  private static byte[] bytes(Compiled compiled, String name) throws IOException {
    return Files.readAllBytes(compiled.classes().resolve(name + ".class"));
  }

  private Path classFile(String name) {
    return classes.resolve(name + ".class");
  }

  private static void writeJar(Path jar, Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue());
      }
    }
  }

  /**
   * Writes the library anew, until the file system's clock has ticked: the JDK keeps jars in mind.
   */
  private void rewriteJar(Map<String, byte[]> entries) throws IOException {
    FileTime before = Files.getLastModifiedTime(jar);
    do {
      writeJar(jar, entries);
    } while (Files.getLastModifiedTime(jar).equals(before));
  }

  private static URLClassLoader loader(Path... places) throws IOException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  /** Asks for the code of {@code App.run}, as a run of its own would. */
  private MethodCode wrap(Path... places) throws Exception {
    try (URLClassLoader loader = loader(places.length == 0 ? defaultPlaces() : places)) {
      return wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of());
    }
  }

  private Path[] defaultPlaces() {
    return new Path[] {classes, jar};
  }

  private MethodCode wrap(
      ClassLoader loader,
      String implementation,
      String method,
      Class<?> service,
      Set<Class<?>> objects,
      Set<Class<?>> reflective)
      throws Exception {
    Class<?> type = Class.forName(implementation, false, loader);
    ImplementationCode code = ImplementationCode.of(service, type, Packages.NONE, store, times);
    MethodCode found = code.reachableScope(type.getMethod(method), objects, reflective);
    code.save();
    return found;
  }

  private static boolean isFromIndex(MethodCode code) {
    return code.parts().isEmpty();
  }

  /** Asserts that files are read again, and returns the digest that they give. */
  private Digest128 readAgain(Path... places) throws Exception {
    MethodCode code = wrap(places);
    assertThat(isFromIndex(code)).isFalse();
    return code.digest();
  }

  /** Writes a file in its place, until the file system's clock has ticked. */
  private static void rewrite(Path file, byte[] content) throws IOException {
    FileTime before = (FileTime) Files.getAttribute(file, "unix:ctime");
    do {
      Files.write(file, content);
    } while (Files.getAttribute(file, "unix:ctime").equals(before));
  }

  @Test
  void secondWrapReadsNoClassFile() throws Exception {
    Digest128 read = readAgain();
    Class<?> type = withoutClassFiles("App").get(0);

    MethodCode known =
        ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times)
            .reachableScope(type.getMethod("run"), Set.of(), Set.of());

    assertThat(known.digest()).isEqualTo(read);
    assertThat(isFromIndex(known)).isTrue();
  }

  /** Returns classes of a loader that is closed, so gives out no class files any more. */
  private List<Class<?>> withoutClassFiles(String... names) throws Exception {
    try (URLClassLoader loader = loader(classes, jar)) {
      List<Class<?>> loaded = new ArrayList<>();
      for (String each : names) {
        loaded.add(Class.forName(each, false, loader));
      }
      return loaded;
    }
  }

  @Test
  void notesAreKept() throws Exception {
    Compiled noted =
        Compiled.source(
            "class App implements Runnable { public void run() { System.nanoTime(); } }");
    Files.write(classFile("App"), bytes(noted, "App"));
    List<String> notes = wrap().notes();

    MethodCode known = wrap();

    assertThat(isFromIndex(known)).isTrue();
    assertThat(known.notes()).isEqualTo(notes).hasSize(1);
    assertThat(known.isWhole()).isFalse();
  }

  @Test
  void editOfTheSameSizeShowsThoughItsTimeIsSetBack() throws Exception {
    Digest128 before = readAgain();
    FileTime modified = Files.getLastModifiedTime(classFile("Helper"));
    long size = Files.size(classFile("Helper"));

    rewrite(classFile("Helper"), bytes(EDITED, "Helper"));
    Files.setLastModifiedTime(classFile("Helper"), modified);

    assertThat(Files.size(classFile("Helper"))).isEqualTo(size);
    assertThat(readAgain()).isNotEqualTo(before);
  }

  @Test
  void revertIsReadAgainAndGivesTheFirstDigest() throws Exception {
    Digest128 before = readAgain();
    rewrite(classFile("Helper"), bytes(EDITED, "Helper"));
    assertThat(readAgain()).isNotEqualTo(before);

    rewrite(classFile("Helper"), bytes(FIRST, "Helper"));

    assertThat(readAgain()).isEqualTo(before);
    assertThat(isFromIndex(wrap())).isTrue();
  }

  @Test
  void touchedFileIsReadAgain() throws Exception {
    Digest128 before = readAgain();

    Files.setLastModifiedTime(classFile("Helper"), FileTime.fromMillis(1_600_000_000_000L));

    assertThat(readAgain()).isEqualTo(before);
    assertThat(isFromIndex(wrap())).isTrue();
  }

  @Test
  void replacedFileOfTheSameTimesIsReadAgain() throws Exception {
    readAgain();
    Path other = Files.write(directory.resolve("other"), bytes(FIRST, "Helper"));

    Files.move(other, classFile("Helper"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(isFromIndex(wrap())).isFalse();
  }

  @Test
  void fileAddedInFrontShadowsTheOther() throws Exception {
    Path front = Files.createDirectory(directory.resolve("front"));
    Digest128 before = readAgain(front, classes, jar);

    Files.write(front.resolve("Helper.class"), bytes(EDITED, "Helper"));

    assertThat(readAgain(front, classes, jar)).isNotEqualTo(before);
  }

  @Test
  void fileAddedBehindIsLookedAt() throws Exception {
    Path behind = directory.resolve("behind"); // a class path may name what is not there yet
    Digest128 before = readAgain(classes, jar, behind);
    assertThat(isFromIndex(wrap(classes, jar, behind))).isTrue();

    Files.createDirectory(behind);
    Files.write(behind.resolve("Helper.class"), bytes(EDITED, "Helper"));

    assertThat(readAgain(classes, jar, behind)).isEqualTo(before);
  }

  @Test
  void removedFileIsNoticed() throws Exception {
    Digest128 before = readAgain();

    Files.delete(classFile("Unused"));
    assertThat(readAgain()).isEqualTo(before);

    Files.delete(classFile("Helper"));
    assertThat(readAgain()).isNotEqualTo(before);
  }

  @Test
  void replacedJarIsReadAgain() throws Exception {
    Digest128 before = readAgain();

    rewriteJar(Map.of("Library.class", bytes(EDITED, "Library")));

    assertThat(readAgain()).isNotEqualTo(before);
  }

  @Test
  void jarNamedByAManifestIsLookedAt() throws Exception {
    Path naming = directory.resolve("naming.jar");
    String manifest = "Manifest-Version: 1.0\nClass-Path: library.jar none.jar\n\n";
    writeJar(naming, new TreeMap<>(Map.of("META-INF/MANIFEST.MF", manifest.getBytes(UTF_8))));
    Digest128 before = readAgain(classes, naming);
    assertThat(isFromIndex(wrap(classes, naming))).isTrue();

    rewriteJar(Map.of("Library.class", bytes(EDITED, "Library")));
    Digest128 after = readAgain(classes, naming);
    assertThat(after).isNotEqualTo(before);

    writeJar(directory.resolve("none.jar"), Map.of("Library.class", bytes(FIRST, "Library")));
    assertThat(readAgain(classes, naming)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/a.jar", "x:y", "%zz.jar", "file://host/a.jar"})
  void manifestThatNamesNoFileLeavesNoIndex(String name) throws Exception {
    Path naming = directory.resolve("naming.jar");
    String manifest = "Manifest-Version: 1.0\nClass-Path: " + name + "\n\n";
    writeJar(naming, Map.of("META-INF/MANIFEST.MF", manifest.getBytes(UTF_8)));

    readAgain(classes, jar, naming);
    readAgain(classes, jar, naming);

    assertThat(saved).isEmpty();
  }

  @Test
  void damagedJarOfNoUseLeavesNoIndex() throws Exception {
    Path damaged = Files.writeString(directory.resolve("damaged.jar"), "no jar");

    readAgain(classes, jar, damaged);
    readAgain(classes, jar, damaged);

    assertThat(saved).isEmpty();
  }

  @Test
  void orderOfPlacesCounts() throws Exception {
    Path front = Files.createDirectory(directory.resolve("front"));
    Files.write(front.resolve("Helper.class"), bytes(EDITED, "Helper"));
    Digest128 before = readAgain(front, classes, jar);

    assertThat(readAgain(classes, front, jar)).isNotEqualTo(before);
    assertThat(wrap(front, classes, jar).digest()).isEqualTo(before);
  }

  @Test
  void noAnswerIsGivenToAnotherQuestion() throws Exception {
    try (URLClassLoader loader = loader(classes, jar)) {
      Class<?> helper = Class.forName("Helper", false, loader);
      Class<?> unused = Class.forName("Unused", false, loader);
      for (int run = 0; run < 2; run++) {
        List<MethodCode> answers =
            List.of(
                wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of()),
                wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of(helper)),
                wrap(loader, "App", "run", Runnable.class, Set.of(unused), Set.of()),
                wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of(unused)),
                wrap(loader, "App", "other", Runnable.class, Set.of(), Set.of()),
                wrap(loader, "Sub", "run", Runnable.class, Set.of(), Set.of()));
        for (MethodCode each : answers) {
          assertThat(isFromIndex(each)).isEqualTo(run == 1);
        }
        assertThat(answers.stream().map(MethodCode::digest)).doesNotHaveDuplicates();
      }
      // Another service is another index, though the code is the same.
      assertThat(isFromIndex(wrap(loader, "App", "run", Cloneable.class, Set.of(), Set.of())))
          .isFalse();
    }
  }

  @Test
  void scopesHaveAnswersOfTheirOwn() throws Exception {
    Digest128 reachable = readAgain();
    Digest128 whole = classScope(Set.of()).digest();
    assertThat(whole).isNotEqualTo(reachable);

    assertThat(isFromIndex(classScope(Set.of()))).isTrue();
    assertThat(classScope(Set.of()).digest()).isEqualTo(whole);
    assertThat(isFromIndex(classScope(Set.of("Helper")))).isFalse();
    assertThat(wrap().digest()).isEqualTo(reachable);
  }

  private MethodCode classScope(Set<String> covered) throws Exception {
    try (URLClassLoader loader = loader(classes, jar)) {
      Class<?> type = Class.forName("App", false, loader);
      Set<Class<?>> types = new HashSet<>();
      for (String each : covered) {
        types.add(Class.forName(each, false, loader));
      }
      ImplementationCode code =
          ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times);
      MethodCode found = code.classScope(types);
      code.save();
      return found;
    }
  }

  @Test
  void outerInstanceIsAskedForOnce() throws Exception {
    try (URLClassLoader loader = loader(classes, jar)) {
      Class<?> type = Class.forName("App", false, loader);
      ImplementationCode first =
          ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times);
      assertThat(first.readsOuterInstance(Class.forName("App$Inner", false, loader))).isFalse();
      first.save();
    }
    List<Class<?>> later = withoutClassFiles("App", "App$Inner");
    Class<?> type = later.get(0);
    Class<?> inner = later.get(1);

    assertThat(
            ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times)
                .readsOuterInstance(inner))
        .isFalse();
    // Without the index: what cannot be looked at may be read.
    assertThat(ImplementationCode.of(Runnable.class, type).readsOuterInstance(inner)).isTrue();
  }

  @Test
  void nameOfAnAnonymousClassIsAskedForOnce() throws Exception {
    String name;
    try (URLClassLoader loader = loader(classes, jar)) {
      Class<?> type = Class.forName("App", false, loader);
      ImplementationCode first =
          ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times);
      name = first.nameOf(Class.forName("App$1", false, loader));
      first.save();
    }
    assertThat(name).startsWith("App~");
    List<Class<?>> later = withoutClassFiles("App", "App$1");

    assertThat(
            ImplementationCode.of(Runnable.class, later.get(0), Packages.NONE, store, times)
                .nameOf(later.get(1)))
        .isEqualTo(name);
  }

  @Test
  void loaderThatNobodyKnowsHasNoIndex() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL(), jar.toUri().toURL()},
              ClassLoader.getPlatformClassLoader()) {}) {
        assertThat(isFromIndex(wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of())))
            .isFalse();
      }
    }
    assertThat(saved).isEmpty();
  }

  @Test
  void placeReachedThroughALinkHasNoIndex() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), classes);

    readAgain(link, jar);
    readAgain(link, jar);

    assertThat(saved).isEmpty();
  }

  @Test
  void indexTruncatedAnywhereIsNotBelieved() throws Exception {
    Digest128 digest = readAgain();
    String name = saved.keySet().iterator().next();
    byte[] whole = requireNonNull(saved.get(name));

    for (int length = 0; length < whole.length; length++) {
      saved.put(name, Arrays.copyOf(whole, length));
      assertThat(readAgain()).as("%s of %s bytes", length, whole.length).isEqualTo(digest);
    }
  }

  @Test
  void indexOfAnotherVersionOrOfGarbageIsReplaced() throws Exception {
    Digest128 digest = readAgain();
    String name = saved.keySet().iterator().next();
    byte[] other = requireNonNull(saved.get(name)).clone();
    other[3]++; // of the version
    byte[] garbage = new byte[2 * other.length];
    Arrays.fill(garbage, (byte) 0x7f);

    for (byte[] each : List.of(other, garbage, new byte[garbage.length])) {
      saved.put(name, each);
      assertThat(readAgain()).isEqualTo(digest);
      assertThat(isFromIndex(wrap())).isTrue();
    }
  }

  @Test
  void countsThatCannotBeAreNotBelieved() throws Exception {
    Digest128 digest = readAgain();
    String name = saved.keySet().iterator().next();
    byte[] whole = requireNonNull(saved.get(name));
    int count = 24; // behind the version, the count of linked places, which is none, and the times
    assertThat(ByteBuffer.wrap(whole).getInt(count)).isEqualTo(1);

    for (int answers : List.of(2, 10_001, Integer.MAX_VALUE)) {
      saved.put(name, ByteBuffer.wrap(whole.clone()).putInt(count, answers).array());
      assertThat(readAgain()).isEqualTo(digest);
    }
    for (int length : List.of(-1, Integer.MIN_VALUE, 3)) {
      saved.put(name, ByteBuffer.wrap(whole.clone()).putInt(count + 20, length).array());
      assertThat(readAgain()).isEqualTo(digest);
    }
  }

  @Test
  void answerThatIsNeitherYesNorNoIsNone() throws Exception {
    try (URLClassLoader loader = loader(classes, jar)) {
      Class<?> type = Class.forName("App", false, loader);
      Class<?> inner = Class.forName("App$Inner", false, loader);
      ImplementationCode first =
          ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times);
      first.readsOuterInstance(inner);
      first.save();
    }
    String name = saved.keySet().iterator().next();
    byte[] whole = requireNonNull(saved.get(name));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    saved.put(name, ByteBuffer.wrap(longer).putInt(44, 2).array());
    List<Class<?>> later = withoutClassFiles("App", "App$Inner");

    assertThat(
            ImplementationCode.of(Runnable.class, later.get(0), Packages.NONE, store, times)
                .readsOuterInstance(later.get(1)))
        .as("looked for in vain, so on the safe side")
        .isTrue();
  }

  @Test
  void classesOfAnotherLoaderAreAskedAboutEachTime() throws Exception {
    try (URLClassLoader one = loader(classes, jar);
        URLClassLoader other = loader(classes, jar)) {
      Class<?> type = Class.forName("App", false, one);
      ImplementationCode code =
          ImplementationCode.of(Runnable.class, type, Packages.NONE, store, times);
      Class<?> inner = Class.forName("App$Inner", false, other);
      Class<?> anonymous = Class.forName("App$1", false, other);
      Class<?> helper = Class.forName("Helper", false, other);

      assertThat(code.readsOuterInstance(inner)).isFalse();
      assertThat(code.nameOf(anonymous)).startsWith("App~");
      assertThat(code.classScope(Set.of(helper)).parts()).isNotEmpty();
      assertThatThrownBy(() -> code.reachableScope(type.getMethod("run"), Set.of(helper), Set.of()))
          .hasMessageStartingWith("Helper is not the class of that name");
      assertThatThrownBy(() -> code.reachableScope(type.getMethod("run"), Set.of(), Set.of(helper)))
          .hasMessageStartingWith("Helper is not the class of that name");
      code.save();
      assertThat(saved).isEmpty();

      wrap(one, "App", "run", Class.forName("App", false, other), Set.of(), Set.of());
      assertThat(saved).as("of a service that the loader does not see").isEmpty();
    }
  }

  @Test
  void implementationOfTheJdkHasNoIndex() throws Exception {
    ImplementationCode code =
        ImplementationCode.of(List.class, ArrayList.class, Packages.NONE, store, times);
    code.classScope(Set.of());
    code.reachableScope(ArrayList.class.getMethod("size"), Set.of(), Set.of());
    code.save();

    assertThat(saved).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jar:file:%s!/", "file://host%s", "file:%s?x"})
  void loaderOfOddUrlsHasNoIndex(String url) throws Exception {
    URL odd = new URL(url.formatted(jar));
    for (int run = 0; run < 2; run++) {
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL(), jar.toUri().toURL(), odd},
              ClassLoader.getPlatformClassLoader())) {
        assertThat(isFromIndex(wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of())))
            .isFalse();
      }
    }
    assertThat(saved).isEmpty();
  }

  @Test
  void loaderBelowNoOtherHasAnIndexToo() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {classes.toUri().toURL(), jar.toUri().toURL()}, null)) {
        assertThat(isFromIndex(wrap(loader, "App", "run", Runnable.class, Set.of(), Set.of())))
            .isEqualTo(run == 1);
      }
    }
  }

  @Test
  void jarsThatNameEachOtherAreLookedAtOnce() throws Exception {
    Path one = directory.resolve("one.jar");
    Path other = directory.resolve("other.jar");
    writeNaming(one, "other.jar  library.jar");
    writeNaming(other, "one.jar");
    Digest128 before = readAgain(classes, one);
    assertThat(isFromIndex(wrap(classes, one))).isTrue();

    rewriteJar(Map.of("Library.class", bytes(EDITED, "Library")));
    assertThat(readAgain(classes, one)).isNotEqualTo(before);
  }

  private static void writeNaming(Path jar, String names) throws IOException {
    String manifest = "Manifest-Version: 1.0\nClass-Path: " + names + "\n\n";
    writeJar(jar, Map.of("META-INF/MANIFEST.MF", manifest.getBytes(UTF_8)));
  }

  @Test
  void nothingIsSavedAboutVeryYoungFiles() throws Exception {
    long changed = ((FileTime) Files.getAttribute(jar, "unix:ctime")).to(TimeUnit.NANOSECONDS);
    times = new Times(changed + TimeUnit.MILLISECONDS.toNanos(50), inAnHour());
    readAgain();
    assertThat(saved).isEmpty();

    times = new Times(changed + TimeUnit.SECONDS.toNanos(3), inAnHour());
    readAgain();
    assertThat(isFromIndex(wrap())).isTrue();
  }

  @Test
  void nothingIsSavedOrKnownAboutFilesThatAreYoungerThanTheProcess() throws Exception {
    long changed = ((FileTime) Files.getAttribute(jar, "unix:ctime")).to(TimeUnit.NANOSECONDS);
    times = new Times(inAnHour(), changed);
    readAgain();
    assertThat(saved).isEmpty();

    times = new Times(inAnHour(), changed + 1);
    readAgain();
    assertThat(isFromIndex(wrap())).isTrue();

    times = new Times(inAnHour(), changed); // a process that may have loaded an earlier jar
    readAgain();
  }

  @Test
  void nothingIsSavedAboutCodeThatMissesAClass() throws Exception {
    Files.delete(classFile("Helper"));

    assertThat(readAgain()).isEqualTo(readAgain());
  }

  @Test
  void startOfThisProcessIsKnown() {
    ProcessTimes own = ProcessTimes.OfThisProcess.INSTANCE;

    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
    long wholeSeconds = TimeUnit.SECONDS.toNanos(start.getEpochSecond());
    assertThat(own.startNanos())
        .isLessThan(own.nowNanos())
        .isCloseTo(wholeSeconds, within(TimeUnit.SECONDS.toNanos(5)));
  }
}
