package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A lock has one owner at a time among threads, class loaders and processes, while yet another
 * process opens and closes the lock file.
 */
final class LockTest {
  private static final int PROCESSES = 3;

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aLockHasOneOwner(String backend, @TempDir Path directory) throws IOException {
    Campaign campaign = Campaign.of("C13 locks, " + backend);
    int obtains = campaign.rounds(4_000, 100_000);
    int each = obtains / (PROCESSES + 1); // one of them has two class loaders
    Path cache = directory.resolve("cache");
    Path witnesses = Files.createDirectory(directory.resolve("witnesses"));
    List<JavaProcess> processes = new ArrayList<>();
    try {
      for (int process = 0; process < PROCESSES; process++) {
        JavaProcess.Builder builder =
            JavaProcess.run(LockProgram.class)
                .patience(Duration.ofMinutes(20))
                .arguments(backend, cache.toString(), witnesses.toString(), String.valueOf(each));
        processes.add((process == 0 ? builder.arguments("twice") : builder).start());
      }
      while (processes.stream().anyMatch(JavaProcess::running)) {
        LockFiles.openAndClose(cache); // of no effect, as this process has no locks
      }
      for (JavaProcess process : processes) {
        assertThat(process.awaitSuccess()).isNotEmpty().containsOnly("0 had two owners");
      }
    } finally {
      processes.forEach(JavaProcess::close);
    }
    campaign.result(obtains + " locks, 0 with two owners");
  }
}
