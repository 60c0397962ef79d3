package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.CorruptingBackend;
import dev.locache.testkit.FailingBackend;
import dev.locache.testkit.MemoryBackend;
import dev.locache.testkit.RecordingBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A broken cache never breaks a call. */
final class FailurePolicyTest {
  private final SteppingClock clock = new SteppingClock();
  private final MemoryBackend memory = MemoryBackend.open(clock);
  private final FailingBackend failing = FailingBackend.over(memory);
  private final CountingSquares counting = new CountingSquares();

  private ResultCache open() {
    return Locache.open(TestCaches.in(failing).clock(clock).build());
  }

  @Test
  void failuresOfEachVerbReachNoCaller() {
    for (Verb verb : new Verb[] {Verb.READ, Verb.WRITE, Verb.EVICT, Verb.LOCK}) {
      for (Throwable failure :
          new Throwable[] {
            new IOException("broken"),
            new IllegalStateException("broken"),
            new LinkageError("broken")
          }) {
        failing.heal();
        failing.fail(verb, () -> failure);
        try (ResultCache cache =
                Locache.open(TestCaches.in(failing).maximumEntries(5).clock(clock).build());
            LogRecorder log = LogRecorder.start()) {
          Squares squares = cache.wrap(Squares.class, counting);
          assertThat(squares.square(3)).isEqualTo(9);
          assertThat(squares.square(4)).isEqualTo(16);
          assertThat(cache.stats().cacheFailures()).as(verb + " " + failure).isPositive();
          Locache.reset(squares);
          assertThat(log.lines()).as("one warning for " + verb).hasSize(1);
        }
      }
    }
  }

