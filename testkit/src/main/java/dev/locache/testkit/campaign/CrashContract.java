package dev.locache.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Oracle.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a backend on a local disk keeps through crashes: a test class extends this and says how the
 * backend is opened on the real disk, on one that is recorded, and in a process that stops.
 */
public abstract class CrashContract {
  private static final int STEPS = 40;
  private static final Duration LATER = Duration.ofDays(1);

  private final Scratch scratch = Scratch.create();
  private int checked;

  /** Creates the contract's test; JUnit does. */
  protected CrashContract() {}

  /** Returns the backend's id. */
  protected abstract String id();

  /** Opens the backend as a later process would, small enough to do all that it ever does. */
  protected abstract CacheBackend open(BackendContext context) throws IOException;

  /** Opens the same backend, with all it does to the disk in {@code journal}. */
  protected abstract CacheBackend open(BackendContext context, DiskJournal journal)
      throws IOException;

  /** Has the backend do what it does now and then to use less space. */
  protected abstract void compact(CacheBackend backend) throws IOException;

  /** Returns a main class that passes its arguments to {@link HaltingRun#run}. */
  protected abstract Class<?> haltingMain();

  /** Returns what a durable backend promises. */
  protected abstract Promise durablePromise();

  @AfterEach
  final void deleteScratch() throws IOException {
    scratch.close();
  }

  @Test
  final void afterAPowerCutNoValueIsWrong() throws IOException {
    cut("default", false, Promise.NOTHING_WRONG);
  }

  @Test
  final void afterAPowerCutWhatADurableBackendAcknowledgedIsThere() throws IOException {
    cut("durable", true, durablePromise());
  }

  @Test
  final void aProcessKilledAtAnyPointLosesNothingItAcknowledged() throws IOException {
    Campaign campaign = Campaign.of("C2 every kill point, " + id() + ", replayed");
    int points = 0;
    int rounds = campaign.rounds(3, 20);
    for (int round = 0; round < rounds; round++) {
      Recorded recorded = record(round % 2 == 1, campaign.random(round));
      Random random = campaign.random(-1 - round);
      PowerCut crash = PowerCut.during(recorded.journal);
      for (int at = 0; at < recorded.journal.size(); at++) {
        check(recorded, crash.killed(at), at, Promise.WRITES_AND_REMOVALS);
        check(recorded, crash.killedWithin(at, random), at, Promise.WRITES_AND_REMOVALS);
        points += 2;
      }
    }
    campaign.result(points + " points in " + rounds + " runs, 0 wrong, 0 lost, 0 repairs");
  }

  @Test
  final void aProcessThatHaltsLosesNothingItAcknowledged() throws IOException {
    Campaign campaign = Campaign.of("C2 kill points, " + id() + ", processes");
    int rounds = campaign.rounds(6, Integer.getInteger("campaigns.halts", 1_000));
    int halted =
        Campaign.isLong() ? haltEverywhere(campaign, rounds) : haltAnywhere(campaign, rounds);
    assertThat(halted).isPositive();
    campaign.result(
        rounds + " processes, " + halted + " of them halted, 0 wrong, 0 lost, 0 repairs");
  }

  /** At each point of one workload after another; returns how many processes halted. */
  private int haltEverywhere(Campaign campaign, int rounds) throws IOException {
    int halted = 0;
    int workload = 0;
    int point = 0;
    for (int round = 0; round < rounds; round++) {
      if (halt(campaign, workload, point)) {
        halted++;
        point++;
      } else {
        workload++;
        point = 0;
      }
    }
    return halted;
  }

  /** At one point of each workload, if it gets there. */
  private int haltAnywhere(Campaign campaign, int rounds) throws IOException {
    int halted = 0;
    for (int round = 0; round < rounds; round++) {
      halted += halt(campaign, round, campaign.random(round).nextInt(80)) ? 1 : 0;
    }
    return halted;
  }

  private void cut(String mode, boolean durable, Promise promise) throws IOException {
    Campaign campaign = Campaign.of("C3 power cut, " + id() + ", " + mode);
    int wanted = campaign.rounds(1_000, Integer.getInteger("campaigns.states", 100_000));
    int ofEach = campaign.rounds(100, 1_000);
    int runs = 0;
    checked = 0;
    for (int states = 0; states < wanted; runs++) {
      Recorded recorded = record(durable, campaign.random(runs));
      Random random = campaign.random(-1 - runs);
      PowerCut crash = PowerCut.during(recorded.journal);
      for (int i = 0; i < ofEach; i++, states++) {
        int at = random.nextInt(recorded.journal.size() + 1);
        check(recorded, crash.cut(at, random), at, promise);
      }
    }
    campaign.result(
        wanted
            + " states of "
            + runs
            + " runs, "
            + checked
            + " distinct, 0 wrong"
            + (durable ? ", 0 lost" : "")
            + ", 0 escapes, 0 repairs");
  }

