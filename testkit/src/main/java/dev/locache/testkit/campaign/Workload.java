package dev.locache.testkit.campaign;

import static dev.locache.testkit.campaign.CallVersions.MISS;
import static dev.locache.testkit.campaign.Versions.UNLIMITED;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.testkit.SteppingClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Things that a cache does with a backend, in an order that a seed decides: writes, most of them
 * replacing ones, reads, removals, evictions, clears, closing and opening again, compactions.
 */
public final class Workload {
  /** How many calls there are, numbered from 0, of two methods. */
  public static final int CALLS = 12;

  private static final Duration STEP = Duration.ofSeconds(40);

  private final Store store;
  private final Witness witness;
  private final SteppingClock clock;
  private final Random random;
  private int version;

  /** What is worked on. */
  public interface Store {
    /** Opens a backend on the same place, always. */
    CacheBackend open() throws IOException;

    /** Has the backend do what it does now and then to use less space. */
    void compact(CacheBackend backend) throws IOException;
  }

  /** Who is told before and after each change. */
  public interface Witness {
    /**
     * That version is going to be written; {@link CallVersions#MISS} if it is going to be removed.
     */
    void begin(int call, int version);

    /** What was begun is done. */
    void end(int call);

    /** The removal that was begun did not concern that call. */
    void kept(int call);
  }

  private Workload(Store store, Witness witness, SteppingClock clock, Random random) {
    this.store = store;
    this.witness = witness;
    this.clock = clock;
    this.random = random;
  }

  /** Works, and closes the backend at the end. */
  public static void run(
      Store store, Witness witness, SteppingClock clock, Random random, int steps)
      throws IOException {
    new Workload(store, witness, clock, random).run(steps);
  }

  private void run(int steps) throws IOException {
    CacheBackend backend = store.open();
    for (int i = 0; i < steps; i++) {
      clock.step(STEP);
      int choice = random.nextInt(100);
      if (choice < 6) {
        backend.close();
        backend = store.open();
      } else {
        step(backend, choice);
      }
    }
    backend.close();
  }

  private void step(CacheBackend backend, int choice) throws IOException {
    int call = random.nextInt(CALLS);
    if (choice < 12) {
      store.compact(backend);
    } else if (choice < 17) {
      Limits limits = new Limits(1 + random.nextInt(4), Duration.ofDays(365));
      removeSome(backend, call, () -> backend.evict(CallVersions.method(call), limits));
    } else if (choice < 19) {
      removeSome(backend, call, () -> backend.clear(CallVersions.method(call)));
    } else if (choice < 30) {
      witness.begin(call, MISS);
      backend.remove(CallVersions.key(call));
      witness.end(call);
    } else if (choice < 45) {
      backend.read(CallVersions.key(call), new Limits(100, Duration.ofDays(365)));
    } else {
      version++;
      witness.begin(call, version);
      backend.write(CallVersions.entry(call, version, clock), UNLIMITED);
      witness.end(call);
    }
  }

  private interface Removal {
    void run() throws IOException;
  }

  private void removeSome(CacheBackend backend, int call, Removal removal) throws IOException {
    List<Integer> before = callsOf(backend, CallVersions.method(call));
    for (int concerned : before) {
      witness.begin(concerned, MISS);
    }
    removal.run();
    List<Integer> after = callsOf(backend, CallVersions.method(call));
    for (int concerned : before) {
      if (after.contains(concerned)) {
        witness.kept(concerned);
      } else {
        witness.end(concerned);
      }
    }
  }

  private static List<Integer> callsOf(CacheBackend backend, MethodId method) throws IOException {
    List<CacheKey> keys = new ArrayList<>();
    backend.list(method, stored -> keys.add(stored.key()));
    List<Integer> calls = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      if (keys.contains(CallVersions.key(call))) {
        calls.add(call);
      }
    }
    return calls;
  }
}
