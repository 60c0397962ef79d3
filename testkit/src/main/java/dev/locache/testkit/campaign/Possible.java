package dev.locache.testkit.campaign;

import dev.locache.spi.CacheKey;
import dev.locache.testkit.campaign.WriteJournal.Change;
import dev.locache.testkit.campaign.WriteJournal.Content;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The versions that each key may have after a round, as the journals of all writers tell. Where
 * several changed one key at once, the last change of each may have been the last of all.
 */
final class Possible {
  private final Map<CacheKey, Long> before;
  private final Map<CacheKey, Set<Long>> done = new HashMap<>();
  private final Map<CacheKey, Set<Long>> underWay = new HashMap<>();

  Possible(Map<CacheKey, Long> before) {
    this.before = before;
  }

  void add(int writer, Content journal) {
    Map<CacheKey, Long> last = new HashMap<>();
    for (Change change : journal.done()) {
      apply(writer, change, last);
    }
    last.forEach((key, version) -> put(done, key, version));
    Map<CacheKey, Long> perhaps = new HashMap<>();
    journal.underWay().ifPresent(change -> apply(writer, change, perhaps));
    perhaps.forEach((key, version) -> put(underWay, key, version));
  }

  private static void apply(int writer, Change change, Map<CacheKey, Long> to) {
    if (change.number() != Change.ALL) {
      to.put(KilledWriter.key(KilledWriter.own(writer), change.number()), change.version());
      return;
    }
    for (int number = 0; number < KilledWriter.OWN_KEYS; number++) {
      to.put(KilledWriter.key(KilledWriter.own(writer), number), Versions.ABSENT);
    }
  }

  private static void put(Map<CacheKey, Set<Long>> to, CacheKey key, long version) {
    to.computeIfAbsent(key, unused -> new HashSet<>()).add(version);
  }

  /** Returns what may be read. */
  Set<Long> of(CacheKey key) {
    Set<Long> possible = new HashSet<>(underWay.getOrDefault(key, Set.of()));
    Set<Long> acknowledged = done.getOrDefault(key, Set.of());
    possible.addAll(acknowledged);
    if (acknowledged.isEmpty()) {
      possible.add(before.getOrDefault(key, Versions.ABSENT));
    }
    return possible;
  }
}