  /** What a backend did, and what was found in the states that were looked at. */
  private record Recorded(DiskJournal journal, Oracle oracle, Map<Long, int[]> found) {}

  private Recorded record(boolean durable, Random random) throws IOException {
    SteppingClock clock = new SteppingClock();
    Path base = scratch.next();
    DiskJournal journal = DiskJournal.under(base);
    Oracle oracle = new Oracle();
    BackendContext context = context(base).clock(clock).durable(durable);
    Workload.Store store =
        new Workload.Store() {
          @Override
          public CacheBackend open() throws IOException {
            return CrashContract.this.open(context, journal);
          }

          @Override
          public void compact(CacheBackend backend) throws IOException {
            CrashContract.this.compact(backend);
          }
        };
    Workload.run(store, new Recorder(oracle, journal), clock, random, STEPS);
    Scratch.delete(base);
    return new Recorded(journal, oracle, new HashMap<>());
  }

  private record Recorder(Oracle oracle, DiskJournal journal) implements Workload.Witness {
    @Override
    public void begin(int call, int version) {
      oracle.begin(call, version, journal.size());
    }

    @Override
    public void end(int call) {
      oracle.end(call, journal.size());
    }

    @Override
    public void kept(int call) {
      oracle.kept(call);
    }
  }

  private void check(Recorded recorded, DiskState state, int at, Promise promise)
      throws IOException {
    long fingerprint = state.fingerprint();
    int[] found = recorded.found.get(fingerprint);
    if (found == null) {
      Path base = scratch.next();
      state.writeTo(base);
      found = look(base, recorded.oracle, at, promise);
      Scratch.delete(base);
      recorded.found.put(fingerprint, found);
      checked++;
    }
    complain(recorded.oracle, found, at, promise);
  }

  /** Opens, reads everything, goes on working, and reads again. Returns what was found at first. */
  private int[] look(Path base, Oracle oracle, long at, Promise promise) throws IOException {
    int[] found = new int[Workload.CALLS];
    SteppingClock clock = clockLater();
    try (CacheBackend backend = open(context(base).clock(clock))) {
      for (int call = 0; call < found.length; call++) {
        found[call] = CallVersions.read(backend, call);
        backend.list(CallVersions.method(call), stored -> {});
      }
      complain(oracle, found, at, promise);
      int next = Workload.CALLS;
      backend.write(CallVersions.entry(next, 1, clock), Versions.UNLIMITED);
      assertThat(CallVersions.read(backend, next)).as("a write after the crash").isEqualTo(1);
      compact(backend);
      complain(oracle, reread(backend), at, promise);
    }
    return found;
  }

  private static int[] reread(CacheBackend backend) throws IOException {
    int[] found = new int[Workload.CALLS];
    for (int call = 0; call < found.length; call++) {
      found[call] = CallVersions.read(backend, call);
    }
    return found;
  }

  private static void complain(Oracle oracle, int[] found, long at, Promise promise) {
    for (int call = 0; call < found.length; call++) {
      assertThat(oracle.complaint(call, found[call], at, promise))
          .as("what is wrong after a crash at %s", at)
          .isNull();
    }
  }

  /** Returns whether the process halted, and did not come to its end before. */
  private boolean halt(Campaign campaign, long workload, int point) throws IOException {
    Path base = scratch.next();
    Oracle oracle = new Oracle();
    JavaProcess process =
        JavaProcess.run(haltingMain())
            .jvmArgument("-XX:+UseSerialGC")
            .arguments(base.toString(), String.valueOf(campaign.seed() + workload), "" + point)
            .start();
    JavaProcess.Result result = process.await();
    assertThat(result.exitCode()).as(result.errors()).isIn(0, HaltPoint.EXIT_CODE);
    int now = 0;
    for (String line : result.lines()) {
      HaltingRun.replay(line, oracle, now++);
    }
    Promise promise = Promise.WRITES_AND_REMOVALS;
    complain(oracle, look(base, oracle, now, promise), now, promise);
    Scratch.delete(base);
    return result.exitCode() == HaltPoint.EXIT_CODE;
  }

  private static TestBackendContext context(Path base) {
    return TestBackendContext.in(base.resolve("locache"));
  }

  private static SteppingClock clockLater() {
    SteppingClock clock = new SteppingClock();
    clock.step(LATER);
    return clock;
  }
}
