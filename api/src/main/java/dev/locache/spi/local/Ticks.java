package dev.locache.spi.local;

import java.util.concurrent.TimeUnit;

/**
 * How finely a file system tells the times of changes apart. What is looked at too soon after a
 * change may change once more and keep its time.
 */
public final class Ticks {
  /** Of file systems that count in seconds, or, as FAT does, in pairs of them. */
  private static final long COARSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Of the others: above the tick of any kernel's clock. */
  private static final long FINE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Ticks() {}

  /**
   * Returns whether any later change gets a later time.
   *
   * @param changedNanos time of the last change, in nanoseconds since the epoch; if it is of a
   *     whole second, the file system is taken for one that counts in seconds
   * @param nowNanos time when it was asked for, by the clock of the file system
   */
  public static boolean settled(long changedNanos, long nowNanos) {
    boolean coarse = changedNanos % TimeUnit.SECONDS.toNanos(1) == 0;
    return nowNanos - changedNanos > (coarse ? COARSE_NANOS : FINE_NANOS);
  }
}
