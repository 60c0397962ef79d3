package dev.locache.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to step. Thread-safe. */
public final class SteppingClock implements InstantSource {
  /** The time at which a clock starts unless told otherwise, 2026-01-01T00:00:00Z. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Instant now;

  /** Creates a clock that stands at {@link #START}. */
  public SteppingClock() {
    this(START);
  }

  /** Creates a clock that stands at {@code start}. */
  public SteppingClock(Instant start) {
    now = requireNonNull(start, "start");
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock forward by {@code time}, or back if that is negative. */
  public synchronized void step(Duration time) {
    now = now.plus(time);
  }

  /** Returns the time at which it stands. */
  @Override
  public String toString() {
    return "SteppingClock[" + now + "]";
  }
}
