package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Eight threads of each of four processes ask for 200 keys at once: each is computed once, and at
 * most once more if a process is killed meanwhile.
 */
final class OneLoadTest {
  private static final int PROCESSES = 4;

  private final List<JavaProcess> processes = new ArrayList<>();
  private Path directory;

  @BeforeEach
  void setDirectory(@TempDir(factory = InMemory.class) Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(JavaProcess::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void eachKeyIsComputedOnce(String backend) throws IOException {
    Campaign campaign = Campaign.of("C12 compute once, " + backend);
    int rounds = campaign.rounds(2, 1_000);
    start(backend);
    for (int round = 0; round < rounds; round++) {
      ask(round);
      expectAnswers();
      assertThat(runs()).as("runs of round %s", round).hasSize(OneLoadProgram.KEYS);
      assertThat(runs().values()).as("runs of each key, round %s", round).containsOnly(1);
      Files.delete(directory.resolve("runs"));
    }
    campaign.result(rounds + " rounds of 200 keys, each computed once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void eachKeyIsComputedAtMostTwiceIfAProcessIsKilled(String backend) throws IOException {
    Campaign campaign = Campaign.of("C12 compute once, one killed, " + backend);
    int rounds = campaign.rounds(2, 300);
    int again = 0;
    for (int round = 0; round < rounds; round++) {
      start(backend);
      ask(round);
      Random random = campaign.random(round);
      LockSupport.parkNanos(random.nextInt(200_000_000));
      processes.remove(random.nextInt(PROCESSES)).kill();
      expectAnswers();
      assertThat(runs()).as("runs of round %s", round).hasSize(OneLoadProgram.KEYS);
      assertThat(runs().values()).as("runs of each key, round %s", round).isSubsetOf(1, 2);
      again += runs().values().stream().mapToInt(runs -> runs - 1).sum();
      Files.delete(directory.resolve("runs"));
    }
    campaign.result(rounds + " rounds of 200 keys, " + again + " of all computed a second time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void lostLocksCostRunsAndNothingElse(String backend) throws IOException {
    Campaign campaign = Campaign.of("C13 lost locks, " + backend);
    int rounds = campaign.rounds(1, 100);
    start(backend, "hostile");
    int runs = 0;
    for (int round = 0; round < rounds; round++) {
      ask(round);
      expectAnswers();
      assertThat(runs()).as("runs of round %s", round).hasSize(OneLoadProgram.KEYS);
      assertThat(runs().values()).as("runs of each key").allMatch(each -> each <= PROCESSES);
      runs += runs().values().stream().mapToInt(each -> each).sum();
      Files.delete(directory.resolve("runs"));
    }
    campaign.result(rounds + " rounds of 200 keys, " + runs + " computations, 0 wrong");
  }

  /** Starts as many processes as are missing. */
  private void start(String backend, String... more) throws IOException {
    List<JavaProcess> started = new ArrayList<>();
    while (processes.size() < PROCESSES) {
      JavaProcess process =
          JavaProcess.run(OneLoadProgram.class)
              .jvmArgument("-XX:+UseSerialGC")
              .arguments(
                  backend,
                  directory.resolve("cache").toString(),
                  directory.resolve("runs").toString())
              .arguments(more)
              .patience(Duration.ofMinutes(2))
              .start();
      processes.add(process);
      started.add(process);
    }
    for (JavaProcess each : started) {
      assertThat(each.readLine()).isEqualTo("ready");
    }
  }

  private void ask(int round) {
    for (JavaProcess process : processes) {
      process.send(String.valueOf(round));
    }
  }

  private void expectAnswers() {
    for (JavaProcess process : processes) {
      assertThat(process.readLine()).isEqualTo("wrong 0");
    }
  }

  private Map<String, Integer> runs() throws IOException {
    Map<String, Integer> runs = new TreeMap<>();
    for (String key : Files.readAllLines(directory.resolve("runs"))) {
      runs.merge(key, 1, Integer::sum);
    }
    return runs;
  }
}
