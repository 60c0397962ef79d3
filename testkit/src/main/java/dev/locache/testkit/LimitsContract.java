package dev.locache.testkit;

import static dev.locache.testkit.Samples.QUOTE;
import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.atMost;
import static dev.locache.testkit.Samples.expireAfter;
import static dev.locache.testkit.Samples.key;
import static dev.locache.testkit.Samples.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The part of {@link CacheBackendContract} on how many entries are kept, and for how long. */
abstract class LimitsContract extends EntryContract {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Limits TEN_DAYS = expireAfter(Duration.ofDays(10));

  @Test
  void entryIsReadUntilItExpires() throws IOException {
    write(key(1), TEN_DAYS);
    write(key(2), TEN_DAYS);

    clock.step(DAY.multipliedBy(10).minus(MINUTE));
    assertThat(reads(key(1), TEN_DAYS)).as("a minute before its end").isTrue();
    clock.step(MINUTE.multipliedBy(2));
    assertThat(reads(key(2), TEN_DAYS)).as("a minute after its end").isFalse();
  }

  @Test
  void expiryIsByTheLimitsOfTheRead() throws IOException {
    write(key(1), expireAfter(DAY));
    clock.step(DAY.multipliedBy(5));

    assertThat(reads(key(1), expireAfter(DAY))).isFalse();
    assertThat(reads(key(1), TEN_DAYS)).isTrue();
  }

  @Test
  void hitRenewsAnEntry() throws IOException {
    write(key(1), TEN_DAYS);
    for (int i = 0; i < 3; i++) {
      clock.step(DAY.multipliedBy(6));
      assertThat(reads(key(1), TEN_DAYS)).as("6 days after its last use").isTrue();
    }
    clock.step(DAY.multipliedBy(11));
    assertThat(reads(key(1), TEN_DAYS)).as("11 days after its last use").isFalse();
  }

