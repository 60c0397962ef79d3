package dev.locache.spi;

import java.time.Duration;

/**
 * How many entries of one method are kept, and for how long.
 *
 * @param maximumEntries the most recently used ones that are kept; {@link #UNLIMITED} for all
 * @param expireAfterAccess age since the last use, a hit or a store, after which an entry is no
 *     longer read; zero keeps nothing
 */
public record Limits(long maximumEntries, Duration expireAfterAccess) {
  /** The value of {@link #maximumEntries} that sets no limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /**
   * Checks both limits.
   *
   * @throws IllegalArgumentException if one of them is negative
   */
  public Limits {
    if (maximumEntries < 0) {
      throw new IllegalArgumentException(
          "maximumEntries (" + maximumEntries + ") must not be negative");
    }
    if (expireAfterAccess.isNegative()) {
      throw new IllegalArgumentException(
          "expireAfterAccess (" + expireAfterAccess + ") must not be negative");
    }
  }

  /** Returns whether the number of entries is limited. */
  public boolean bounded() {
    return maximumEntries != UNLIMITED;
  }

  /** Returns whether nothing is to be kept at all. */
  public boolean keepNothing() {
    return maximumEntries == 0 || expireAfterAccess.isZero();
  }

  /** Returns {@link #expireAfterAccess} in milliseconds, at most {@code Long.MAX_VALUE}. */
  public long expireAfterAccessMillis() {
    long seconds = expireAfterAccess.toSeconds();
    return seconds >= Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : expireAfterAccess.toMillis();
  }
}
