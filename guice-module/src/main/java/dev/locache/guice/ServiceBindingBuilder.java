package dev.locache.guice;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Scope;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.LinkedBindingBuilder;
import com.google.inject.binder.ScopedBindingBuilder;
import dev.locache.guice.LocacheBinder.AnnotatedService;
import dev.locache.guice.LocacheBinder.LinkedService;
import dev.locache.guice.LocacheBinder.ServiceChoices;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One statement of {@link LocacheBinder}, from {@code bind} to {@code in}. The binding is entered
 * with its target; what is chosen after that reaches it by the {@link ServiceDefinition}.
 */
final class ServiceBindingBuilder<T> extends RecordedChoices<T, ServiceChoices<T>>
    implements AnnotatedService<T>, ServiceChoices<T> {
  private final Binder binder;
  private final ServiceDefinition<T> service;

  /** Guice's own statement, of which the scope is left to say once there is a target. */
  private @Nullable ScopedBindingBuilder bound;

  ServiceBindingBuilder(Binder binder, Key<T> key) {
    this(binder, new ServiceDefinition<>(key));
  }

  private ServiceBindingBuilder(Binder binder, ServiceDefinition<T> service) {
    super(binder, service);
    this.binder = binder;
    this.service = service;
    if (!service.type().isInterface()) {
      binder.addError(
          "%s is not an interface; bind it as usual, and mark its methods @Cached", service);
    }
  }

  @Override
  public LinkedService<T> annotatedWith(Class<? extends Annotation> annotationType) {
    service.rename(service.key().withAnnotation(annotationType));
    return this;
  }

  @Override
  public LinkedService<T> annotatedWith(Annotation annotation) {
    service.rename(service.key().withAnnotation(annotation));
    return this;
  }

  @Override
  public ServiceChoices<T> to(Class<? extends T> implementation) {
    return to(Key.get(implementation));
  }

  @Override
  public ServiceChoices<T> to(TypeLiteral<? extends T> implementation) {
    return to(Key.get(implementation));
  }

  @Override
  public ServiceChoices<T> to(Key<? extends T> implementation) {
    if (implementation.equals(service.key())) {
      binder.addError("%s is bound to itself; name its implementation", service);
      return this;
    }
    bound =
        binder
            .bind(service.key())
            .toProvider(
                new CachedProvider<T>(service, implementation, binder.getProvider(implementation)));
    return this;
  }

  @Override
  public ServiceChoices<T> toInstance(T implementation) {
    return toOwn(own -> own.toInstance(implementation));
  }

  @Override
  public ServiceChoices<T> toProvider(Provider<? extends T> provider) {
    return toOwn(own -> own.toProvider(provider));
  }

  @Override
  public ServiceChoices<T> toProvider(Class<? extends Provider<? extends T>> provider) {
    return toOwn(own -> own.toProvider(provider));
  }

  @Override
  public ServiceChoices<T> toProvider(TypeLiteral<? extends Provider<? extends T>> provider) {
    return toOwn(own -> own.toProvider(provider));
  }

  @Override
  public ServiceChoices<T> toProvider(Key<? extends Provider<? extends T>> provider) {
    return toOwn(own -> own.toProvider(provider));
  }

  @Override
  public <S extends T> ServiceChoices<T> toConstructor(Constructor<S> constructor) {
    return toOwn(own -> own.toConstructor(constructor));
  }

  @Override
  public <S extends T> ServiceChoices<T> toConstructor(
      Constructor<S> constructor, TypeLiteral<? extends S> type) {
    return toOwn(own -> own.toConstructor(constructor, type));
  }

  /** Binds the implementation under a key of its own. */
  private ServiceChoices<T> toOwn(Consumer<LinkedBindingBuilder<T>> target) {
    Key<T> own = Implementation.Keys.next(service.key());
    target.accept(binder.bind(own));
    return to(own);
  }

  @Override
  public void in(Class<? extends Annotation> scopeAnnotation) {
    if (bound != null) {
      bound.in(scopeAnnotation);
    }
  }

  @Override
  public void in(Scope scope) {
    if (bound != null) {
      bound.in(scope);
    }
  }

  @Override
  public void asEagerSingleton() {
    if (bound != null) {
      bound.asEagerSingleton();
    }
  }

  @Override
  ServiceChoices<T> self() {
    return this;
  }
}
