package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached calls inside cached calls, in two processes at once: none waits for ever. */
final class NestedTest {
  private final List<JavaProcess> processes = new ArrayList<>();
  private Path directory;

  @BeforeEach
  void makeAPlaceToMeet(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectory(directory.resolve("meeting"));
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(JavaProcess::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void callsWhoseLocksCollideEnd(String backend) throws IOException {
    start(backend, 2);
    Campaign campaign = Campaign.of("C14 nested calls, colliding locks, " + backend);
    run(
        campaign,
        campaign.rounds(1, 100),
        round -> assertThat(ask("nest " + round)).containsExactly("right", "right"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void recursiveCallsEnd(String backend) throws IOException {
    start(backend, 0);
    Campaign campaign = Campaign.of("C14 nested calls, " + backend);
    run(
        campaign,
        campaign.rounds(20, 1_000),
        round -> assertThat(ask("nest " + round)).containsExactly("right", "right"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void recursiveCallsByFuturesAndOtherThreadsEnd(String backend) throws IOException {
    start(backend, 0);
    Campaign campaign = Campaign.of("C14 nested calls, futures and threads, " + backend);
    run(
        campaign,
        campaign.rounds(5, 1_000),
        round -> {
          assertThat(ask("later " + round)).containsExactly("144", "144");
          assertThat(ask("threads " + round)).containsExactly("144", "144");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void callsThatAskForEachOthersKeyEnd(String backend) throws IOException {
    start(backend, 0);
    Campaign campaign = Campaign.of("C14 crossing calls, " + backend);
    run(
        campaign,
        campaign.rounds(2, 100),
        round -> assertThat(ask("cross " + round)).allMatch(answer -> answer.endsWith("end")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void futuresThatAskForEachOthersKeyEnd(String backend) throws IOException {
    start(backend, 0);
    Campaign campaign = Campaign.of("C14 crossing futures, " + backend);
    run(
        campaign,
        campaign.rounds(2, 100),
        round ->
            assertThat(ask("cross-later " + round)).allMatch(answer -> answer.endsWith("end")));
  }

  private static void run(Campaign campaign, int rounds, IntConsumer each) {
    for (int round = 0; round < rounds; round++) {
      each.accept(round);
    }
    campaign.result(rounds + " rounds, all ended");
  }

  private void start(String backend, int locks) throws IOException {
    for (boolean left : new boolean[] {true, false}) {
      processes.add(
          JavaProcess.run(NestedProgram.class)
              .arguments(
                  backend,
                  directory.resolve("cache").toString(),
                  directory.resolve("meeting").toString(),
                  String.valueOf(locks),
                  String.valueOf(left))
              .start());
    }
    for (JavaProcess process : processes) {
      assertThat(process.readLine()).isEqualTo("ready");
    }
  }

  /** Fails if an answer takes longer than a minute, as one that waits for ever does. */
  private List<String> ask(String line) {
    for (JavaProcess process : processes) {
      process.send(line);
    }
    return processes.stream().map(JavaProcess::readLine).toList();
  }
}
