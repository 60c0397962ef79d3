package dev.locache.engine;

import dev.locache.history.History;
import dev.locache.seal.Seal;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.local.CacheDirectory;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What all services of one open cache share. Thread-safe. */
final class OpenCache {
  private final CacheBackend backend;
  private final EntrySeal seal;
  private final InstantSource clock;
  private final FailurePolicy failures;

  /** Apart, so that a full disk does not keep hits from being served. */
  private final Breaker reading;

  private final Breaker writing;

  private final History history;

  private final Counters counters = Counters.ofCache();

  /** The loads under way in this process, one per key; each is removed by the one that added it. */
  private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private OpenCache(EngineOptions options, Seal seal) {
    this.backend = options.backend();
    this.seal = new EntrySeal(seal);
    this.clock = options.clock();
    this.failures = new FailurePolicy(options.strict(), clock);
    this.reading = new Breaker(clock);
    this.writing = new Breaker(clock);
    this.history = history(options, seal);
  }

  static OpenCache open(EngineOptions options) {
    return new OpenCache(options, Seal.with(options.signingKeys()));
  }

  /** A directory that cannot be had, or trusted, is no reason not to cache. */
  private History history(EngineOptions options, Seal seal) {
    if (options.historyDirectory().isEmpty()) {
      return History.none();
    }
    try {
      CacheDirectory directory =
          CacheDirectory.open(options.historyDirectory().get(), !options.signingKeys().isEmpty());
      return History.in(directory, seal, failures);
    } catch (IllegalStateException refused) {
      Log.warning("nothing is kept for later runs to explain: " + refused.getMessage());
      return History.none();
    }
  }

  CacheBackend backend() {
    return backend;
  }

  EntrySeal seal() {
    return seal;
  }

  InstantSource clock() {
    return clock;
  }

  FailurePolicy failures() {
    return failures;
  }

  /** Rests after reads have failed. */
  Breaker reading() {
    return reading;
  }

  /** Rests after writes, evictions or locks have failed. */
  Breaker writing() {
    return writing;
  }

  /** What earlier runs found out. */
  History history() {
    return history;
  }

  Counters counters() {
    return counters;
  }

  ConcurrentMap<CacheKey, Flight> flights() {
    return flights;
  }

  /** Ends a load: in this order, so that one who waited for it does not find it again. */
  void end(CacheKey key, Flight flight, Flight.Landing landing) {
    flights.remove(key, flight);
    flight.land(landing);
  }

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
