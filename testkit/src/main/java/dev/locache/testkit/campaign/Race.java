package dev.locache.testkit.campaign;

import dev.locache.spi.CacheBackend;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two processes, each with two threads that write and two that read, while entries are removed,
 * evicted, expire by a clock that runs fast, and are compacted. What each reads must be what the
 * model of its owner says; in the end a fresh backend must have what all models say.
 */
public final class Race {
  private static final int PROCESSES = 2;

  /** When time is up a compaction may just have begun, which takes a minute on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Race() {}

  /**
   * Runs for that many seconds.
   *
   * @param backend the id of a registered backend
   * @return what was wrong: nothing, if all is well
   */
  public static List<String> run(String backend, int seconds, Campaign campaign, Path directory)
      throws IOException {
    List<JavaProcess> racers = new ArrayList<>();
    try {
      long start = System.currentTimeMillis();
      for (int process = 0; process < PROCESSES; process++) {
        racers.add(start(backend, process, start, seconds, campaign, directory));
      }
      List<String> said = new ArrayList<>();
      for (JavaProcess racer : racers) {
        said.addAll(racer.awaitSuccess());
      }
      return judge(backend, seconds, campaign, directory, start, said);
    } finally {
      racers.forEach(JavaProcess::close);
    }
  }

  private static JavaProcess start(
      String backend, int process, long start, int seconds, Campaign campaign, Path directory)
      throws IOException {
    return JavaProcess.run(Racer.class)
        .jvmArgument("-Xmx256m")
        .patience(Duration.ofSeconds(seconds).plus(PATIENCE))
        .arguments(
            backend,
            directory.toString(),
            String.valueOf(process),
            String.valueOf(PROCESSES),
            String.valueOf(start),
            String.valueOf(start + seconds * 1_000L),
            String.valueOf(campaign.seed()))
        .start();
  }

  private static List<String> judge(
      String backend, int seconds, Campaign campaign, Path directory, long start, List<String> said)
      throws IOException {
    List<String> faults = new ArrayList<>();
    long operations = 0;
    try (CacheBackend opened =
        RegisteredBackend.open(
            backend, TestBackendContext.in(directory).clock(Racer.clock(start)))) {
      for (String line : said) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "operations" -> operations += Long.parseLong(words[1]);
          case "leaked" -> {
            if (!words[1].equals("0")) {
              faults.add(line);
            }
          }
          case "present" -> checkPresent(opened, words, faults);
          default -> faults.add(line);
        }
      }
    }
    campaign.result(
        "%d s, %d processes, %d operations, %d faults"
            .formatted(seconds, PROCESSES, operations, faults.size()));
    return faults;
  }

  private static void checkPresent(CacheBackend opened, String[] words, List<String> faults)
      throws IOException {
    int number = Integer.parseInt(words[1]);
    long found = Versions.read(opened, Versions.key(Racer.LASTING, number), Versions.UNLIMITED);
    if (found != Long.parseLong(words[2])) {
      faults.add("in the end key " + number + " is " + words[2] + ", read " + found);
    }
  }
}
