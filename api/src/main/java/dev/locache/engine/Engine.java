package dev.locache.engine;

import dev.locache.CacheStats;
import dev.locache.key.KeyEncoding;
import dev.locache.spi.CachedCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Collection;

/**
 * One open cache: makes the proxies, and ends with its backend. The door of this package.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private static final String JAVA_CODEC = "java";

  private final EngineOptions options;
  private final OpenCache cache;
  private final KeyEncoding encoding;

  private Engine(EngineOptions options, OpenCache cache, KeyEncoding encoding) {
    this.options = options;
    this.cache = cache;
    this.encoding = encoding;
  }

  /**
   * Opens a cache.
   *
   * @throws IllegalStateException if values would be decoded by Java serialization from a place
   *     that others may write to
   */
  public static Engine open(EngineOptions options) {
    requireTrustedBytes(options);
    OpenCache cache = OpenCache.open(options);
    return new Engine(options, cache, KeyEncoding.of(options.standIns(), options.keyForms()));
  }

  /**
   * Wraps {@code implementation} so that its results are remembered.
   *
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   */
  public <T> T wrap(Class<T> type, T implementation, ServiceOptions choices) {
    Proxies.require(type, implementation);
    ServicePlanner planner = planner(type, choices.classOf(implementation), choices);
    return Proxies.make(type, planner.plan(implementation));
  }

  /**
   * Prepares to answer calls of {@code object} that are caught elsewhere.
   *
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   */
  public CachedCalls intercept(Object object, Collection<Method> methods, ServiceOptions choices) {
    Class<?> type = choices.classOf(object);
    return planner(type, type, choices).planCaught(object, methods);
  }

  /**
   * Looks at methods as far as can be told without an implementation.
   *
   * @throws IllegalArgumentException if one of them cannot be cached: all reasons
   */
  public void check(Class<?> type, Class<?> implementing, Collection<Method> methods) {
    planner(type, implementing, ServiceOptions.NONE).check(methods);
  }

  private ServicePlanner planner(Class<?> type, Class<?> implementing, ServiceOptions choices) {
    return new ServicePlanner(options, cache, encoding, type, implementing, choices);
  }

  /** Wraps {@code implementation} so that every call goes straight through to it. */
  public static <T> T passThrough(Class<T> type, T implementation) {
    Proxies.require(type, implementation);
    return Proxies.make(type, ServicePlanner.planPassThrough(type, implementation));
  }

  /** Returns the counts of all services. */
  public CacheStats stats() {
    return cache.counters().snapshot();
  }

  /** Ends the cache; calls of its services go straight through from then on. */
  @Override
  public void close() {
    if (cache.closed()) {
      return;
    }
    cache.close();
    cache.history().close();
    if (options.closesBackend()) {
      closeBackend();
    }
  }

  private void closeBackend() {
    try {
      options.backend().close();
    } catch (IOException failure) {
      throw new UncheckedIOException("could not close the cache: " + failure.getMessage(), failure);
    }
  }

  private static void requireTrustedBytes(EngineOptions options) {
    boolean trusted = options.backend().ownerOnly() || !options.signingKeys().isEmpty();
    if (options.codec().id().equals(JAVA_CODEC) && !trusted) {
      throw new IllegalStateException(
          "others can write to this backend, and decoding what they wrote by Java serialization"
              + " could run code of theirs; set signingKey(...), or choose another codec");
    }
  }
}
