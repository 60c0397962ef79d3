package dev.locache.guice;

import com.google.inject.spi.BindingTargetVisitor;

/**
 * A visitor of targets that tells cached services from other providers.
 *
 * @param <T> the type of the binding
 * @param <V> what the visitor returns
 */
public interface CachedBindingVisitor<T, V> extends BindingTargetVisitor<T, V> {
  /** Visits a service that {@link LocacheBinder} has bound. */
  V visit(CachedBinding<? extends T> binding);
}
