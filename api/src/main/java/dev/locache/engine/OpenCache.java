package dev.locache.engine;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What all services of one open cache share. Thread-safe. */
final class OpenCache {
  private final CacheBackend backend;
  private final Seal seal;
  private final InstantSource clock;
  private final FailurePolicy failures;

  /** Apart, so that a full disk does not keep hits from being served. */
  private final Breaker reading;

  private final Breaker writing;

  private final Counters counters = Counters.ofCache();

  /** The loads under way in this process, one per key; each is removed by the one that added it. */
  private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  private volatile boolean closed;

  OpenCache(CacheBackend backend, Seal seal, InstantSource clock, boolean strict) {
    this.backend = backend;
    this.seal = seal;
    this.clock = clock;
    this.failures = new FailurePolicy(strict, clock);
    this.reading = new Breaker(clock);
    this.writing = new Breaker(clock);
  }

  CacheBackend backend() {
    return backend;
  }

  Seal seal() {
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
