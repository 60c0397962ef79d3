package dev.locache.testkit.campaign;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Rounds in which four processes write to one directory until they are killed, each 1 to 50 ms
 * after all have begun, and a fresh backend says what is there. What it says must agree with the
 * journals of the writers, and from then on it must stay: what a killed writer had under way may
 * have happened or not, but not come and go.
 *
 * <p>Several rounds share a directory, so the dead of many rounds lie in it, and the next writers
 * meet them.
 */
public final class KillRounds implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int ROUNDS_OF_A_DIRECTORY = 25;
  private static final long LONGEST_MICROS = 50_000;

  private final String backend;
  private final Campaign campaign;
  private final Path parent;
  private final List<String> faults = new ArrayList<>();
  private List<JavaProcess> next = new ArrayList<>();
  private Map<CacheKey, Long> known = new HashMap<>();
  private long acknowledged;
  private long interrupted;

  private KillRounds(String backend, Campaign campaign, Path parent) {
    this.backend = backend;
    this.campaign = campaign;
    this.parent = parent;
  }

  /**
   * Runs that many rounds.
   *
   * @param backend the id of a registered backend
   * @param parent an empty directory, for caches and journals
   * @return what was wrong: nothing, if all is well
   */
  public static List<String> run(String backend, int rounds, Campaign campaign, Path parent)
      throws IOException {
    try (KillRounds kills = new KillRounds(backend, campaign, parent)) {
      kills.next = kills.start(0);
      for (int round = 0; round < rounds && kills.faults.size() < 20; round++) {
        kills.round(round, round + 1 < rounds);
      }
      campaign.result(
          "%d rounds of %d writers, %d changes acknowledged, %d under way when killed, %d faults"
              .formatted(
                  rounds, WRITERS, kills.acknowledged, kills.interrupted, kills.faults.size()));
      return kills.faults;
    }
  }

  private void round(int round, boolean more) throws IOException {
    List<JavaProcess> writers = next;
    if (round % ROUNDS_OF_A_DIRECTORY == 0) {
      known = new HashMap<>();
    }
    killWhileTheyWrite(writers, campaign.random(round));
    next = more ? start(round + 1) : List.of();
    Possible possible = new Possible(known);
    for (int writer = 0; writer < WRITERS; writer++) {
      WriteJournal.Content content = WriteJournal.read(journal(round, writer));
      acknowledged += content.done().size();
      interrupted += content.underWay().isPresent() ? 1 : 0;
      possible.add(writer, content);
    }
    verify(round, possible);
    if (round % ROUNDS_OF_A_DIRECTORY == ROUNDS_OF_A_DIRECTORY - 1) {
      Scratch.delete(directory(round));
    }
  }

  private List<JavaProcess> start(int round) throws IOException {
    List<JavaProcess> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      long part = (long) round * WRITERS + writer + 1;
      writers.add(
          JavaProcess.run(KilledWriter.class)
              .jvmArgument("-XX:+UseSerialGC")
              .jvmArgument("-Xshare:auto")
              .arguments(
                  backend,
                  directory(round).toString(),
                  journal(round, writer).toString(),
                  String.valueOf(writer),
                  String.valueOf(part << 32),
                  String.valueOf(campaign.random(-part).nextLong()))
              .start());
    }
    return writers;
  }

  private static void killWhileTheyWrite(List<JavaProcess> writers, Random random) {
    for (JavaProcess writer : writers) {
      expect(writer, "warm");
    }
    for (JavaProcess writer : writers) {
      writer.send("write");
    }
    for (JavaProcess writer : writers) {
      expect(writer, "writing");
    }
    Map<Long, JavaProcess> byTime = new TreeMap<>();
    for (JavaProcess writer : writers) {
      byTime.put(1_000 + (long) (random.nextDouble() * (LONGEST_MICROS - 1_000)), writer);
    }
    long start = System.nanoTime();
    byTime.forEach(
        (micros, writer) -> {
          LockSupport.parkNanos(micros * 1_000 - (System.nanoTime() - start));
          writer.kill();
        });
    writers.forEach(JavaProcess::close); // two may have got one time
  }

  private static void expect(JavaProcess writer, String line) {
    String said = writer.readLine();
    if (!said.equals(line)) {
      throw new AssertionError("writer said " + said + ", not " + line);
    }
  }

  private void verify(int round, Possible possible) throws IOException {
    Map<String, Long> sizes = sizes(directory(round));
    try (CacheBackend opened =
        RegisteredBackend.open(
            backend, TestBackendContext.in(directory(round)).clock(InstantSource.system()))) {
      Map<CacheKey, Long> found = new HashMap<>();
      Set<CacheKey> there = new HashSet<>();
      for (CacheKey key : keys()) {
        long version = Versions.read(opened, key, Versions.UNLIMITED);
        judge(round, key, version, possible);
        found.put(key, version);
        if (version != Versions.ABSENT) {
          there.add(key);
        }
      }
      check(round, "entries listed", there, listed(opened));
      check(round, "files and sizes after reading", sizes, sizes(directory(round)));
      known = found;
    }
  }

  private void judge(int round, CacheKey key, long version, Possible possible) {
    if (possible.of(key).contains(version)) {
      return;
    }
    boolean lost = version == Versions.ABSENT || version == Versions.DAMAGED;
    faults.add(
        "round %d: %s %s: version %d, possible %s"
            .formatted(round, lost ? "lost" : "wrong", key, version, possible.of(key)));
  }

  private void check(int round, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      faults.add("round %d: %s: %s, expected %s".formatted(round, what, actual, expected));
    }
  }

  private static List<CacheKey> keys() {
    List<CacheKey> keys = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      for (int number = 0; number < KilledWriter.OWN_KEYS; number++) {
        keys.add(KilledWriter.key(KilledWriter.own(writer), number));
      }
    }
    for (int shared = 0; shared < KilledWriter.SHARED_KEYS; shared++) {
      keys.add(KilledWriter.key(KilledWriter.own(0), KilledWriter.OWN_KEYS + shared));
    }
    return keys;
  }

  private static Set<CacheKey> listed(CacheBackend backend) throws IOException {
    Set<CacheKey> listed = new HashSet<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      backend.list(KilledWriter.own(writer), stored -> listed.add(stored.key()));
    }
    backend.list(KilledWriter.SHARED, stored -> listed.add(stored.key()));
    return listed;
  }

  private Path directory(int round) {
    return parent.resolve("cache-" + round / ROUNDS_OF_A_DIRECTORY);
  }

  private Path journal(int round, int writer) {
    return parent.resolve("journal-" + round + "-" + writer);
  }

  private static Map<String, Long> sizes(Path directory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        sizes.put(directory.relativize(path).toString(), Files.size(path));
      }
    }
    return sizes;
  }

  /** Kills the writers that are left. */
  @Override
  public void close() {
    next.forEach(JavaProcess::close);
  }
}
