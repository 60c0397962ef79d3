package dev.locache.protobuf;

/**
 * Times of use: seconds since the epoch in an {@code int} without a sign, until 2106. Earlier and
 * later times count as the first and the last of these.
 */
final class Seconds {
  private static final long LAST = 0xFFFF_FFFFL;

  /** How far in the future a use may lie, as clocks differ, before it is not believed. */
  private static final long TOLERATED_MILLIS = 5 * 60_000L;

  private Seconds() {}

  static int ofMillis(long millis) {
    return (int) Math.max(0, Math.min(LAST, Math.floorDiv(millis, 1000L)));
  }

  static long toMillis(int seconds) {
    return Integer.toUnsignedLong(seconds) * 1000;
  }

  static int later(int one, int other) {
    return Integer.compareUnsigned(one, other) >= 0 ? one : other;
  }

  static int earlier(int one, int other) {
    return Integer.compareUnsigned(one, other) <= 0 ? one : other;
  }

  /** Returns whether an entry with that last use has expired, or was used in a wrong future. */
  static boolean expired(int used, long nowMillis, long expireAfterMillis) {
    long idle = nowMillis - toMillis(used);
    return idle < -TOLERATED_MILLIS || idle - 999 > expireAfterMillis;
  }
}
