package dev.locache.guice;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.ScopedBindingBuilder;
import dev.locache.FingerprintScope;
import dev.locache.KeyEncoder;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.time.Duration;

/**
 * Binds services whose results are remembered.
 *
 * <pre>{@code
 * LocacheBinder.of(binder())
 *     .bind(RateService.class)
 *     .to(HttpRateService.class)
 *     .maximumEntries(10_000)
 *     .expireAfterAccess(Duration.ofDays(30))
 *     .in(Singleton.class);
 * }</pre>
 *
 * <p>Whoever injects {@code RateService} gets the cached one; {@code HttpRateService} stays what it
 * is, and can be bound and injected by itself. A {@link LocacheModule} is needed in the same
 * injector or a parent. Without a scope each injection makes an implementation, and looks at its
 * code anew: a singleton is what is meant most of the time.
 *
 * <p>Mistakes are reported through the binder, with the line of the binding. Used by one thread, in
 * {@code configure}.
 */
public final class LocacheBinder {
  private final Binder binder;

  private LocacheBinder(Binder binder) {
    this.binder = binder;
  }

  /** Returns a binder of cached services on top of {@code binder}. */
  public static LocacheBinder of(Binder binder) {
    return new LocacheBinder(
        binder.skipSources(
            LocacheBinder.class,
            ServiceBindingBuilder.class,
            RecordedChoices.class,
            InterceptedClass.class,
            BoundChoices.class));
  }

  /** Starts to bind an interface. */
  public <T> AnnotatedService<T> bind(Class<T> type) {
    return bind(TypeLiteral.get(type));
  }

  /** Starts to bind an interface with type arguments. */
  public <T> AnnotatedService<T> bind(TypeLiteral<T> type) {
    return new ServiceBindingBuilder<>(binder, Key.get(type));
  }

  /** Starts to bind an interface, with an annotation maybe. */
  public <T> LinkedService<T> bind(Key<T> key) {
    return new ServiceBindingBuilder<>(binder, key);
  }

  /**
   * Starts to choose for a class whose methods are marked {@link dev.locache.Cached} and are
   * intercepted; it binds nothing. Meant for what annotations cannot say: {@code stateKey}, say.
   */
  public <T> ClassChoices<T> intercepted(Class<T> type) {
    return InterceptedClass.chosenIn(binder, type);
  }

  /** Says what of a value belongs in a key, as {@code CacheConfig.Builder.keyEncoder} does. */
  public <T> void keyEncoder(Class<T> type, KeyEncoder<? super T> encoder) {
    BoundChoices.keyEncoders(binder).addBinding(type).toInstance(encoder);
  }

  /** Says what of a value belongs in a key, by an encoder that Guice makes. */
  public <T> void keyEncoder(Class<T> type, Class<? extends KeyEncoder<? super T>> encoder) {
    BoundChoices.keyEncoders(binder).addBinding(type).to(encoder);
  }

  /**
   * Names the service further.
   *
   * @param <T> the service
   */
  public interface AnnotatedService<T> extends LinkedService<T> {
    /** As {@link com.google.inject.binder.AnnotatedBindingBuilder#annotatedWith(Class)}. */
    LinkedService<T> annotatedWith(Class<? extends Annotation> annotationType);

    /** As {@link com.google.inject.binder.AnnotatedBindingBuilder#annotatedWith(Annotation)}. */
    LinkedService<T> annotatedWith(Annotation annotation);
  }

  /**
   * Names the implementation whose results are remembered.
   *
   * @param <T> the service
   */
  public interface LinkedService<T> {
    /** An implementation that is bound by itself, or that Guice makes by its constructor. */
    ServiceChoices<T> to(Class<? extends T> implementation);

    /** An implementation that is bound by itself, or that Guice makes by its constructor. */
    ServiceChoices<T> to(TypeLiteral<? extends T> implementation);

    /** An implementation that is bound by itself, under this key. */
    ServiceChoices<T> to(Key<? extends T> implementation);

    /** An object, into which Guice injects what it asks for. */
    ServiceChoices<T> toInstance(T implementation);

    /** What a provider gives, into which Guice injects what it asks for. */
    ServiceChoices<T> toProvider(Provider<? extends T> provider);

    /** What a provider gives that Guice makes. */
    ServiceChoices<T> toProvider(Class<? extends Provider<? extends T>> provider);

    /** What a provider gives that Guice makes. */
    ServiceChoices<T> toProvider(TypeLiteral<? extends Provider<? extends T>> provider);

    /** What a provider gives that is bound under this key. */
    ServiceChoices<T> toProvider(Key<? extends Provider<? extends T>> provider);

    /** An implementation that Guice makes by this constructor. */
    <S extends T> ServiceChoices<T> toConstructor(Constructor<S> constructor);

    /** An implementation with type arguments that Guice makes by this constructor. */
    <S extends T> ServiceChoices<T> toConstructor(
        Constructor<S> constructor, TypeLiteral<? extends S> type);
  }

  /**
   * What may be chosen for a service before its scope.
   *
   * @param <T> the service
   */
  public interface ServiceChoices<T> extends Choices<ServiceChoices<T>>, ScopedBindingBuilder {}

  /**
   * What may be chosen for a class whose marked methods Guice intercepts.
   *
   * @param <T> the class
   */
  public interface ClassChoices<T> extends Choices<ClassChoices<T>> {}

  /**
   * What may be chosen, as {@link dev.locache.ServiceBuilder} has it.
   *
   * @param <S> what to go on with
   */
  public interface Choices<S> {
    /** Limits the entries of each method to the most recently used ones. Zero keeps none. */
    S maximumEntries(long entries);

    /** Keeps an entry for so long after its last use. Zero keeps none. */
    S expireAfterAccess(Duration age);

    /** Has a version given by hand stand for the code. */
    S codeVersion(String version);

    /** Has a value stand for the state of the implementation, interceptors' included. */
    S stateKey(Object value);

    /** Leaves a field out of the key: {@code name}, or {@code Class.name} of an object it holds. */
    S ignoreField(String name);

    /** Has the code of further classes count. */
    S reaches(Class<?>... classes);

    /** Chooses how much code is looked at. */
    S fingerprint(FingerprintScope scope);
  }
}
