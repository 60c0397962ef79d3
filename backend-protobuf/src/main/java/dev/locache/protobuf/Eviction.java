package dev.locache.protobuf;

import dev.locache.spi.Limits;

/** Chooses which entries of one method must go. Used under the store's lock. */
final class Eviction {
  private static final int FEWEST_CANDIDATES = 64;

  private final Index index;
  private final Method method;
  private final Group group;
  private final Limits limits;
  private final long nowMillis;

  Eviction(Index index, Method method, Limits limits, long nowMillis) {
    this.index = index;
    this.method = method;
    this.group = index.group(method.number());
    this.limits = limits;
    this.nowMillis = nowMillis;
  }

  /**
   * Returns whether there may be anything to do: no look at the entries, so never wrong by much.
   */
  boolean due() {
    return group.count() > 0
        && (limits.keepNothing()
            || group.count() > limits.maximumEntries()
            || someMayHaveExpired());
  }

  /** Takes what must go out of the index. */
  Removed takeOut() {
    Removed taken = new Removed();
    LongList due = new LongList();
    if (limits.keepNothing()) {
      due = index.hashesOf(method.number());
    } else if (someMayHaveExpired()) {
      due = expired();
    }
    for (int i = 0; i < due.size(); i++) {
      take(index.table().find(due.get(i)), taken);
    }
    while (group.count() > limits.maximumEntries()) {
      takeLeastRecentlyUsed(taken);
    }
    return taken;
  }

  private boolean someMayHaveExpired() {
    return expired(group.earliestUse()) || expired(group.latestUse());
  }

  private boolean expired(int used) {
    return Seconds.expired(used, nowMillis, limits.expireAfterAccessMillis());
  }

  private LongList expired() {
    Table table = index.table();
    LongList expired = new LongList();
    int[] bounds = {-1, 0};
    table.forEach(
        slot -> {
          if (table.method(slot) != method.number()) {
            return;
          }
          int used = table.used(slot);
          if (expired(used)) {
            expired.add(table.hash(slot));
          } else {
            bounds[0] = Seconds.earlier(bounds[0], used);
            bounds[1] = Seconds.later(bounds[1], used);
          }
        });
    group.uses(bounds[0], bounds[1]);
    return expired;
  }

  private void take(int slot, Removed taken) {
    taken.add(index.table().hash(slot), index.sequence(slot));
    index.remove(slot);
  }

  private void takeLeastRecentlyUsed(Removed taken) {
    Table table = index.table();
    EvictionQueue queue = group.queue();
    if (queue == null || queue.isEmpty()) {
      queue = look(table);
      group.queue(queue);
    }
    int slot = queue.poll(table, method.number());
    if (slot != Table.NONE) {
      take(slot, taken);
    }
  }

  private EvictionQueue look(Table table) {
    long excess = group.count() - limits.maximumEntries();
    int candidates = (int) Math.max(FEWEST_CANDIDATES, excess + group.count() / 16);
    return EvictionQueue.of(table, method.number(), group.count(), candidates);
  }
}
