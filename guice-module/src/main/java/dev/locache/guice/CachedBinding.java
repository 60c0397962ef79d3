package dev.locache.guice;

import com.google.inject.Key;
import com.google.inject.spi.HasDependencies;

/**
 * A service that {@link LocacheBinder} has bound, for those who look at bindings: see {@link
 * CachedBindingVisitor}.
 *
 * @param <T> the service
 */
public interface CachedBinding<T> extends HasDependencies {
  /** Returns the interface whose methods are cached. */
  Class<? super T> type();

  /**
   * Returns the key of the implementation behind it: the one that was named to the binder, or for a
   * provider, an instance or a constructor one that nobody else has.
   */
  Key<? extends T> implementation();
}
