package dev.locache.engine;

import dev.locache.CacheStats;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts of one service, each added to the whole cache's as well. Thread-safe. */
final class Counters {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder loadFailures = new LongAdder();
  private final LongAdder loadTimeNanos = new LongAdder();
  private final LongAdder savedTimeNanos = new LongAdder();
  private final LongAdder stores = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder cacheFailures = new LongAdder();
  private final LongAdder uncacheable = new LongAdder();
  private final @Nullable Counters whole;

  private Counters(@Nullable Counters whole) {
    this.whole = whole;
  }

  static Counters ofCache() {
    return new Counters(null);
  }

  Counters ofService() {
    return new Counters(this);
  }

  void hit(long savedNanos) {
    for (Counters each = this; each != null; each = each.whole) {
      each.hits.increment();
      each.savedTimeNanos.add(savedNanos);
    }
  }

  void miss() {
    for (Counters each = this; each != null; each = each.whole) {
      each.misses.increment();
    }
  }

  void load(long nanos, boolean returned) {
    for (Counters each = this; each != null; each = each.whole) {
      each.loads.increment();
      each.loadTimeNanos.add(nanos);
      each.loadFailures.add(returned ? 0 : 1);
    }
  }

  void store() {
    for (Counters each = this; each != null; each = each.whole) {
      each.stores.increment();
    }
  }

  void evictions(long entries) {
    for (Counters each = this; each != null; each = each.whole) {
      each.evictions.add(entries);
    }
  }

  void cacheFailure() {
    for (Counters each = this; each != null; each = each.whole) {
      each.cacheFailures.increment();
    }
  }

  void uncacheable() {
    for (Counters each = this; each != null; each = each.whole) {
      each.uncacheable.increment();
    }
  }

  CacheStats snapshot() {
    return new CacheStats(
        hits.sum(),
        misses.sum(),
        loads.sum(),
        loadFailures.sum(),
        loadTimeNanos.sum(),
        savedTimeNanos.sum(),
        stores.sum(),
        evictions.sum(),
        cacheFailures.sum(),
        uncacheable.sum());
  }
}
