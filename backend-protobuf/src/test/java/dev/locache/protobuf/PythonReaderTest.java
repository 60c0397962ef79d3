package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.segments;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.locache.spi.CacheBackend;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader in another language, written from the page on the format, reads what is written here.
 */
final class PythonReaderTest {
  private static final Path SCRIPT = Path.of("src", "test", "python", "read_segment.py");

  @Test
  void entriesAndSealsAreReadByAScript(@TempDir Path parent) throws Exception {
    assumeTrue(runs("python3", "--version"), "there is no python3 here");
    Path cache = parent.resolve("locache");
    List<String> expected = new ArrayList<>();
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL)) {
      for (int call = 0; call < 20; call++) {
        backend.write(entry(call, call * 100), UNLIMITED);
        expected.add(line(call + 3L, "right", call));
      }
      backend.remove(key(3));
    }
    Path segment = segments(cache).get(0);
    assertThat(run(segment)).containsExactlyElementsOf(expected);

    byte[] damaged = Files.readAllBytes(segment);
    damaged[damaged.length - 100] ^= 1; // in the value of the last entry
    Files.write(segment, damaged);
    expected.set(19, line(22, "wrong", 19));
    assertThat(run(segment)).containsExactlyElementsOf(expected);
  }

  private static String line(long sequence, String seal, int call) {
    return sequence
        + " "
        + seal
        + " "
        + Entries.QUOTE
        + " "
        + call * 100
        + " "
        + key(call).code()
        + " "
        + key(call).arguments();
  }

  private static List<String> run(Path segment) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", SCRIPT.toString(), segment.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
