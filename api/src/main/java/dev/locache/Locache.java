package dev.locache;

import dev.locache.engine.CachedService;
import dev.locache.engine.Log;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the results of slow, pure methods on disk, across runs and processes, and knows when
 * the code behind them has changed.
 *
 * <pre>{@code
 * RateService rates = Locache.wrap(RateService.class, new HttpRateService());
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Locache {
  private static final ReentrantLock LOCK = new ReentrantLock();

  /** The shared cache once it is open; guarded by {@link #LOCK}. */
  private static @Nullable ResultCache shared;

  private Locache() {}

  /**
   * Wraps {@code implementation} so that the results of its methods are remembered, by the shared
   * cache. The same as {@code shared().wrap(type, implementation)}.
   *
   * @param type an interface; every one of its methods is looked at now
   * @return a proxy; its calls are as thread-safe as the implementation's
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   * @throws IllegalStateException if the shared cache cannot be opened
   */
  public static <T> T wrap(Class<T> type, T implementation) {
    return shared().wrap(type, implementation);
  }

  /**
   * Returns the cache of this process: opened on first use, as {@link CacheConfig#defaults} has it,
   * and closed when the JVM ends.
   *
   * @throws IllegalArgumentException if a setting is malformed: it is named with where it was set
   * @throws IllegalStateException if it cannot be opened
   */
  public static ResultCache shared() {
    LOCK.lock();
    try {
      if (shared == null || shared.closed()) {
        shared = openUntilTheEnd();
      }
      return shared;
    } finally {
      LOCK.unlock();
    }
  }

  /**
   * Opens a cache of its own.
   *
   * @throws IllegalStateException if there is no such backend or codec, or it cannot be opened
   */
  public static ResultCache open(CacheConfig config) {
    return ResultCache.open(config);
  }

  /**
   * Removes all entries of all methods of a wrapped service, of every code version. What is not
   * wrapped is left alone, with a warning.
   *
   * @throws java.io.UncheckedIOException if those of a method cannot be removed, which it names;
   *     those of the others have been
   */
  public static void reset(Object service) {
    wrapped(service).ifPresent(CachedService::reset);
  }

  /**
   * Removes all entries of the methods of one name, of every code version. What is not wrapped is
   * left alone, with a warning.
   *
   * @throws IllegalArgumentException if the service has no cached method of that name
   * @throws java.io.UncheckedIOException if those of a method cannot be removed, which it names;
   *     those of the others have been
   */
  public static void reset(Object service, String method) {
    wrapped(service).ifPresent(cached -> cached.reset(method));
  }

  /**
   * Returns the counts of a wrapped service, in this process.
   *
   * @throws IllegalArgumentException if {@code service} was not wrapped
   */
  public static CacheStats stats(Object service) {
    return CachedService.of(service)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    service.getClass().getName() + " was not wrapped; pass what wrap returned"))
        .stats();
  }

  /**
   * Says why a call hits or misses, without making it: what its key is made of, and for a miss how
   * the nearest entry differs: which method of the code has changed, and how a call gets there,
   * which argument, which field. Reads entries, which counts as use of the one that hits.
   *
   * <pre>{@code
   * System.out.println(Locache.explain(rates, r -> r.quote("EUR", 3)));
   * }</pre>
   *
   * @param service what {@code wrap} returned
   * @param call calls one of its methods; what comes after that call is not run
   * @throws IllegalArgumentException if {@code service} was not wrapped, or {@code call} calls none
   *     of its methods
   */
  public static <T> Explanation explain(T service, ServiceCall<? super T> call) {
    return CachedService.explain(service, call);
  }

  /**
   * Returns, for people, what the fingerprint of each method covers, and notes on what it cannot
   * answer for: reflection, clock, chance, environment, mutable statics. Reads the class files.
   *
   * @param service what {@code wrap} returned
   * @throws IllegalArgumentException if {@code service} was not wrapped, or its class files cannot
   *     be read any more
   */
  public static String fingerprintReport(Object service) {
    return CachedService.report(service);
  }

  /** Says each hit, miss and store, and where the entry rests, from now on; or no more. */
  public static void verbose(boolean on) {
    Log.verbose(on);
  }

  private static Optional<CachedService> wrapped(Object service) {
    Optional<CachedService> found = CachedService.of(service);
    if (found.isEmpty()) {
      Log.warning(
          "nothing to reset: " + service.getClass().getName() + " was not wrapped by Locache");
    }
    return found;
  }

  private static ResultCache openUntilTheEnd() {
    ResultCache cache = open(CacheConfig.defaults());
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(cache::close, "locache-close"));
    } catch (IllegalStateException ending) {
      // The JVM is ending already; what the hook would do, each store has done as far as it must.
      return cache;
    }
    return cache;
  }
}
