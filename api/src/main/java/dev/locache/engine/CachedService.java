package dev.locache.engine;

import dev.locache.CacheStats;
import dev.locache.Explanation;
import dev.locache.ServiceCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a wrapped service knows of itself beside its calls. Thread-safe. */
public final class CachedService {
  private final Object implementation;

  /** By the simple name of the method; overloads share one. */
  private final Map<String, List<Entries>> entries;

  private final Counters counters;

  CachedService(Object implementation, Map<String, List<Entries>> entries, Counters counters) {
    this.implementation = implementation;
    this.entries = entries;
    this.counters = counters;
  }

  /** Returns the service behind a proxy; empty if {@code object} is none of Locache's. */
  public static Optional<CachedService> of(@Nullable Object object) {
    CachingHandler handler = CachingHandler.behind(object);
    return handler == null ? Optional.empty() : Optional.of(handler.service());
  }

  /**
   * Explains a call that is not made.
   *
   * @throws IllegalArgumentException if {@code service} was not wrapped, or {@code call} calls
   *     nothing
   */
  public static <T> Explanation explain(T service, ServiceCall<? super T> call) {
    CachingHandler handler = wrapped(service);
    RecordedCall recorded = RecordedCall.of(service, call);
    Class<?> type = service.getClass().getInterfaces()[0];
    return handler.explain(type, recorded.method(), recorded.arguments());
  }

  /**
   * Returns what the code of each method covers.
   *
   * @throws IllegalArgumentException if {@code service} was not wrapped
   */
  public static String report(Object service) {
    return wrapped(service).report();
  }

  private static CachingHandler wrapped(Object service) {
    CachingHandler handler = CachingHandler.behind(service);
    if (handler == null) {
      throw new IllegalArgumentException(
          service.getClass().getName() + " was not wrapped; pass what wrap returned");
    }
    return handler;
  }

  Object implementation() {
    return implementation;
  }

  /** Returns the counts of this service. */
  public CacheStats stats() {
    return counters.snapshot();
  }

  /**
   * Removes all entries of all methods, of every code version; if it fails for one, those of the
   * others.
   *
   * @throws UncheckedIOException if the backend cannot remove those of a method
   */
  public void reset() {
    List<Entries> all = new ArrayList<>();
    entries.values().forEach(all::addAll);
    clear(all);
  }

  /**
   * Removes all entries of the methods of one name, of every code version; if it fails for one,
   * those of the others.
   *
   * @throws IllegalArgumentException if no cached method has that name
   * @throws UncheckedIOException if the backend cannot remove those of a method
   */
  public void reset(String method) {
    List<Entries> named = entries.get(method);
    if (named == null) {
      throw new IllegalArgumentException(
          "no cached method is named \""
              + method
              + "\"; there are "
              + new TreeSet<>(entries.keySet()));
    }
    clear(named);
  }

  private static void clear(List<Entries> entries) {
    @Nullable UncheckedIOException failed = null;
    for (Entries each : entries) {
      try {
        each.clear();
      } catch (IOException failure) {
        String message = "could not reset " + each.method() + ": " + failure.getMessage();
        UncheckedIOException one = new UncheckedIOException(message, failure);
        if (failed == null) {
          failed = one;
        } else {
          failed.addSuppressed(one);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
