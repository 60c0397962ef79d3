package dev.locache.engine;

import dev.locache.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/**
 * What is said when the cache itself does not work, for one open cache: a warning, at most once a
 * minute. A strict cache throws instead, for tests. Thread-safe.
 */
final class FailurePolicy implements History.Failures {
  private final boolean strict;
  private final Throttle warnings;

  FailurePolicy(boolean strict, InstantSource clock) {
    this.strict = strict;
    this.warnings = new Throttle(clock);
  }

  @Override
  public void failed(String what, IOException cause) {
    failed(what, (Throwable) cause);
  }

  /** Something did not work, and the call goes on without it. */
  void failed(String what, Throwable cause) {
    if (strict) {
      throw failure(what + ": " + cause, cause);
    }
    if (warnings.permits()) {
      Log.warning(what + ": " + cause);
    }
  }

  /** A call cannot be cached because of what it was given or what it returned. */
  void uncacheable(String why, Throwable cause) {
    if (strict) {
      throw new IllegalArgumentException(why, cause);
    }
    Log.warning(why);
  }

  private static RuntimeException failure(String message, Throwable cause) {
    return cause instanceof IOException io
        ? new UncheckedIOException(message, io)
        : new IllegalStateException(message, cause);
  }
}
