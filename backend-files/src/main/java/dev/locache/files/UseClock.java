package dev.locache.files;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives out times of use, in microseconds since the epoch. They follow the clock, but no two are
 * alike and none is smaller than the one before it, so that they tell the order of uses even if the
 * clock is coarse or stands still. Only if somebody sets the clock back by more than a second do
 * they follow it back.
 */
final class UseClock {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  UseClock(InstantSource clock) {
    this.clock = clock;
  }

  long next() {
    long now = micros(clock.instant());
    while (true) {
      long before = last.get();
      long next = follows(before, now) ? now : before + 1;
      if (last.compareAndSet(before, next)) {
        return next;
      }
    }
  }

  /** Returns the present: no time that was given out is later, but by a clock that was set back. */
  long now() {
    long now = micros(clock.instant());
    long before = last.get();
    return follows(before, now) ? now : before;
  }

  private static boolean follows(long before, long now) {
    return now > before || before > now + SECOND;
  }

  private static long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
  }
}
