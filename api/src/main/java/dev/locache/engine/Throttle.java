package dev.locache.engine;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one through, then none for a minute. Thread-safe. */
final class Throttle {
  static final long INTERVAL_MILLIS = 60_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final InstantSource clock;
  private final AtomicLong lastMillis = new AtomicLong(NEVER);

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  boolean permits() {
    long last = lastMillis.get();
    long now = clock.millis();
    // A clock that was set back must not silence what follows.
    boolean due = last == NEVER || now < last || now - last >= INTERVAL_MILLIS;
    return due && lastMillis.compareAndSet(last, now);
  }
}
