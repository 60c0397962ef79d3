package dev.locache.protobuf;

import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries through the index, reads them and notes their use. Any thread may, with or without
 * the store's lock; without it, what is just being changed may seem to be missing or damaged.
 */
final class EntryFinder {
  private final Catalog catalog;
  private final Uses uses;

  EntryFinder(Catalog catalog, Uses uses) {
    this.catalog = catalog;
    this.uses = uses;
  }

  /** Returns whether the index has an entry with that hash. */
  boolean knows(long hash) {
    return catalog.index().table().find(hash) != Table.NONE;
  }

  /** As {@link #find}, without the store's lock; null also if the index is just being changed. */
  @Nullable Entry findWhileOthersChange(
      CacheKey key, Method method, long hash, Limits limits, long now) {
    try {
      return find(key, method, hash, limits, now);
    } catch (IOException | IndexOutOfBoundsException seenWhileItChanged) {
      return null; // under the lock it will be found again, or fail for good
    } catch (InternalError truncatedByAnother) {
      return null; // a fault of mapped memory in compiled code may be thrown some steps later
    }
  }

  /**
   * Returns the entry that is known and has not expired; null if there is none.
   *
   * @throws CorruptEntryException if its record is damaged
   * @throws IOException if it cannot be read now
   */
  @Nullable Entry find(CacheKey key, Method method, long hash, Limits limits, long now)
      throws IOException {
    Index index = catalog.index();
    Table table = index.table();
    int slot = table.find(hash);
    if (slot == Table.NONE || limits.keepNothing()) {
      return null;
    }
    int used = table.used(slot);
    long location = table.location(slot);
    Segment segment = index.segment(location);
    if (segment == null || Seconds.expired(used, now, limits.expireAfterAccessMillis())) {
      return null;
    }
    byte[] frame = segment.frame(Index.offset(location));
    Entry entry = EntryReader.entry(segment.id(), frame, key, method);
    int seconds = Seconds.ofMillis(now);
    if (entry != null && Uses.worthNoting(used, seconds, limits)) {
      noteUse(table, slot, hash, seconds);
    }
    return entry;
  }

  private void noteUse(Table table, int slot, long hash, int seconds) {
    if (table.hash(slot) == hash) {
      table.use(slot, seconds);
    }
    uses.add(hash, seconds);
  }
}
