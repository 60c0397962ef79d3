package dev.locache.testkit;

import static dev.locache.testkit.Samples.QUOTE;
import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.atMost;
import static dev.locache.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.campaign.Together;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link CacheBackendContract} on those who share a backend or its place: threads,
 * interrupted ones among them, other backends, and the one who closes it.
 */
abstract class SharingContract extends LockContract {
  private static final int THREADS = 8;

  @Test
  void writesOfAnotherBackendAreSeen() throws Exception {
    CacheBackend other = openBeside();
    assertThat(reads(other, key(1), UNLIMITED)).isFalse();
    write(key(1), UNLIMITED);
    soon("entry of the other is read", () -> reads(other, key(1), UNLIMITED));

    Entry replacement = Samples.entry(key(1), clock, 500);
    other.write(replacement, UNLIMITED);
    soon(
        "replacement by the other is read",
        () -> backend.read(key(1), UNLIMITED).filter(replacement::equals).isPresent());
    soon("entry of the other is listed", () -> listed(QUOTE).size() == 1);
  }

  @Test
  void removalsOfAnotherBackendAreSeen() throws Exception {
    CacheBackend other = openBeside();
    writeCalls(3, UNLIMITED);
    soon("entry of the other is read", () -> reads(other, key(0), UNLIMITED));

    backend.remove(key(0));
    soon("removed entry is gone", () -> !reads(other, key(0), UNLIMITED));
    assertThat(other.readIfKnown(key(0), UNLIMITED)).isEmpty();
    backend.clear(QUOTE);
    soon("cleared entry is gone", () -> !reads(other, key(1), UNLIMITED));
    soon("cleared method is empty", () -> listed(other, QUOTE).isEmpty());
  }

  @Test
  void evictionsOfAnotherBackendAreSeen() throws Exception {
    CacheBackend other = openBeside();
    writeCalls(3, atMost(4));
    for (int call = 3; call < 6; call++) {
      other.write(entry(key(call)), atMost(4));
      clock.step(MINUTE);
    }

    soon(
        "entries of both together are within the bound",
        () -> {
          other.evict(QUOTE, atMost(4));
          return listed(other, QUOTE).size() == 4;
        });
    soon("evicted entries are gone", () -> !reads(key(0), atMost(4)) && listed(QUOTE).size() == 4);
    assertThat(callsThere(6)).containsExactly(2, 3, 4, 5);
  }

  @Test
  void concurrentWritersAndReadersSeeWholeEntries() throws Exception {
    int keys = 4;
    Together.run(
        THREADS,
        thread -> {
          SplittableRandom random = new SplittableRandom(thread);
          for (int i = 0; i < 100; i++) {
            CacheKey key = key(random.nextInt(keys));
            switch (random.nextInt(8)) {
              case 0 -> backend.remove(key);
              case 1, 2, 3 ->
                  backend.write(Samples.entry(key, clock, random.nextInt(5_000)), UNLIMITED);
              default -> reads(key, UNLIMITED); // fails if it is torn, or another's
            }
          }
        });
    for (int call = 0; call < keys; call++) {
      write(key(call), UNLIMITED);
    }
    assertThat(callsThere(keys)).hasSize(keys);
  }

