package dev.locache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program finds again what it has read, in the backend that a setting chooses. */
final class GuiceCensusTest {
  private final Path directory;

  GuiceCensusTest(@TempDir Path directory) {
    this.directory = directory;
    System.setProperty("locache.directory", directory.toString());
  }

  @AfterEach
  void forgetSettings() {
    System.clearProperty("locache.directory");
    System.clearProperty("locache.backend");
  }

  @Test
  void aSettingChoosesTheBackend() {
    for (String backend : new String[] {"files", "protobuf"}) {
      System.setProperty("locache.backend", backend);
      assertThat(report()).contains("0 hit, ").contains("Run it again");
      assertThat(report()).contains(" 1 hit, 0 loaded").doesNotContain("Run it again");
      assertThat(directory.resolve(backend + "-v1")).isDirectory();
    }
  }

  private static String report() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GuiceCensus.run("java.logging", new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }
}
