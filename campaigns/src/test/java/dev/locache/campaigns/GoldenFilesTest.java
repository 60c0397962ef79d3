package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.codec.JavaCodecProvider;
import dev.locache.fingerprint.MethodCode;
import dev.locache.history.History;
import dev.locache.history.KnownCall;
import dev.locache.protobuf.value.ProtobufCodecProvider;
import dev.locache.seal.Seal;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CodecProvider;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C22: directories as the first version of the formats left them are read by every later one.
 * {@link #main} wrote them; written again, they would show no change of a format, so what changes a
 * format adds a directory, and tests for it.
 */
final class GoldenFilesTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "golden", "1");
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(WRITTEN);
  private static final Limits LIMITS = new Limits(Limits.UNLIMITED, Duration.ofDays(365));
  private static final MethodId METHOD =
      MethodId.of("com.example.RateService", "quote", List.of("java.lang.String", "int"));
  private static final Seal CHECKSUM = Seal.with(List.of());
  private static final Seal SIGNATURE = Seal.with(List.of(new byte[32]));
  private static final Digest128 CODE = new Digest128(1, 2);
  private static final KnownCall CALL = new KnownCall(CODE, CODE, List.of(CODE, CODE));
  private static final Map<String, Digest128> STATE = Map.of("rate", CODE);

  private final Path root;

  GoldenFilesTest(@TempDir Path temp) {
    root = temp.resolve("cache");
  }

  private void copyKept(String backend) throws IOException {
    Trees.copy(KEPT.resolve(backend), root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    for (Path each : Trees.below(root)) {
      Files.setLastModifiedTime(root.resolve(each), FileTime.from(WRITTEN));
    }
  }

  private static CacheKey key(String codec, boolean signed) {
    return new CacheKey(METHOD, CODE, new Digest128(codec.length(), signed ? 1 : 0));
  }

  private static Codec codec(String id) {
    CodecProvider provider =
        id.equals("java") ? new JavaCodecProvider() : new ProtobufCodecProvider();
    return provider.codec(
        new CodecContext(Sample.class, GoldenFilesTest.class, List.of(), 1 << 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void entriesAreReadAndDecoded(String backendId) throws IOException {
    copyKept(backendId);
    try (CacheBackend backend = Backends.open(backendId, root, CLOCK)) {
      for (String codec : List.of("java", "protobuf")) {
        assertDecodes(backend, codec, false, CHECKSUM);
        assertDecodes(backend, codec, true, SIGNATURE);
      }
    }
  }

  private static void assertDecodes(CacheBackend backend, String codec, boolean signed, Seal seal)
      throws IOException {
    Entry entry = backend.read(key(codec, signed), LIMITS).orElseThrow();
    assertThat(entry.codec()).isEqualTo(codec);
    assertThat(entry.createdMillis()).isEqualTo(WRITTEN.toEpochMilli());
    assertThat(entry.loadTimeNanos()).isEqualTo(1_234_567_890L);
    assertThat(seal.matches(entry.seal(), EntryFormat.header(entry), entry.value())).isTrue();
    assertThat(String.valueOf(codec(codec).decode(entry.value())).replaceAll("\\[J@\\w+", ""))
        .isEqualTo(Sample.ALL.get(1).toString().replaceAll("\\[J@\\w+", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void historyIsKnown(String backendId) throws IOException {
    copyKept(backendId);
    try (History history = history(root)) {
      assertThat(history.calls(METHOD)).containsExactly(Map.entry(CODE, CALL));
      assertThat(history.state(CODE)).isEqualTo(STATE);
      assertThat(history.codes(METHOD)).containsExactly(CODE);
      assertThat(history.read("name")).contains(new byte[] {1, 2, 3});
    }
  }

  @Test
  void entryOfAnotherVersionIsRefusedWhateverItsSeal() throws IOException {
    byte[] bytes = BytesBackend.bytes(entry("java", false, CHECKSUM));
    bytes[4] = 2;
    assertThatThrownBy(() -> EntryFormat.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry has format version 2; this Locache reads 1");
  }

  @Test
  void historyOfAnotherVersionIsNotKnown() throws IOException {
    copyKept("files");
    for (Path each : Trees.below(root.resolve("history-v1"))) {
      Path file = root.resolve("history-v1").resolve(each);
      if (Files.isRegularFile(file)) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] = '2';
        Files.write(file, bytes);
      }
    }
    try (History history = history(root)) {
      assertThat(history.calls(METHOD)).isEmpty();
      assertThat(history.state(CODE)).isEmpty();
      assertThat(history.parts(METHOD, CODE)).isEmpty();
      assertThat(history.read("name")).isEmpty();
    }
  }

  /** Others may add directories of their own beside those of this version. */
  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void directoryOfAnotherVersionIsEmptyToThisOne(String backendId) throws IOException {
    copyKept(backendId);
    Files.move(root.resolve(backendId + "-v1"), root.resolve(backendId + "-v2"));
    var before = Trees.snapshot(root.resolve(backendId + "-v2"));
    try (CacheBackend backend = Backends.open(backendId, root, CLOCK)) {
      assertThat(backend.read(key("java", false), LIMITS)).isEmpty();
      backend.clear(METHOD);
    }
    assertThat(Trees.snapshot(root.resolve(backendId + "-v2"))).isEqualTo(before);
  }

  private static History history(Path root) {
    return History.in(
        CacheDirectory.open(root, false),
        CHECKSUM,
        (what, cause) -> {
          throw new AssertionError(what, cause);
        });
  }

  private static Entry entry(String codec, boolean signed, Seal seal) throws IOException {
    ByteBuffer value = codec(codec).encode(Sample.ALL.get(1));
    ByteBuffer none = ByteBuffer.allocate(seal.bytes());
    Entry framed = entry(codec, signed, value, none);
    byte[] bytes = seal.over(EntryFormat.header(framed), framed.value());
    return entry(codec, signed, value, ByteBuffer.wrap(bytes));
  }

  private static Entry entry(String codec, boolean signed, ByteBuffer value, ByteBuffer seal) {
    return new Entry(
        key(codec, signed), codec, WRITTEN.toEpochMilli(), 1_234_567_890L, value, seal);
  }

  /** Writes the directories. Argument: where. */
  public static void main(String[] arguments) throws IOException {
    for (String id : List.of("files", "protobuf")) {
      Path root = Path.of(arguments[0]).resolve(id);
      try (CacheBackend backend = Backends.open(id, root, CLOCK)) {
        for (String codec : List.of("java", "protobuf")) {
          backend.write(entry(codec, false, CHECKSUM), LIMITS);
          backend.write(entry(codec, true, SIGNATURE), LIMITS);
        }
      }
      try (History history = history(root)) {
        history.addCall(METHOD, CALL);
        history.addState(CODE, STATE);
        history.addCode(METHOD, MethodCode.withoutParts(CODE, true, List.of()));
        history.write("name", new byte[] {1, 2, 3});
      }
    }
  }
}