  @Test
  void concurrentWritersLoseNothing() throws Exception {
    int each = 20;
    Together.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            write(key(thread * each + i), UNLIMITED);
          }
        });
    for (int call = 0; call < THREADS * each; call++) {
      assertThat(reads(key(call), UNLIMITED)).as("read of call %s", call).isTrue();
    }
    assertThat(listed(QUOTE)).hasSize(THREADS * each);
  }

  @Test
  void concurrentEvictionsEndWithinTheBound() throws Exception {
    int bound = 10;
    Together.run(
        THREADS,
        thread -> {
          for (int i = 0; i < 25; i++) {
            write(key(thread * 25 + i), atMost(bound));
            backend.evict(QUOTE, atMost(bound));
            reads(key(i), atMost(bound));
          }
        });
    clock.step(MINUTE);
    write(key(-1), atMost(bound));
    backend.evict(QUOTE, atMost(bound));

    assertThat(listed(QUOTE)).extracting(StoredEntry::key).hasSize(bound).contains(key(-1));
  }

  @Test
  void pendingInterruptHindersNothingAndStays() throws Exception {
    Thread.currentThread().interrupt();
    try {
      write(key(1), UNLIMITED);
      assertInterrupted("write");
      assertThat(reads(key(1), UNLIMITED)).isTrue();
      assertInterrupted("read");
      assertThat(listed(QUOTE)).hasSize(1);
      assertInterrupted("list");
      KeyLock lock = backend.tryLock(key(1)).orElseThrow();
      assertInterrupted("tryLock");
      lock.close();
      assertInterrupted("close of a lock");
      assertThat(backend.evict(QUOTE, atMost(0))).isEqualTo(1);
      assertInterrupted("evict");
      assertThat(backend.remove(key(1))).isFalse();
      assertInterrupted("remove");
      backend.clear(QUOTE);
      assertInterrupted("clear");
    } finally {
      Thread.interrupted();
    }
    write(key(1), UNLIMITED);
    assertThat(reads(key(1), UNLIMITED)).isTrue();
  }

  @Test
  void interruptsOfOneThreadLeaveTheOthersAlone() throws Exception {
    CompletableFuture<Thread> victim = new CompletableFuture<>();
    CountDownLatch survived = new CountDownLatch(1);
    Together.run(
        4,
        thread -> {
          if (thread == 0) {
            interruptOften(victim.get(), survived);
          } else if (thread > 1) {
            workUndisturbed(thread);
          } else {
            victim.complete(Thread.currentThread());
            try {
              sufferInterrupts();
            } finally {
              survived.countDown();
            }
          }
        });
    workUndisturbed(1);
  }

  @Test
  void closedBackendRefusesEveryVerb() throws IOException {
    write(key(1), UNLIMITED);
    backend.close();

    assertRefused("read", () -> backend.read(key(1), UNLIMITED));
    assertRefused("write", () -> write(key(1), UNLIMITED));
    assertRefused("remove", () -> backend.remove(key(1)));
    assertRefused("clear", () -> backend.clear(QUOTE));
    assertRefused("evict", () -> backend.evict(QUOTE, atMost(1)));
    assertRefused("list", () -> backend.list(QUOTE, stored -> {}));
    assertRefused("tryLock", () -> backend.tryLock(key(1)));
  }

  @Test
  void closingTwiceDoesNothing() throws IOException {
    write(key(1), UNLIMITED);
    CacheBackend first = backend;
    first.close();
    first.close();
    reopen();
    first.close();

    assertThat(reads(key(1), UNLIMITED)).isTrue();
  }

  private static void interruptOften(Thread victim, CountDownLatch survived) {
    while (survived.getCount() > 0) {
      victim.interrupt();
      LockSupport.parkNanos(100_000); // else the victim would see one long interrupt only
    }
  }

  private void sufferInterrupts() {
    for (int i = 0; i < 100; i++) {
      try {
        write(key(1), UNLIMITED);
        if (i % 10 == 0) {
          Thread.currentThread().interrupt(); // a fast backend may be done before the other starts
        }
        write(key(1), UNLIMITED);
        reads(key(1), UNLIMITED);
      } catch (IOException thisTime) {
        assertInterrupted("failure (" + thisTime + ")");
      }
      Thread.interrupted();
    }
  }

  private void workUndisturbed(int thread) throws IOException {
    for (int i = 0; i < 50; i++) {
      CacheKey key = key(thread * 1_000 + i);
      write(key, UNLIMITED);
      assertThat(reads(key, UNLIMITED)).as("read of %s", key).isTrue();
      backend.tryLock(key).ifPresent(KeyLock::close);
    }
  }

  private static void assertInterrupted(String after) {
    assertThat(Thread.currentThread().isInterrupted()).as("interrupted after %s", after).isTrue();
  }

  private static void assertRefused(String verb, ThrowingCallable call) {
    assertThatIOException().as("%s on a closed backend", verb).isThrownBy(call);
  }
}
