package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are really full: a file system of one mebibyte, and a bound on every file. */
final class FullDiskTest {
  private static final int CALLS = 120;
  private static final int LENGTH = 20_000;

  private final Path temp;

  FullDiskTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aFullFileSystemIsNotNoticedAndStoresResumeWhenSpaceReturns(String backend)
      throws IOException, InterruptedException {
    assumeTrue(mayMount(), "mounting a file system in a namespace of one's own is not permitted");
    Campaign campaign = Campaign.of("C9 tmpfs of 1 MiB, " + backend);
    Path filler = temp.resolve("disk/filler");
    String mount =
        "mount -t tmpfs -o size=1m tmpfs \"$0\" && head -c 300000 /dev/zero > \"$0/filler\""
            + " && exec \"$@\"";
    Path disk = Files.createDirectory(temp.resolve("disk"));
    try (JavaProcess process =
        program(backend, disk)
            .through("unshare", "-m", "sh", "-c", mount, disk.toString())
            .start()) {
      assertThat(process.readLine()).isEqualTo("opened");
      assertThat(answer(process, "call 0 " + CALLS + " " + LENGTH)).isEqualTo("wrong 0 hits 0");
      int hits = hits(answer(process, "call 0 " + CALLS + " " + LENGTH));
      assertThat(hits).as("of %s results on a full disk", CALLS).isBetween(1, CALLS - 1);
      assertThat(hits(answer(process, "call 500 510 " + LENGTH))).isZero();

      Files.delete(Path.of("/proc/" + process.pid() + "/root" + filler));
      assertThat(answer(process, "call 500 510 " + LENGTH)).isEqualTo("wrong 0 hits 0");
      assertThat(answer(process, "call 500 510 " + LENGTH)).isEqualTo("wrong 0 hits 10");
      process.endInput();
      assertThat(process.awaitSuccess()).containsExactly("closed dev.locache");
      campaign.result(
          2 * CALLS
              + 30
              + " calls, 0 wrong, 0 escapes, "
              + hits
              + " stored before it was full,"
              + " stores resume");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aBoundOnFilesIsNotNoticedAndStoresResumeWhenItIsLifted(String backend)
      throws IOException, InterruptedException {
    assumeTrue(runs("sh", "-c", "ulimit -S -f 64 && command -v prlimit"), "no ulimit or prlimit");
    Campaign campaign = Campaign.of("C9 ulimit -f, " + backend);
    // 64 blocks of 512 bytes: results of 40,000 never fit, those of 100 do.
    try (JavaProcess process =
        program(backend, temp)
            .through("sh", "-c", "ulimit -S -f 64 && exec \"$0\" \"$@\"")
            .start()) {
      assertThat(process.readLine()).isEqualTo("opened");
      for (int round = 0; round < 2; round++) {
        assertThat(answer(process, "call 0 20 40000")).isEqualTo("wrong 0 hits 0");
      }
      assertThat(answer(process, "call 100 150 100")).startsWith("wrong 0");
      assertThat(hits(answer(process, "call 100 150 100"))).isPositive();

      assertThat(runs("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited")).isTrue();
      assertThat(answer(process, "call 0 20 40000")).isEqualTo("wrong 0 hits 0");
      assertThat(answer(process, "call 0 20 40000")).isEqualTo("wrong 0 hits 20");
      process.endInput();
      assertThat(process.awaitSuccess()).containsExactly("closed dev.locache");
      campaign.result("180 calls, 0 wrong, 0 escapes, stores resume");
    }
  }

  /** Without the file of performance data, which a bound on files would hit first. */
  private static JavaProcess.Builder program(String backend, Path disk) {
    return JavaProcess.run(DiskProgram.class)
        .jvmArgument("-XX:-UsePerfData")
        .arguments(backend, disk.resolve("locache").toString());
  }

  private static String answer(JavaProcess process, String line) {
    process.send(line);
    return process.readLine();
  }

  private static int hits(String answer) {
    assertThat(answer).startsWith("wrong 0 hits ");
    return Integer.parseInt(answer.substring("wrong 0 hits ".length()));
  }

  private boolean mayMount() throws IOException, InterruptedException {
    Path tried = Files.createDirectory(temp.resolve("tried"));
    return runs("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", tried.toString());
  }

  private static boolean runs(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