  @Test
  void aFailedReadIsAMissAndAFailedWriteIsSkipped() {
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      failing.failNth(Verb.WRITE, 1);
      squares.square(3);
      assertThat(cache.stats().stores()).isZero();
      squares.square(3);
      assertThat(cache.stats().stores()).isEqualTo(1);
      failing.failNth(Verb.READ, 1);
      squares.square(3); // a miss, then found when its turn had come
      assertThat(counting.runs()).isEqualTo(2);
      assertThat(cache.stats().cacheFailures()).isEqualTo(2);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void warningsComeAtMostOnceAMinute() {
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      failing.fail(Verb.WRITE);
      squares.square(1);
      squares.square(2);
      assertThat(log.lines())
          .containsExactly(
              "WARNING could not write an entry of dev.locache.it.Squares#square(int):"
                  + " java.io.IOException: WRITE fails, as told");
      clock.step(Duration.ofSeconds(61));
      squares.square(3);
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void afterThreeFailedReadsInARowReadingRestsForAMinute() {
    RecordingBackend recording = RecordingBackend.over(failing);
    try (ResultCache cache = Locache.open(TestCaches.in(recording).clock(clock).build());
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      failing.fail(Verb.READ);
      squares.square(1); // two failed reads: the look before, and the one when its turn has come
      squares.square(2);
      assertThat(recording.count(Verb.READ)).isEqualTo(3);
      squares.square(3);
      assertThat(recording.count(Verb.READ)).isEqualTo(3);
      failing.heal();
      clock.step(Duration.ofSeconds(61));
      squares.square(3);
      assertThat(recording.count(Verb.READ)).isEqualTo(4);
      assertThat(counting.runs()).isEqualTo(3);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void hitsAreServedWhileWritingRests() {
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      squares.square(1);
      failing.fail(Verb.WRITE);
      for (int number = 2; number < 10; number++) {
        squares.square(number);
      }
      assertThat(cache.stats().cacheFailures()).isEqualTo(3);
      squares.square(1);
      assertThat(cache.stats().hits()).isEqualTo(1);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void strictTurnsFailuresIntoExceptions() {
    try (ResultCache cache = Locache.open(TestCaches.in(failing).strict(true).build())) {
      Squares squares = cache.wrap(Squares.class, counting);
      failing.fail(Verb.READ);
      assertThatThrownBy(() -> squares.square(1))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "could not read an entry of dev.locache.it.Squares#square(int): java.io.IOException:"
                  + " READ fails, as told");
    }
  }

  @Test
  void aDamagedEntryIsLoadedAgainAndOverwritten() {
    CorruptingBackend corrupting = CorruptingBackend.over(memory);
    try (ResultCache cache = Locache.open(TestCaches.in(corrupting).clock(clock).build());
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      squares.square(3);
      corrupting.damage(CorruptingBackend.Damage.VALUE_FLIPPED);
      assertThat(squares.square(3)).isEqualTo(9);
      corrupting.heal();
      assertThat(squares.square(3)).isEqualTo(9);
      assertThat(counting.runs()).isEqualTo(2);
      assertThat(log.lines()).singleElement().asString().contains("does not match its seal");
    }
  }

  @Test
  void aSignedEntryIsReadWithItsKeyOnly() {
    byte[] key = new byte[32];
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    for (byte[] each : new byte[][] {key, key, otherKey}) {
      try (ResultCache cache = Locache.open(TestCaches.in(memory).signingKey(each).build());
          LogRecorder log = LogRecorder.start()) {
        assertThat(cache.wrap(Squares.class, counting).square(3)).isEqualTo(9);
        assertThat(log.lines()).hasSize(each == otherKey ? 1 : 0);
      }
    }
    assertThat(counting.runs()).isEqualTo(2);
    try (ResultCache unsigned = Locache.open(TestCaches.in(memory).build());
        LogRecorder log = LogRecorder.start()) {
      assertThat(unsigned.wrap(Squares.class, counting).square(3)).isEqualTo(9);
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(counting.runs()).isEqualTo(3);
  }

  @Test
  void callsGoStraightThroughAfterClose() {
    ResultCache cache = open();
    Squares squares = cache.wrap(Squares.class, counting);
    squares.square(3);
    cache.close();
    cache.close();
    assertThat(squares.square(3)).isEqualTo(9);
    assertThat(counting.runs()).isEqualTo(2);
  }

  interface Halves {
    int half(int number);

    int half(long number);

    String name(int number);
  }

  static final class PlainHalves implements Halves {
    @Override
    public int half(int number) {
      return number / 2;
    }

    @Override
    public int half(long number) {
      return (int) (number / 2);
    }

    @Override
    public String name(int number) {
      return "number " + number;
    }
  }

  @Test
  void resetClearsWhatCanBeClearedAndNamesTheRest() {
    try (ResultCache cache = open()) {
      Halves halves = cache.wrap(Halves.class, new PlainHalves());
      assertThat(hitsOfAll(halves)).isZero();
      failing.failNth(Verb.CLEAR, 1);
      assertThatThrownBy(() -> Locache.reset(halves))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching(
              "could not reset .*Halves#(half|name)\\((int|long)\\): CLEAR 1 fails, as told")
          .hasNoSuppressedExceptions();
      assertThat(hitsOfAll(halves)).isEqualTo(1);
      failing.fail(Verb.CLEAR);
      assertThatThrownBy(() -> Locache.reset(halves, "half"))
          .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
      failing.heal();
      assertThat(hitsOfAll(halves)).isEqualTo(3);
      Locache.reset(halves);
      assertThat(hitsOfAll(halves)).isZero();
    }
  }

  private static long hitsOfAll(Halves halves) {
    long before = Locache.stats(halves).hits();
    halves.half(4);
    halves.half(4L);
    halves.name(4);
    return Locache.stats(halves).hits() - before;
  }

  @Test
  void anInterruptIsKeptAndTheCallAnswered() {
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, counting);
      Thread.currentThread().interrupt();
      assertThat(squares.square(3)).isEqualTo(9);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(squares.square(3)).isEqualTo(9);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
