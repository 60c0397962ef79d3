package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.Together;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that are interrupted at any moment, before a call, or whose call is cancelled: each gets
 * its value and keeps its flag, and the others notice nothing. The cache is strict, so that
 * anything that does not work in it fails the call.
 */
final class InterruptTest {
  private static final int WORKERS = 8;
  private static final int INTERRUPTED = 5;
  private static final int FLAGGED = 5;
  private static final int CANCELLED = 6;

  private final AtomicLong sent = new AtomicLong();

  interface Squares {
    long square(int n);
  }

  static final class CountedSquares implements Squares {
    @KeyIgnored final AtomicLong runs = new AtomicLong();

    @Override
    public long square(int n) {
      runs.incrementAndGet();
      return (long) n * n;
    }
  }

  /** A thread, and how many interrupts it was sent and has seen. */
  private static final class Victim {
    private final Thread thread = Thread.currentThread();
    private long sent;
    private long seen;

    synchronized void interrupt() {
      thread.interrupt();
      sent++;
    }

    /** Clears this thread's flag. Returns whether it was set if it had to be. */
    synchronized boolean kept() {
      boolean due = sent > seen;
      seen = sent;
      return Thread.interrupted() || !due;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void interruptsHarmNobodyAndStay(String backend, @TempDir Path directory) throws Exception {
    Campaign campaign = Campaign.of("C11 interrupts, " + backend);
    int calls = campaign.rounds(1_000, 10_000);
    CountedSquares squares = new CountedSquares();
    CacheConfig config =
        CacheConfig.builder().backend(backend).directory(directory).strict(true).build();
    try (ResultCache cache = Locache.open(config)) {
      Squares cached = cache.wrap(Squares.class, squares);
      torment(cached, calls, campaign);
      assertThat(cache.stats().cacheFailures()).isZero();
      assertUsable(cached, squares);
    }
    campaign.result(
        "%d workers, %d calls each, %d interrupts, all flags kept, 0 wrong"
            .formatted(WORKERS, calls, sent.get()));
  }

  private void torment(Squares cached, int calls, Campaign campaign) throws InterruptedException {
    List<Victim> victims = new ArrayList<>();
    CountDownLatch working = new CountDownLatch(INTERRUPTED);
    Together.run(
        WORKERS + 1,
        worker -> {
          Random random = campaign.random(worker);
          if (worker == WORKERS) {
            interruptUntil(working, victims, random);
          } else if (worker < INTERRUPTED) {
            Victim victim = new Victim();
            synchronized (victims) {
              victims.add(victim);
            }
            try {
              work(cached, calls, random, victim);
            } finally {
              working.countDown();
              victim.kept();
            }
          } else if (worker == CANCELLED) {
            workInFutures(cached, calls, random);
          } else {
            workByItself(cached, calls, random, worker == FLAGGED);
          }
        });
  }

  private void interruptUntil(CountDownLatch working, List<Victim> victims, Random random) {
    while (working.getCount() > 0) {
      synchronized (victims) {
        if (!victims.isEmpty()) {
          victims.get(random.nextInt(victims.size())).interrupt();
          sent.incrementAndGet();
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void work(Squares cached, int calls, Random random, Victim victim) {
    for (int call = 0; call < calls; call++) {
      assertRight(cached, random.nextInt(calls));
      assertThat(victim.kept()).as("flag kept by call %s", call).isTrue();
    }
  }

  /** Nobody interrupts this one, unless it does so itself. */
  private static void workByItself(Squares cached, int calls, Random random, boolean flagged) {
    for (int call = 0; call < calls; call++) {
      if (flagged) {
        Thread.currentThread().interrupt();
      }
      assertRight(cached, random.nextInt(calls));
      assertThat(Thread.interrupted()).as("flag after call %s", call).isEqualTo(flagged);
    }
  }

  private void workInFutures(Squares cached, int calls, Random random) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      for (int call = 0; call < calls; call++) {
        int n = random.nextInt(calls);
        Future<Long> future = executor.submit(() -> cached.square(n));
        LockSupport.parkNanos(random.nextInt(300_000));
        if (future.cancel(true)) {
          sent.incrementAndGet();
        }
        try {
          assertThat(future.get()).isEqualTo((long) n * n);
        } catch (CancellationException cancelledInTime) {
          assertThat(future.isCancelled()).isTrue();
        }
      }
    } finally {
      executor.shutdown();
    }
  }

  private static void assertRight(Squares cached, int n) {
    assertThat(cached.square(n)).isEqualTo((long) n * n);
  }

  private static void assertUsable(Squares cached, CountedSquares squares) {
    long before = squares.runs.get();
    for (int asked = 0; asked < 2; asked++) {
      for (int n = -1; n > -100; n--) {
        assertRight(cached, n);
      }
    }
    assertThat(squares.runs.get() - before).as("runs for 99 new keys").isEqualTo(99);
  }
}
