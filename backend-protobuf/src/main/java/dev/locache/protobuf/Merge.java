package dev.locache.protobuf;

import dev.locache.protobuf.Head.EntryHead;

/**
 * Brings records of segments into an index. Segments are read one after another, so what ends an
 * entry may be read before the entry: entries go in at once, and the others are applied when all
 * segments were read. The last two rounds of removals are kept, as a removal may also be read a
 * round before the segment of its entry is found.
 *
 * <p>Used under the store's lock.
 */
final class Merge {
  private final Index index;
  private final Methods methods;
  private long highestSequence;
  private Noted removals = new Noted();
  private Noted earlierRemovals = new Noted();
  private Noted uses = new Noted();
  private Noted clears = new Noted();
  private boolean entriesCame;
  private long found;

  /** Numbers of equal place belong together; {@code details} is a time or a method's number. */
  private static final class Noted {
    private final LongList hashes = new LongList();
    private final LongList sequences = new LongList();
    private final LongList details = new LongList();

    boolean isEmpty() {
      return hashes.isEmpty();
    }

    void add(long hash, long sequence, long detail) {
      hashes.add(hash);
      sequences.add(sequence);
      details.add(detail);
    }
  }

  Merge(Index index, Methods methods) {
    this.index = index;
    this.methods = methods;
  }

  long highestSequence() {
    return highestSequence;
  }

  /** Returns how many records were found. */
  long found() {
    return found;
  }

  void sawSequence(long sequence) {
    highestSequence = Math.max(highestSequence, sequence);
  }

  /** Returns who takes the records of {@code segment}. */
  SegmentScan.Visitor into(Segment segment) {
    return (offset, length, head) -> {
      found++;
      if (head instanceof Head.Opening opening) {
        segment.opened(opening);
      }
      if (segment.readable() && head.sequence() > 0) {
        segment.added(head.sequence());
        sawSequence(head.sequence());
        take(segment, offset, head);
      }
    };
  }

  private void take(Segment segment, long offset, Head head) {
    if (head instanceof EntryHead entry) {
      add(segment, offset, entry);
    } else if (head instanceof Head.Removal removal) {
      for (int i = 0; i < removal.removed().size(); i++) {
        removals.add(removal.removed().hashes().get(i), removal.lowestAlive(i), 0);
      }
    } else if (head instanceof Head.Uses use) {
      for (int i = 0; i < use.hashes().size(); i++) {
        uses.add(use.hashes().get(i), use.sequence(), use.times().get(i));
      }
    } else if (head instanceof Head.Clear clear) {
      clears.add(0, clear.sequence(), methods.of(clear.method()).number());
    } else if (head instanceof Head.End) {
      segment.finish();
    }
  }

  private void add(Segment segment, long offset, EntryHead entry) {
    Method method = methods.of(entry.method());
    if (entry.sequence() < index.group(method.number()).clearedSequence()) {
      return;
    }
    long hash = entry.hash();
    int slot = index.table().find(hash);
    if (slot == Table.NONE || index.sequence(slot) < entry.sequence()) {
      index.put(hash, segment, offset, entry.writtenSeconds(), method.number());
      entriesCame = true;
    }
  }

  /**
   * Applies what was found since the last time; {@code lastOfRound} if the directory was listed.
   */
  void apply(boolean lastOfRound) {
    if (!clears.isEmpty()) {
      applyClears();
    }
    if (!uses.isEmpty()) {
      applyUses();
    }
    if (entriesCame || !removals.isEmpty()) {
      applyRemovals(earlierRemovals);
      applyRemovals(removals);
      entriesCame = false;
    }
    if (lastOfRound && !(removals.isEmpty() && earlierRemovals.isEmpty())) {
      earlierRemovals = removals;
      removals = new Noted();
    }
  }

  private void applyRemovals(Noted noted) {
    for (int i = 0; i < noted.hashes.size(); i++) {
      removeIfEarlier(noted.hashes.get(i), noted.sequences.get(i));
    }
  }

  private void applyClears() {
    for (int i = 0; i < clears.hashes.size(); i++) {
      int method = (int) clears.details.get(i);
      long sequence = clears.sequences.get(i);
      index.group(method).cleared(sequence);
      LongList hashes = index.hashesOf(method);
      for (int entry = 0; entry < hashes.size(); entry++) {
        removeIfEarlier(hashes.get(entry), sequence);
      }
    }
    clears = new Noted();
  }

  private void removeIfEarlier(long hash, long sequence) {
    int slot = index.table().find(hash);
    if (slot != Table.NONE && index.sequence(slot) < sequence) {
      index.remove(slot);
    }
  }

  private void applyUses() {
    Table table = index.table();
    for (int i = 0; i < uses.hashes.size(); i++) {
      int slot = table.find(uses.hashes.get(i));
      int time = (int) uses.details.get(i);
      if (slot != Table.NONE
          && Integer.compareUnsigned(table.used(slot), time) < 0
          && index.sequence(slot) < uses.sequences.get(i)) {
        table.use(slot, time);
        index.group(table.method(slot)).used(time);
      }
    }
    uses = new Noted();
  }
}
