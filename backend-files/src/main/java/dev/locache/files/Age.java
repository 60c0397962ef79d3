package dev.locache.files;

import dev.locache.spi.Limits;
import java.util.concurrent.TimeUnit;

/** Tells by an entry's last use whether it is too old. Times are in microseconds. */
final class Age {
  /** How far ahead another's clock may be; a use further in the future is no use to go by. */
  private static final long SKEW = TimeUnit.MINUTES.toMicros(5);

  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  /** A use is recorded when that share of the time to idle has passed since the recorded one. */
  private static final int SHARE = 1024;

  private Age() {}

  static boolean expired(long used, long now, Limits limits) {
    return inFuture(used, now) || used <= now - timeToIdle(limits);
  }

  static boolean inFuture(long time, long now) {
    return time > now + SKEW;
  }

  /**
   * Returns whether a use at {@code now} must be recorded. Where the number of entries is bounded,
   * later processes must see the order of uses too, so a second is the longest.
   */
  static boolean worthRecording(long recorded, long now, Limits limits) {
    long share = timeToIdle(limits) / SHARE;
    long interval = limits.bounded() ? Math.min(share, SECOND) : share;
    return recorded <= now - interval || inFuture(recorded, now);
  }

  private static long timeToIdle(Limits limits) {
    return TimeUnit.MILLISECONDS.toMicros(limits.expireAfterAccessMillis());
  }
}
