package dev.locache.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What Locache says, through the platform's logging ({@link System.Logger}, name {@code
 * dev.locache}): warnings and evictions always, hits and misses only when asked to.
 */
public final class Log {
  private static volatile boolean verbose;

  private Log() {}

  /** Says each hit, miss and store from now on, or no more. */
  public static void verbose(boolean on) {
    verbose = on;
  }

  static boolean verbose() {
    return verbose;
  }

  static void info(String message) {
    Lazy.LOGGER.log(Level.INFO, message);
  }

  /** Says that something did not work and what was done instead. */
  public static void warning(String message) {
    Lazy.LOGGER.log(Level.WARNING, message);
  }

  static void warning(String message, @Nullable Throwable cause) {
    Lazy.LOGGER.log(Level.WARNING, message, cause);
  }

  /** Found on first use: a program that has nothing to log does not pay for the logging's start. */
  private static final class Lazy {
    static final Logger LOGGER = System.getLogger("dev.locache");
  }
}