  @Test
  void writeRenewsAnEntry() throws IOException {
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(11));
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(6));

    assertThat(reads(key(1), TEN_DAYS)).isTrue();
  }

  @Test
  void hitBeforeReopeningRenewsAnEntry() throws IOException {
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(6));
    assertThat(reads(key(1), TEN_DAYS)).isTrue();
    reopen();
    clock.step(DAY.multipliedBy(6));

    assertThat(reads(key(1), TEN_DAYS)).isTrue();
  }

  @Test
  void expiredEntryIsNotReadAfterReopening() throws IOException {
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(6));
    reopen(); // which is not a use
    clock.step(DAY.multipliedBy(6));

    assertThat(reads(key(1), TEN_DAYS)).isFalse();
  }

  @Test
  void nothingIsReadWhereNothingIsKept() throws IOException {
    write(key(1), expireAfter(Duration.ZERO));

    assertThat(reads(key(1), expireAfter(Duration.ZERO))).isFalse();
  }

  @Test
  void useInTheFarFutureIsExpired() throws IOException {
    clock.step(DAY.multipliedBy(3650));
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(-3650)); // somebody has corrected the clock

    assertThat(reads(key(1), TEN_DAYS)).isFalse();
    backend.evict(QUOTE, TEN_DAYS);
    assertThat(listed(QUOTE)).isEmpty();
  }

  @Test
  void useALittleInTheFutureIsNot() throws IOException {
    write(key(1), TEN_DAYS);
    clock.step(MINUTE.negated());

    assertThat(reads(key(1), TEN_DAYS)).isTrue();
  }

  @Test
  void evictionKeepsTheLatestWritten() throws IOException {
    writeCalls(10, atMost(4));

    assertThat(backend.evict(QUOTE, atMost(4))).isEqualTo(6);
    assertThat(callsThere(10)).containsExactly(6, 7, 8, 9);
    assertThat(reads(key(5), atMost(4))).isFalse();
    assertThat(reads(key(6), atMost(4))).isTrue();
    assertThat(backend.evict(QUOTE, atMost(4))).isZero();
  }

  @Test
  void evictionCountsHitsAsUse() throws IOException {
    writeCalls(10, atMost(10));
    hit(0);
    hit(3);

    assertThat(backend.evict(QUOTE, atMost(4))).isEqualTo(6);
    assertThat(callsThere(10)).containsExactly(0, 3, 8, 9);
  }

  @Test
  void evictionAfterReopeningKeepsTheLatestUsed() throws IOException {
    writeCalls(10, atMost(10));
    hit(0);
    hit(3);
    reopen();

    assertThat(backend.evict(QUOTE, atMost(4))).isEqualTo(6);
    assertThat(callsThere(10)).containsExactly(0, 3, 8, 9);
  }

  @Test
  void evictionAfterEachWriteIsExact() throws IOException {
    for (int call = 0; call < 30; call++) {
      write(key(call), atMost(5));
      clock.step(MINUTE);
      assertThat(backend.evict(QUOTE, atMost(5)))
          .as("evicted after call %s", call)
          .isEqualTo(call < 5 ? 0 : 1);
    }
    assertThat(callsThere(30)).containsExactly(25, 26, 27, 28, 29);
  }

  @Test
  void evictionCountsAllCodeVersionsTogether() throws IOException {
    for (int code = 0; code < 3; code++) {
      write(key(QUOTE, code, 1), atMost(10));
      clock.step(MINUTE);
      write(key(QUOTE, code, 2), atMost(10));
      clock.step(MINUTE);
    }

    assertThat(backend.evict(QUOTE, atMost(3))).isEqualTo(3);
    assertThat(listed(QUOTE))
        .extracting(StoredEntry::key)
        .containsExactlyInAnyOrder(key(QUOTE, 1, 2), key(QUOTE, 2, 1), key(QUOTE, 2, 2));
  }

  @Test
  void evictionCountsAnEntryOnceHoweverOftenItWasWritten() throws IOException {
    for (int round = 0; round < 3; round++) {
      writeCalls(4, atMost(4));
      assertThat(backend.evict(QUOTE, atMost(4))).isZero();
    }
    assertThat(callsThere(4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void evictionDoesNotCountWhatWasRemoved() throws IOException {
    writeCalls(6, atMost(4));
    backend.remove(key(4));
    backend.remove(key(5));

    assertThat(backend.evict(QUOTE, atMost(4))).isZero();
    assertThat(callsThere(6)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void evictionLeavesOtherMethodsAlone() throws IOException {
    MethodId other = method("other");
    write(key(other, 1, 1), atMost(1));
    write(key(other, 1, 2), atMost(1));
    writeCalls(3, atMost(1));
    backend.evict(QUOTE, atMost(1));

    assertThat(listed(QUOTE)).hasSize(1);
    assertThat(listed(other)).hasSize(2);
  }

  @Test
  void evictionRemovesTheExpired() throws IOException {
    writeCalls(3, TEN_DAYS);
    clock.step(DAY.multipliedBy(11));
    write(key(3), TEN_DAYS);

    assertThat(backend.evict(QUOTE, TEN_DAYS)).isEqualTo(3);
    assertThat(callsThere(4)).containsExactly(3);
  }

  @Test
  void evictionWithinTheBoundRemovesTheExpiredToo() throws IOException {
    Limits both = new Limits(100, Duration.ofDays(10));
    writeCalls(3, both);
    clock.step(DAY.multipliedBy(11));
    write(key(3), both);

    assertThat(backend.evict(QUOTE, both)).isEqualTo(3);
    assertThat(callsThere(4)).containsExactly(3);
  }

  @Test
  void evictionWithoutABoundKeepsTheLiving() throws IOException {
    writeCalls(20, UNLIMITED);

    assertThat(backend.evict(QUOTE, UNLIMITED)).isZero();
    assertThat(callsThere(20)).hasSize(20);
  }

  @Test
  void evictionRemovesAllWhereNothingIsKept() throws IOException {
    writeCalls(3, UNLIMITED);
    assertThat(backend.evict(QUOTE, atMost(0))).isEqualTo(3);
    assertThat(listed(QUOTE)).isEmpty();

    writeCalls(3, UNLIMITED);
    assertThat(backend.evict(QUOTE, expireAfter(Duration.ZERO))).isEqualTo(3);
    assertThat(listed(QUOTE)).isEmpty();
  }

  /** What was read of the clock before is of no use for what came later. */
  @Test
  void evictionThatHadToWaitKeepsWhatWasWrittenMeanwhile() throws Exception {
    write(key(1), TEN_DAYS);
    clock.step(DAY.multipliedBy(11));
    write(key(2), TEN_DAYS);
    AtomicBoolean waits = new AtomicBoolean();
    FutureTask<?> writing = new FutureTask<>(() -> writeUnchecked(key(3)), null);
    CacheBackend waiting =
        openBeside(
            () -> {
              Instant read = clock.instant();
              if (waits.getAndSet(false)) {
                clock.step(DAY);
                runUnlessItWaits(writing);
              }
              return read;
            });
    waits.set(true);

    assertThat(waiting.evict(QUOTE, TEN_DAYS)).isEqualTo(1);
    assumeFalse(waits.get(), "backends of this kind have one clock in common");
    writing.get();
    assertThat(reads(key(2), TEN_DAYS)).isTrue();
    assertThat(reads(key(3), TEN_DAYS)).as("written while the eviction waited").isTrue();
  }

  /** An eviction that lets nobody write meanwhile does well, too. */
  private static void runUnlessItWaits(FutureTask<?> task) {
    new Thread(task, "writer").start();
    try {
      task.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException evictionHasALock) {
      // It goes on when the eviction has ended.
    } catch (ExecutionException | InterruptedException failure) {
      throw new AssertionError("could not write while another backend evicts", failure);
    }
  }

  private void writeUnchecked(CacheKey key) {
    try {
      write(key, TEN_DAYS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void hit(int call) throws IOException {
    assertThat(reads(key(call), atMost(10))).as("hit of call %s", call).isTrue();
    clock.step(MINUTE);
  }
}
