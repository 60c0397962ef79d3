package dev.locache;

import static java.util.Objects.requireNonNull;

import dev.locache.engine.Engine;
import dev.locache.engine.EngineOptions;
import dev.locache.engine.ServiceOptions;
import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.spi.CachedCalls;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open backend and what is wrapped on it. Thread-safe. */
public final class ResultCache implements AutoCloseable {
  private static final String DEFAULT_CODEC = "java";
  private static final CacheStats NOTHING = new CacheStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final CacheConfig config;

  /** Null if Locache is switched off: nothing is opened then. */
  private final @Nullable Engine engine;

  private volatile boolean closed;

  private ResultCache(CacheConfig config, @Nullable Engine engine) {
    this.config = config;
    this.engine = engine;
  }

  static ResultCache open(CacheConfig config) {
    if (config.verbose) {
      Locache.verbose(true);
    }
    return new ResultCache(config, config.enabled ? openEngine(config) : null);
  }

  /**
   * Wraps {@code implementation} so that the results of its methods are remembered.
   *
   * @param type an interface; every one of its methods is looked at now
   * @return a proxy; its calls are as thread-safe as the implementation's
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   * @throws IllegalStateException if this cache is closed
   */
  public <T> T wrap(Class<T> type, T implementation) {
    return service(type, implementation).wrap();
  }

  /** Starts to wrap {@code implementation} with choices of its own. */
  public <T> ServiceBuilder<T> service(Class<T> type, T implementation) {
    requireNonNull(type, "type");
    requireNonNull(implementation, "implementation");
    return new ServiceBuilder<>(this, type, implementation, config);
  }

  /**
   * Looks at methods as wrapping would, as far as can be told without an implementation: what they
   * take and return. For frameworks that want to fail before there is one.
   *
   * @param type the interface, or the class itself where calls are intercepted
   * @param implementation the class of the implementation to come
   * @param methods of {@code type}
   * @throws IllegalArgumentException if one of them cannot be cached: all reasons, and the ways out
   */
  public void check(Class<?> type, Class<?> implementation, Collection<Method> methods) {
    if (engine != null) {
      engine.check(type, implementation, methods);
    }
  }

  /** Returns the counts of all services wrapped on this cache, in this process. */
  public CacheStats stats() {
    return engine == null ? NOTHING : engine.stats();
  }

  /**
   * Ends the cache. Calls of its services go straight to their implementations from then on. Does
   * nothing the second time.
   *
   * @throws java.io.UncheckedIOException if the backend cannot be closed properly
   */
  @Override
  public void close() {
    closed = true;
    if (engine != null) {
      engine.close();
    }
  }

  boolean closed() {
    return closed;
  }

  CachedCalls intercept(
      Class<?> type, Object implementation, Collection<Method> methods, ServiceOptions options) {
    requireOpen(type);
    return engine == null
        ? (method, arguments, call) -> call.proceed()
        : engine.intercept(implementation, methods, options);
  }

  <T> T wrap(Class<T> type, T implementation, ServiceOptions options) {
    requireOpen(type);
    return engine == null
        ? Engine.passThrough(type, implementation)
        : engine.wrap(type, implementation, options);
  }

  private void requireOpen(Class<?> type) {
    if (closed) {
      throw new IllegalStateException(
          "cannot wrap " + type.getName() + ": this cache is closed; open another by Locache.open");
    }
  }

  private static Engine openEngine(CacheConfig config) {
    return config.backend.isPresent()
        ? Engine.open(options(config, config.backend.get(), false, DEFAULT_CODEC))
        : openProvided(config, Providers.backend(config.backendId));
  }

  private static Engine openProvided(CacheConfig config, CacheBackendProvider provider) {
    CacheBackend backend;
    try {
      backend = provider.open(new ConfiguredContext(config));
    } catch (IOException failure) {
      throw new IllegalStateException(
          "the backend \""
              + provider.id()
              + "\" cannot be opened in "
              + config.directory
              + " ("
              + failure
              + "); choose another place by directory(...) or locache.directory",
          failure);
    }
    return Engine.open(options(config, backend, true, provider.defaultCodec()));
  }

  private static EngineOptions options(
      CacheConfig config, CacheBackend backend, boolean closesBackend, String defaultCodec) {
    return new EngineOptions(
        backend,
        closesBackend,
        Providers.codec(config.codec.orElse(defaultCodec)),
        config.limits,
        config.keyEncoders,
        Providers.keyForms(),
        config.signingKeys,
        config.allowed,
        config.strict,
        config.historyDirectory,
        config.clock);
  }

  /** What a provider gets to see of a configuration. */
  private record ConfiguredContext(CacheConfig config) implements BackendContext {
    @Override
    public Path directory() {
      return config.directory;
    }

    @Override
    public InstantSource clock() {
      return config.clock;
    }

    @Override
    public boolean durable() {
      return config.durable;
    }

    @Override
    public boolean signed() {
      return !config.signingKeys.isEmpty();
    }

    @Override
    public Optional<String> setting(String name) {
      return config.settings.text(name);
    }
  }
}
