package dev.locache.fingerprint;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The times that decide whether what the file system tells can be trusted. Thread-safe. */
interface ProcessTimes {
  /** Returns the present, in nanoseconds since the epoch. */
  long nowNanos();

  /**
   * Returns a time before anything of this process was loaded, in nanoseconds since the epoch. May
   * take many milliseconds.
   */
  long startNanos();

  /** Returns an instant in nanoseconds since the epoch, which will do until 2262. */
  static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  /** Those of this process, as the system has them. */
  enum OfThisProcess implements ProcessTimes {
    INSTANCE;

    @Override
    public long nowNanos() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** Where a system does not tell, nothing is older than the process. */
    @Override
    public long startNanos() {
      return nanos(ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
    }
  }
}
