package dev.locache.files;

import dev.locache.spi.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each entry of one method was last used, so that the least recently used one is found without
 * looking at the disk. Times are in microseconds since the epoch.
 *
 * <p>It stays empty until it is opened, for a method with a bounded number of entries. From then on
 * it has what this process does and what each listing of the disk shows, but nothing of other
 * processes until the next listing: what it says is checked before it is acted upon.
 *
 * <p>Thread-safe: one monitor guards all fields, and nothing slow is done in it.
 */
final class UseLedger {
  private static final int LISTINGS_PER_TURNOVER = 8;

  private volatile boolean open; // once true, for ever; so that others do not need the monitor

  /** From the least to the most recently used. */
  private final LinkedHashMap<EntryName, Use> uses = new LinkedHashMap<>();

  private boolean listed;
  private long writesSinceListing;

  /**
   * What is known of an entry.
   *
   * @param used when it was last used
   * @param recorded the latest use that the disk knows of
   */
  record Use(EntryName name, long used, long recorded) {}

  /** Starts to keep uses. Does nothing the second time. */
  void open() {
    open = true;
  }

  /** Notes that an entry was written, and with it the use. */
  void written(EntryName name, long used) {
    if (open) {
      countWrite(new Use(name, used, used));
    }
  }

  private synchronized void countWrite(Use use) {
    putLast(use);
    writesSinceListing++;
  }

  /** Notes that an entry was used, or for another reason is as recent as any. */
  void used(EntryName name, long used, long recorded) {
    if (open) {
      putLast(new Use(name, used, recorded));
    }
  }

  private synchronized void putLast(Use use) {
    uses.remove(use.name);
    uses.put(use.name, use);
  }

  synchronized void removed(EntryName name) {
    uses.remove(name);
  }

  synchronized void clear() {
    uses.clear();
  }

  /** Returns the last use: that on the disk, or a later one that is known here. */
  long lastUse(EntryName name, long onDisk) {
    return open ? Math.max(onDisk, lastUse(name)) : onDisk;
  }

  private synchronized long lastUse(EntryName name) {
    Use known = uses.get(name);
    return known == null ? Long.MIN_VALUE : known.used;
  }

  /**
   * Returns whether the disk should be listed now, and counts on the caller to do so: the first
   * time, and whenever an eighth of the entries may have changed.
   */
  synchronized boolean listingDue(long maximumEntries) {
    long turnover = Math.max(1, maximumEntries / LISTINGS_PER_TURNOVER);
    if (listed && writesSinceListing < turnover) {
      return false;
    }
    listed = true;
    writesSinceListing = 0;
    return true;
  }

  /** Notes that the listing failed, so that the next one is due at once. */
  synchronized void notListed() {
    listed = false;
  }

  /** Takes in what is on the disk; forgets what is not, unless it was used {@code since}. */
  synchronized void listed(List<Use> onDisk, long since) {
    Map<EntryName, Use> known = new LinkedHashMap<>(uses);
    List<Use> all = new ArrayList<>();
    for (Use found : onDisk) {
      Use use = known.remove(found.name);
      all.add(use == null || use.used < found.used ? found : use);
    }
    for (Use unseen : known.values()) {
      if (unseen.used >= since) {
        all.add(unseen);
      }
    }
    all.sort(Comparator.comparingLong(Use::used));
    uses.clear();
    for (Use use : all) {
      uses.put(use.name, use);
    }
  }

  /**
   * Takes out the least recently used entry if the limits do not allow it: no two threads get the
   * same one, and none gets one too many.
   */
  synchronized @Nullable Use takeVictim(long now, Limits limits) {
    if (uses.isEmpty()) {
      return null;
    }
    Use eldest = uses.values().iterator().next();
    if (uses.size() <= limits.maximumEntries() && !Age.expired(eldest.used, now, limits)) {
      return null;
    }
    return uses.remove(eldest.name);
  }

  /** Returns the uses that the disk does not know of. */
  synchronized List<Use> unrecorded() {
    List<Use> unrecorded = new ArrayList<>();
    for (Use use : uses.values()) {
      if (use.used > use.recorded) {
        unrecorded.add(use);
      }
    }
    return unrecorded;
  }
}
