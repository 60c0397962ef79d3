package dev.locache.engine;

import java.time.Duration;
import java.util.Locale;

/** Says durations as people do: in the largest unit that gives a number above one. */
final class Ages {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Ages() {}

  /** Appends {@code 3 days ago}; clocks of different processes may differ by a moment. */
  static void appendAgo(Duration age, StringBuilder target) {
    if (age.compareTo(Duration.ofSeconds(1)) < 0) {
      target.append("less than a second ago");
      return;
    }
    append(age, target);
    target.append(" ago");
  }

  static void append(Duration duration, StringBuilder target) {
    if (duration.toDays() > 1) {
      target.append(duration.toDays()).append(" days");
    } else if (duration.toHours() > 1) {
      target.append(duration.toHours()).append(" hours");
    } else if (duration.toMinutes() > 1) {
      target.append(duration.toMinutes()).append(" minutes");
    } else if (duration.toNanos() >= NANOS_PER_SECOND) {
      append(duration, NANOS_PER_SECOND, " s", target);
    } else if (duration.toNanos() >= NANOS_PER_MILLI) {
      append(duration, NANOS_PER_MILLI, " ms", target);
    } else {
      target.append("less than 1 ms");
    }
  }

  private static void append(Duration duration, long unit, String name, StringBuilder target) {
    double number = (double) duration.toNanos() / unit;
    target.append(String.format(Locale.ROOT, "%.1f", number)).append(name);
  }
}
