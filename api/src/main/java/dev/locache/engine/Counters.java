package dev.locache.engine;

import dev.locache.CacheStats;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts of one service, each added to the whole cache's as well. Thread-safe. */
final class Counters {
  private enum Count {
    HITS,
    MISSES,
    LOADS,
    LOAD_FAILURES,
    LOAD_TIME_NANOS,
    SAVED_TIME_NANOS,
    STORES,
    EVICTIONS,
    CACHE_FAILURES,
    UNCACHEABLE
  }

  private static final Count[] COUNTS = Count.values();

  private final @Nullable Counters whole;
  private final LongAdder[] adders = new LongAdder[COUNTS.length];

  private Counters(@Nullable Counters whole) {
    this.whole = whole;
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
  }

  static Counters ofCache() {
    return new Counters(null);
  }

  Counters ofService() {
    return new Counters(this);
  }

  void hit(long savedNanos) {
    add(Count.HITS, 1);
    add(Count.SAVED_TIME_NANOS, savedNanos);
  }

  void miss() {
    add(Count.MISSES, 1);
  }

  void load(long nanos, boolean returned) {
    add(Count.LOADS, 1);
    add(Count.LOAD_TIME_NANOS, nanos);
    if (!returned) {
      add(Count.LOAD_FAILURES, 1);
    }
  }

  void store() {
    add(Count.STORES, 1);
  }

  void evictions(long entries) {
    add(Count.EVICTIONS, entries);
  }

  void cacheFailure() {
    add(Count.CACHE_FAILURES, 1);
  }

  void uncacheable() {
    add(Count.UNCACHEABLE, 1);
  }

  CacheStats snapshot() {
    return new CacheStats(
        sum(Count.HITS),
        sum(Count.MISSES),
        sum(Count.LOADS),
        sum(Count.LOAD_FAILURES),
        sum(Count.LOAD_TIME_NANOS),
        sum(Count.SAVED_TIME_NANOS),
        sum(Count.STORES),
        sum(Count.EVICTIONS),
        sum(Count.CACHE_FAILURES),
        sum(Count.UNCACHEABLE));
  }

  private void add(Count count, long amount) {
    for (Counters each = this; each != null; each = each.whole) {
      each.adders[count.ordinal()].add(amount);
    }
  }

  private long sum(Count count) {
    return adders[count.ordinal()].sum();
  }
}
