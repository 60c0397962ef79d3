package dev.locache.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** What a backend need not look for each time, such as the doings of others, it must see soon. */
final class Soon {
  private static final int CALLS = 100;

  private Soon() {}

  /**
   * Asks until {@code condition} holds, by a clock that goes on.
   *
   * @throws AssertionError if it does not after a hundred times and as many minutes of the clock
   */
  static void holds(SteppingClock clock, String what, Callable<Boolean> condition)
      throws Exception {
    for (int i = 0; i < CALLS; i++) {
      if (condition.call()) {
        return;
      }
      clock.step(Duration.ofMinutes(1));
    }
    throw new AssertionError(what + ": not in " + CALLS + " calls and minutes of the clock");
  }
}
