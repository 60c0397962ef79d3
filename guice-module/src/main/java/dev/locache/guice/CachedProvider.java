package dev.locache.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.spi.BindingTargetVisitor;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.ProviderWithExtensionVisitor;
import dev.locache.ResultCache;
import dev.locache.ServiceBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a cached service of its implementation. */
final class CachedProvider<T> implements ProviderWithExtensionVisitor<T>, CachedBinding<T> {
  private static final Key<Interception> INTERCEPTION = Key.get(Interception.class);

  private final ServiceDefinition<T> service;
  private final Key<? extends T> implementation;
  private final Provider<? extends T> implementations;
  private @Nullable Injector injector;

  CachedProvider(
      ServiceDefinition<T> service,
      Key<? extends T> implementation,
      Provider<? extends T> implementations) {
    this.service = service;
    this.implementation = implementation;
    this.implementations = implementations;
  }

  /** Called while the injector is created, so that what is wrong already fails there. */
  @Inject
  void check(Injector injector) {
    this.injector = injector;
    if (injector.getExistingBinding(INTERCEPTION) == null) {
      throw error("no cache for " + service + "; install LocacheModule.create() as well");
    }
    if (service.keepsNothing()) {
      return;
    }
    Optional<Class<?>> implementing = ImplementingClass.of(implementation, injector);
    Optional<ResultCache> cache = OpenedCache.of(injector);
    if (implementing.isPresent() && cache.isPresent()) {
      checkMethods(implementing.get(), cache.get());
    }
  }

  private void checkMethods(Class<?> implementing, ResultCache cache) {
    try {
      cache.check(service.type(), implementing, List.of(service.type().getMethods()));
    } catch (IllegalArgumentException uncacheable) {
      throw error(String.valueOf(uncacheable.getMessage()));
    }
  }

  /** Guice adds the line of the binding. */
  private static ConfigurationException error(String text) {
    return new ConfigurationException(List.of(new Message(text)));
  }

  @Override
  public T get() {
    Injector made = requireNonNull(injector, "injected before it is asked");
    Interception interception = made.getInstance(INTERCEPTION);
    T behind = implementations.get();
    interception.serve(behind);
    ServiceBuilder<T> builder =
        made.getInstance(ResultCache.class)
            .service(service.type(), behind)
            .enhancedObjects(interception);
    service.applyTo(builder);
    return builder.wrap();
  }

  @Override
  public Class<T> type() {
    return service.type();
  }

  @Override
  public Key<? extends T> implementation() {
    return implementation;
  }

  @Override
  public Set<Dependency<?>> getDependencies() {
    return Set.of(Dependency.get(Key.get(ResultCache.class)), Dependency.get(implementation));
  }

  @Override
  @SuppressWarnings("unchecked") // a binding of B is made by a provider of it
  public <B, V> V acceptExtensionVisitor(
      BindingTargetVisitor<B, V> visitor, ProviderInstanceBinding<? extends B> binding) {
    return visitor instanceof CachedBindingVisitor
        ? ((CachedBindingVisitor<B, V>) visitor).visit((CachedBinding<? extends B>) this)
        : visitor.visit(binding);
  }

  @Override
  public String toString() {
    return "cached " + service + " by " + implementation;
  }
}
