package dev.locache.protobuf;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Entries to test with, sealed as the engine seals them, and ways to look at what is stored. */
final class Entries {
  static final MethodId QUOTE =
      MethodId.of("com.example.RateService", "quote", List.of("java.lang.String", "int"));
  static final Limits UNLIMITED = new Limits(Limits.UNLIMITED, Duration.ofDays(365));
  static final long CREATED = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  /** What a reader that checks the seal, as the engine does, would say. */
  enum Outcome {
    SAME,
    MISS,
    WRONG
  }

  private Entries() {}

  static CacheKey key(int call) {
    SplittableRandom random = new SplittableRandom(call);
    return new CacheKey(
        QUOTE, new Digest128(1, 2), new Digest128(random.nextLong(), random.nextLong()));
  }

  static Entry entry(int call) {
    return entry(call, 30);
  }

  static Entry entry(int call, int size) {
    byte[] value = new byte[size];
    new SplittableRandom(call * 31L + size).nextBytes(value);
    return sealed(key(call), ByteBuffer.wrap(value));
  }

  static Entry sealed(CacheKey key, ByteBuffer value) {
    Entry unsealed = new Entry(key, "java", CREATED, 1_234_567L, value, ByteBuffer.allocate(4));
    return new Entry(
        key, "java", CREATED, 1_234_567L, value, ByteBuffer.allocate(4).putInt(0, seal(unsealed)));
  }

  static int seal(Entry entry) {
    CRC32C checksum = new CRC32C();
    checksum.update(EntryFormat.header(entry));
    checksum.update(entry.value());
    return (int) checksum.getValue();
  }

  static Outcome outcome(CacheBackend backend, Entry written) throws IOException {
    try {
      Entry read = backend.read(written.key(), UNLIMITED).orElse(null);
      if (read == null || read.seal().remaining() != 4 || read.seal().getInt() != seal(read)) {
        return Outcome.MISS;
      }
      return read.equals(written) ? Outcome.SAME : Outcome.WRONG;
    } catch (CorruptEntryException damaged) {
      return Outcome.MISS;
    }
  }

  static List<StoredEntry> listed(CacheBackend backend) throws IOException {
    List<StoredEntry> listed = new ArrayList<>();
    backend.list(QUOTE, listed::add);
    return listed;
  }

  /** Returns the segments in a cache directory, in the order of their names. */
  static List<Path> segments(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("protobuf-v1"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".segment"))
          .sorted()
          .toList();
    }
  }

  static long bytes(Path cache) throws IOException {
    long bytes = 0;
    for (Path segment : segments(cache)) {
      bytes += Files.size(segment);
    }
    return bytes;
  }
}
