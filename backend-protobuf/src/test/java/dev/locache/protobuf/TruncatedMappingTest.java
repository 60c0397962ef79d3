package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.Entry;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of mapped memory whose file was truncated by somebody is a fault of the virtual machine,
 * in compiled code another one than in interpreted: the reader runs in a process of its own.
 */
final class TruncatedMappingTest {
  private static final int ENTRIES = 200;
  private static final int BYTES = 2_000;

  @Test
  void truncatedMappingIsAMissInInterpretedCode(@TempDir Path parent) throws IOException {
    assertSurvives(parent.resolve("locache"), "-Xint");
  }

  @Test
  void truncatedMappingIsAMissInCompiledCode(@TempDir Path parent) throws IOException {
    assertSurvives(parent.resolve("locache"), "-XX:TieredStopAtLevel=4");
  }

  private static void assertSurvives(Path cache, String mode) throws IOException {
    try (JavaProcess reader =
        JavaProcess.run(Reader.class)
            .jvmArgument(mode)
            .jvmArgument("-XX:-CreateCoredumpOnCrash")
            .arguments(cache.toString(), mode.equals("-Xint") ? "400" : "40000")
            .start()) {
      assertThat(reader.awaitSuccess()).containsExactly("wrong 0", "hits 0", "hit again");
    }
  }

  /** Reads mapped entries, truncates the segment, and reads on. */
  static final class Reader {
    public static void main(String[] arguments) throws IOException {
      Path cache = Path.of(arguments[0]);
      try (CacheBackend writer = open(cache)) {
        for (int call = 0; call < ENTRIES; call++) {
          writer.write(entry(call, BYTES), UNLIMITED);
        }
      }
      try (CacheBackend backend = open(cache)) {
        for (int call = 0; call < Integer.parseInt(arguments[1]); call++) {
          if (backend.read(key(call % ENTRIES), UNLIMITED).isEmpty()) {
            throw new IllegalStateException("entry " + call % ENTRIES + " is missing");
          }
        }
        try (RandomAccessFile segment =
            new RandomAccessFile(Entries.segments(cache).get(0).toFile(), "rw")) {
          segment.setLength(0);
        }
        readAll(backend);
        backend.write(entry(1, BYTES), UNLIMITED);
        boolean hit = backend.read(key(1), UNLIMITED).isPresent();
        System.out.println(hit ? "hit again" : "miss");
      }
    }

    private static void readAll(CacheBackend backend) {
      int wrong = 0;
      int hits = 0;
      for (int call = 0; call < ENTRIES; call++) {
        try {
          Optional<Entry> read = backend.read(key(call), UNLIMITED);
          hits += read.isPresent() ? 1 : 0;
          wrong += read.isPresent() && !read.get().equals(entry(call, BYTES)) ? 1 : 0;
        } catch (IOException whichIsAMiss) {
          // a miss, as it should be
        }
      }
      System.out.println("wrong " + wrong);
      System.out.println("hits " + hits);
    }

    private static CacheBackend open(Path cache) throws IOException {
      return SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL);
    }
  }
}
