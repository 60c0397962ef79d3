package dev.locache.files;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

  /** What was changed here while the disk was being listed: whether each entry is there now. */
  private @Nullable Map<EntryName, Boolean> changes;

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
    changed(use.name, true);
  }

  /** Notes that an entry was removed. */
  synchronized void removed(EntryName name) {
    uses.remove(name);
    changed(name, false);
  }

  /** Notes that all entries were removed. */
  synchronized void clear() {
    for (EntryName name : List.copyOf(uses.keySet())) {
      removed(name);
    }
  }

  private void changed(EntryName name, boolean there) {
    if (changes != null) {
      changes.put(name, there);
    }
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
   * Returns whether the caller is to list the disk now, and to call {@link #listed} or {@link
   * #giveUpListing} then, once: the first time, and whenever an eighth of the entries may have
   * changed.
   */
  synchronized boolean beginListing(long maximumEntries) {
    long turnover = Math.max(1, maximumEntries / LISTINGS_PER_TURNOVER);
    if (changes != null || (listed && writesSinceListing < turnover)) {
      return false;
    }
    changes = new HashMap<>();
    writesSinceListing = 0;
    return true;
  }

  /**
   * Takes in what was on the disk, which is right but for what was changed here meanwhile: the
   * listing may have come by before or after.
   */
  synchronized void listed(List<Use> onDisk) {
    Map<EntryName, Boolean> meanwhile = requireNonNull(changes, "no listing was begun");
    List<Use> all = new ArrayList<>();
    for (Use found : onDisk) {
      Use known = uses.remove(found.name);
      if (meanwhile.getOrDefault(found.name, true)) {
        all.add(known == null || known.used < found.used ? found : known);
      }
    }
    for (Use unseen : uses.values()) {
      if (meanwhile.containsKey(unseen.name)) {
        all.add(unseen);
      }
    }
    all.sort(Comparator.comparingLong(Use::used));
    uses.clear();
    for (Use use : all) {
      uses.put(use.name, use);
    }
    changes = null;
    listed = true;
  }

  /** Ends a listing that did not get as far as {@link #listed}: the next one is due at once. */
  synchronized void giveUpListing() {
    changes = null;
    listed = false;
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
    removed(eldest.name);
    return eldest;
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
