package dev.locache.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.fingerprint.CodePart;
import dev.locache.fingerprint.IndexStore;
import dev.locache.fingerprint.MethodCode;
import dev.locache.seal.Seal;
import dev.locache.spi.Digest128;
import dev.locache.spi.MethodId;
import dev.locache.spi.Sha256;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs found out about code, and what the keys of entries were made of. Thread-safe.
 * What cannot be read is not known; what cannot be written is not kept, which is told to {@link
 * Failures}.
 */
public final class History implements IndexStore, AutoCloseable {
  /** Is told what did not work. */
  public interface Failures {
    /** Something was not read or not kept. */
    void failed(String what, IOException cause);
  }

  private static final String NOT_READ = "could not read what earlier runs found out";

  private final @Nullable SideFiles files;
  private final Failures failures;
  private final ConcurrentMap<MethodId, KnownCalls> calls = new ConcurrentHashMap<>();

  private History(@Nullable SideFiles files, Failures failures) {
    this.files = files;
    this.failures = failures;
  }

  /** Returns the history kept in a directory. */
  public static History in(CacheDirectory directory, Seal seal, Failures failures) {
    return new History(new SideFiles(directory, seal), failures);
  }

  /** Returns a history that knows nothing and keeps nothing. */
  public static History none() {
    return new History(null, (what, cause) -> {});
  }

  /** On the way of every wrap, so without a lambda: the first of a process takes milliseconds. */
  @Override
  public Optional<byte[]> read(String name) {
    if (files == null) {
      return Optional.empty();
    }
    try {
      return files.read("index/".concat(name));
    } catch (IOException failure) {
      failures.failed(NOT_READ, failure);
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] content) {
    writing(files -> files.write("index/" + name, content));
  }

  /** Keeps the parts of a version of a method's code. */
  public void addCode(MethodId method, MethodCode code) {
    writing(files -> versions(files, method).save(code.digest(), code.parts()));
  }

  /** Returns the versions of a method's code that are known, the one seen last first. */
  public List<Digest128> codes(MethodId method) {
    return reading(files -> versions(files, method).known(), List.of());
  }

  /** Returns the parts of a version, in their order; empty if they are not known. */
  public List<CodePart> parts(MethodId method, Digest128 code) {
    return reading(
            files -> versions(files, method).read(code).map(CodeVersions.Version::parts),
            Optional.<List<CodePart>>empty())
        .orElse(List.of());
  }

  /**
   * Returns what tells a method's code from an earlier version, if that is known.
   *
   * @param now the parts that it has on this Java
   */
  public Optional<CodeChange> change(MethodId method, Digest128 before, List<CodePart> now) {
    CodeVersions.Version current =
        new CodeVersions.Version(Runtime.version().feature(), List.copyOf(now));
    return reading(
        files -> versions(files, method).read(before).map(old -> CodeChange.between(old, current)),
        Optional.empty());
  }

  /** Returns whether the fields of a state are known; what is asked for is kept longer. */
  public boolean knowsState(Digest128 state) {
    return reading(files -> new KnownStates(files).see(state), true);
  }

  /** Keeps what the digest of a state stands for: a digest for each field by its name. */
  public void addState(Digest128 state, Map<String, Digest128> fields) {
    writing(files -> new KnownStates(files).save(state, fields));
  }

  /** Returns the fields of a state with digests of what they hold; empty if they are not known. */
  public Map<String, Digest128> state(Digest128 state) {
    return reading(
            files -> new KnownStates(files).read(state), Optional.<Map<String, Digest128>>empty())
        .orElse(Map.of());
  }

  /** Returns whether calls are kept at all. */
  public boolean keepsCalls() {
    return files != null && files.writable();
  }

  /** Keeps what the digest of a call's arguments stands for. */
  public void addCall(MethodId method, KnownCall call) {
    if (files != null && calls(files, method).add(call)) {
      writing(files -> calls(files, method).flush());
    }
  }

  /** Returns the calls that are known, by their digests. */
  public Map<Digest128, KnownCall> calls(MethodId method) {
    return reading(files -> calls(files, method).all(), Map.of());
  }

  /** Forgets all about a method. */
  public void clear(MethodId method) {
    writing(
        files -> {
          versions(files, method).clear();
          calls(files, method).clear();
        });
  }

  /** Saves what is not saved yet. */
  @Override
  public void close() {
    for (KnownCalls each : calls.values()) {
      writing(files -> each.flush());
    }
  }

  private KnownCalls calls(SideFiles files, MethodId method) {
    KnownCalls known = calls.get(method);
    if (known != null) {
      return known;
    }
    KnownCalls added = new KnownCalls(files, "calls/" + nameOf(method));
    KnownCalls other = calls.putIfAbsent(method, added);
    return other == null ? added : other;
  }

  private static CodeVersions versions(SideFiles files, MethodId method) {
    return new CodeVersions(files, "code/" + nameOf(method));
  }

  private static Digest128 nameOf(MethodId method) {
    return Sha256.of(method.toString().getBytes(UTF_8));
  }

  private interface Reading<T> {
    T from(SideFiles files) throws IOException;
  }

  private <T> T reading(Reading<T> reading, T unknown) {
    if (files == null) {
      return unknown;
    }
    try {
      return reading.from(files);
    } catch (IOException failure) {
      failures.failed(NOT_READ, failure);
      return unknown;
    }
  }

  private interface Writing {
    void to(SideFiles files) throws IOException;
  }

  private void writing(Writing writing) {
    if (files == null || !files.writable()) {
      return;
    }
    try {
      writing.to(files);
    } catch (IOException failure) {
      failures.failed("could not keep what was found out about code", failure);
    }
  }
}
