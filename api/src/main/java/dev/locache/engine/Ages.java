package dev.locache.engine;

import java.time.Duration;
import java.util.Locale;

/** Says durations as people do: in the largest unit that gives a number above one. */
final class Ages {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Ages() {}

  static void append(Duration duration, StringBuilder target) {
    if (duration.toDays() > 1) {
      target.append(duration.toDays()).append(" days");
    } else if (duration.toHours() > 1) {
      target.append(duration.toHours()).append(" hours");
    } else if (duration.toMinutes() > 1) {
      target.append(duration.toMinutes()).append(" minutes");
    } else {
      appendShort(Math.max(0, duration.toNanos()), target);
    }
  }

  private static void appendShort(long nanos, StringBuilder target) {
    if (nanos >= NANOS_PER_SECOND) {
      append(nanos, NANOS_PER_SECOND, " s", target);
    } else if (nanos >= NANOS_PER_MICRO * NANOS_PER_MICRO) {
      append(nanos, NANOS_PER_MICRO * NANOS_PER_MICRO, " ms", target);
    } else {
      append(nanos, NANOS_PER_MICRO, " µs", target);
    }
  }

  private static void append(long nanos, long unit, String name, StringBuilder target) {
    target.append(String.format(Locale.ROOT, "%.1f", (double) nanos / unit)).append(name);
  }
}
