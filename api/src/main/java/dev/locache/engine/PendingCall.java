package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CachedCalls.Call;
import org.jspecify.annotations.Nullable;

/**
 * A call that no known entry answers. Whether it is a miss shows only when its turn has come, as
 * another process may have stored the entry lately; it is counted and kept for explanations once.
 *
 * <p>Passed from thread to thread, but used by one at a time.
 */
final class PendingCall {
  private final CacheKey key;
  private final @Nullable Object[] arguments;
  private final Call call;
  private final Entries entries;
  private final Explainer explainer;
  private boolean counted;

  PendingCall(
      CacheKey key, @Nullable Object[] arguments, Call call, Entries entries, Explainer explainer) {
    this.key = key;
    this.arguments = arguments;
    this.call = call;
    this.entries = entries;
    this.explainer = explainer;
  }

  CacheKey key() {
    return key;
  }

  /** An entry answers it after all. */
  void hit(Found found) {
    if (!counted) {
      counted = true;
      entries.hit(key, found);
    }
  }

  /** The method will run for it, or runs already for another call of the same key. */
  void missed() {
    if (!counted) {
      counted = true;
      entries.miss(key);
      explainer.missed(key, arguments);
    }
  }

  /** Runs the method. */
  @Nullable Object proceed() throws Throwable {
    return call.proceed();
  }
}
