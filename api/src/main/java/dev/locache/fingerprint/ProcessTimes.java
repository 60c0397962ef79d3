package dev.locache.fingerprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The times that decide whether what the file system tells can be trusted. Thread-safe. */
interface ProcessTimes {
  /** Returns the present, in nanoseconds since the epoch. */
  long nowNanos();

  /** Returns a time before anything of this process was loaded, in nanoseconds since the epoch. */
  long startNanos();

  /** Those of this process, as the system has them. */
  enum OfThisProcess implements ProcessTimes {
    INSTANCE;

    /** Linux counts the age of processes in hundredths of a second on nearly all machines. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The system rounds, and this process takes its time between two looks at the clock. */
    private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    @Override
    public long nowNanos() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    @Override
    public long startNanos() {
      return Start.NANOS;
    }

    /** Found out on first use. */
    private static final class Start {
      static final long NANOS = find();
    }

    /** By way of a process handle it takes tens of milliseconds. */
    private static long find() {
      try {
        long sinceBoot = Math.max(uptime(), System.nanoTime()); // containers may be told less
        return INSTANCE.nowNanos() - sinceBoot + startAfterBoot() - MARGIN_NANOS;
      } catch (IOException | RuntimeException otherSystem) {
        return byHandle();
      }
    }

    /** Seconds, with a fraction (proc(5), /proc/uptime). */
    private static long uptime() throws IOException {
      String text = Files.readString(Path.of("/proc/uptime"));
      return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9);
    }

    /**
     * The 22nd field (proc(5), /proc/pid/stat); the second is in parentheses and may have blanks.
     */
    private static long startAfterBoot() throws IOException {
      String text = Files.readString(Path.of("/proc/self/stat"));
      int at = text.lastIndexOf(')') + 1;
      for (int field = 3; field < 22; field++) {
        at = text.indexOf(' ', at + 1);
      }
      return Long.parseLong(text.substring(at + 1, text.indexOf(' ', at + 1))) * TICK_NANOS;
    }

    /** Where a system does not tell, nothing is older than the process. */
    private static long byHandle() {
      Instant instant = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
      return TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
    }
  }
}
