package dev.locache.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a call does that no known entry answers; one way for methods that return a value, one for
 * those that return a future.
 */
sealed interface Loader permits BlockingLoader, StageLoader {
  /**
   * Runs the method and stores what comes of it, unless another thread or process does so already.
   *
   * @return what the caller gets
   * @throws Throwable what the implementation throws, as it threw it
   */
  @Nullable Object load(PendingCall call) throws Throwable;

  /** Returns what the caller of a hit gets: the value, or a future of it. */
  @Nullable Object deliver(@Nullable Object value);
}
