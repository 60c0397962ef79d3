package dev.locache.guice;

import com.google.common.collect.MapMaker;
import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.spi.ConstructorBinding;
import dev.locache.ResultCache;
import dev.locache.ServiceBuilder;
import dev.locache.spi.CachedCalls;
import dev.locache.spi.EnhancedObjects;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one injector that Guice has enhanced, and how calls of their methods are answered.
 * An object is entered when Guice has made and injected it: its state is taken then, so a call that
 * comes earlier, from its constructor, runs the method. Thread-safe.
 *
 * <p>Methods that an interface declares are looked at when they are first called: until then {@link
 * CachedProvider} may have wrapped the object by that interface, and caching once is enough.
 */
final class Interception implements EnhancedObjects {
  private static final CachedCalls DIRECT = (method, arguments, call) -> call.proceed();

  private final Provider<ResultCache> cache;

  /** By identity, and none of them is kept from being collected. */
  private final ConcurrentMap<Object, Enhanced> enhanced = new MapMaker().weakKeys().makeMap();

  /** By class. */
  private final ConcurrentMap<Class<?>, ServiceDefinition<?>> chosen = new ConcurrentHashMap<>();

  @Inject
  Interception(Provider<ResultCache> cache) {
    this.cache = cache;
  }

  /**
   * What is known of an enhanced object.
   *
   * @param original what it consists of; interceptors of ours are none
   * @param cached its methods that are to be cached
   * @param calls answers its calls; null until it has been looked at
   */
  private record Enhanced(Original original, Set<Method> cached, @Nullable CachedCalls calls) {
    Enhanced with(CachedCalls calls) {
      return new Enhanced(original, cached, calls);
    }
  }

  /** Enters what was chosen for a class. */
  void choose(ServiceDefinition<?> choices) {
    chosen.put(choices.type(), choices);
  }

  @Override
  public Optional<Original> originalOf(Object object) {
    Enhanced found = enhanced.get(object);
    return found == null ? Optional.empty() : Optional.of(found.original());
  }

  /**
   * Enters an object that Guice has made.
   *
   * @throws IllegalArgumentException if its methods cannot be cached: all reasons
   */
  void enter(Object object, ConstructorBinding<?> binding) {
    Class<?> type = binding.getConstructor().getDeclaringType().getRawType();
    if (object.getClass() == type) {
      return;
    }
    Set<Method> cached = cachedMethods(binding);
    Original original = new Original(type, others(binding.getMethodInterceptors()));
    Enhanced entered = new Enhanced(original, cached, cached.isEmpty() ? DIRECT : null);
    if (enhanced.putIfAbsent(object, entered) == null && hasOnlyIntercepted(cached, type)) {
      callsOf(object);
    }
  }

  /** Has an object's calls go through, as there is a proxy in front of it. */
  void serve(Object object) {
    enhanced.computeIfPresent(object, (key, found) -> found.with(DIRECT));
  }

  /**
   * Returns what answers the calls of an object.
   *
   * @throws IllegalArgumentException if its methods cannot be cached: all reasons
   */
  CachedCalls callsOf(Object object) {
    Enhanced found = enhanced.get(object);
    if (found == null) {
      return DIRECT;
    }
    CachedCalls calls = found.calls();
    if (calls == null) {
      calls = intercept(found.original().type(), object, found.cached());
      enhanced.replace(object, found, found.with(calls));
    }
    return calls;
  }

  /** Returns the methods of what {@code binding} makes around which our interceptor runs. */
  static Set<Method> cachedMethods(ConstructorBinding<?> binding) {
    Map<Method, List<MethodInterceptor>> all = new HashMap<>(binding.getMethodInterceptors());
    all.values().removeIf(around -> !around.contains(CachedInterceptor.ANY));
    return Set.copyOf(all.keySet());
  }

  private <T> CachedCalls intercept(Class<T> type, Object object, Set<Method> methods) {
    ServiceBuilder<T> builder = cache.get().service(type, type.cast(object)).enhancedObjects(this);
    @SuppressWarnings("unchecked") // entered under its own type
    ServiceDefinition<T> choices = (ServiceDefinition<T>) chosen.get(type);
    if (choices != null) {
      choices.applyTo(builder);
    }
    return builder.intercept(methods);
  }

  private static boolean hasOnlyIntercepted(Set<Method> cached, Class<?> type) {
    return MarkedMethods.onlyIntercepted(type).stream().anyMatch(cached::contains);
  }

  private static Map<Method, List<Object>> others(Map<Method, List<MethodInterceptor>> all) {
    Map<Method, List<Object>> others = new HashMap<>();
    all.forEach(
        (method, around) ->
            others.put(
                method,
                around.stream()
                    .filter(each -> !each.equals(CachedInterceptor.ANY))
                    .<Object>map(each -> each)
                    .toList()));
    others.values().removeIf(List::isEmpty);
    return others;
  }
}
