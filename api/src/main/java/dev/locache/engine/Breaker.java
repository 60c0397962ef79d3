package dev.locache.engine;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leaves what has failed {@value #FAILURES_BEFORE_REST} times in a row alone for a minute.
 * Thread-safe. {@code restUntilMillis} is {@link #AWAKE}, or the time until which it rests.
 */
final class Breaker {
  private static final int FAILURES_BEFORE_REST = 3;
  private static final long REST_MILLIS = 60_000;
  private static final long AWAKE = Long.MIN_VALUE;

  private final InstantSource clock;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile long restUntilMillis = AWAKE;

  Breaker(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns whether to try now. */
  boolean permits() {
    long until = restUntilMillis;
    if (until == AWAKE) {
      return true;
    }
    long now = clock.millis();
    // A clock that was set back ends the rest too: better one more failure than a rest for ever.
    return now >= until || now < until - REST_MILLIS;
  }

  void worked() {
    if (failuresInARow.get() != 0) {
      failuresInARow.set(0);
      restUntilMillis = AWAKE;
    }
  }

  void failed() {
    if (failuresInARow.incrementAndGet() >= FAILURES_BEFORE_REST) {
      restUntilMillis = clock.millis() + REST_MILLIS;
    }
  }
}
