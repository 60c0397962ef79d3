package dev.locache.protobuf;

import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All segments of a directory and the index over them, kept in step with what others do. Used under
 * the store's lock, but for {@link #index}.
 *
 * <p>Normally only what was appended is read. When a segment has gone, or a compaction has made
 * one, everything is read anew: the new segment may hold entries that were removed meanwhile, and
 * which ones only the records of all segments together say.
 */
final class Catalog {
  /** How often everything is read anew if a compaction takes segments away meanwhile. */
  private static final int ATTEMPTS = 8;

  private final FileOps files;
  private final SegmentDirectory directory;
  private final Locks locks;
  private final Methods methods;
  private final Map<SegmentId, Segment> known = new HashMap<>();

  /** Compacted segments that could not be deleted: not to be read again. */
  private final Set<SegmentId> retired = new HashSet<>();

  private volatile Index index = new Index(0);
  private Merge merge;
  private @Nullable SegmentId own;
  private boolean doubtful = true;
  private boolean fromFile;
  private long sequence;
  private long unsaved;

  Catalog(FileOps files, SegmentDirectory directory, Locks locks, Methods methods) {
    this.files = files;
    this.directory = directory;
    this.locks = locks;
    this.methods = methods;
    this.merge = new Merge(index, methods);
  }

  Index index() {
    return index;
  }

  Methods methods() {
    return methods;
  }

  /** Returns a sequence that is later than all that were seen. */
  long nextSequence() {
    sequence = Math.max(sequence, merge.highestSequence()) + 1;
    return sequence;
  }

  long sequence() {
    return Math.max(sequence, merge.highestSequence());
  }

  /** Returns how many records an index file does not tell of. */
  long unsaved() {
    return unsaved + merge.found();
  }

  void saved() {
    unsaved = -merge.found();
  }

  /** Takes over what an index file says; the rest is read as if it had been appended since. */
  void restore(IndexFile.Content content) {
    index = content.index();
    merge = new Merge(index, methods);
    merge.sawSequence(content.sequence());
    known.clear();
    for (Segment segment : index.segments()) {
      known.put(segment.id(), segment);
    }
    doubtful = false;
    fromFile = true;
  }

  /** Adds the segment that this process is going to write. */
  Segment adopt(SegmentId id) {
    own = id;
    return add(index, id);
  }

  /** Returns the segment that this process writes, if it is {@code id}. */
  @Nullable Segment segment(SegmentId id) {
    return known.get(id);
  }

  /** Ends the adoption: others may write no more to it, and neither does this process. */
  void disown() {
    own = null;
  }

  /** Notes that a record of this process was written. */
  void wrote(Segment segment, long end, int records) {
    segment.end(end);
    segment.lengthSeen(end);
    for (int i = 0; i < records; i++) {
      segment.added(sequence - records + 1 + i);
    }
    unsaved += records;
  }

  /** Lets the next look read everything anew. */
  void doubt() {
    doubtful = true;
  }

  /** Returns whether what a record contradicts came from an index file: then it is not believed. */
  boolean doubtIndexFile() {
    doubtful |= fromFile;
    return fromFile;
  }

  /** Reads what was appended to the segments that are known. */
  void glance() {
    readTails();
    merge.apply(false);
  }

  /** Finds out about segments that have come or gone, and reads what was appended. */
  void look() throws IOException {
    if (doubtful) {
      rebuild(Set.of());
      return;
    }
    if (directory.changed() && !relist()) {
      rebuild(Set.of());
      return;
    }
    readTails();
    merge.apply(true);
  }

  /** Returns whether the index could be brought up to date without reading everything. */
  private boolean relist() throws IOException {
    Set<SegmentId> there = directory.list();
    retired.retainAll(there);
    there.removeAll(retired);
    if (!there.containsAll(known.keySet())) {
      return false;
    }
    there.removeAll(known.keySet());
    if (anyCompacted(there)) {
      return false;
    }
    boolean allRead = true;
    for (SegmentId id : there) {
      allRead &= readTail(add(index, id), merge);
    }
    return allRead || directory.holds(there);
  }

  /**
   * Looks before anything of them gets into the index: hits would see what was removed since it was
   * copied, if only until all was read anew.
   */
  private boolean anyCompacted(Set<SegmentId> come) {
    boolean alone = known.isEmpty() && come.size() == 1;
    for (SegmentId id : come) {
      try (Segment segment = new Segment(files, id, id.in(directory.path()), 0)) {
        segment.readOpening();
        if (segment.compacted() && !alone) {
          return true;
        }
      } catch (IOException goneOrUnreadable) {
        // Reading all of it will tell.
      }
    }
    return false;
  }

  /**
   * Reads everything anew, without {@code compacted}, which are not read again after this. A
   * segment that was listed and is gone was compacted into one that was not: then once more, or
   * entries would be missed, and this process's next records be taken for earlier than they are.
   */
  void rebuild(Set<SegmentId> compacted) throws IOException {
    retired.addAll(compacted);
    doubtful = true;
    boolean whole = readAll();
    for (int attempt = 1; !whole && attempt < ATTEMPTS; attempt++) {
      whole = readAllUndisturbed();
    }
    doubtful = !whole;
  }

  /** Keeps others from beginning a compaction meanwhile; one that is under way may still end. */
  @SuppressWarnings("try") // the lock is held, not used
  private boolean readAllUndisturbed() throws IOException {
    try (KeyLock turn = turnToCompact()) {
      return readAll();
    }
  }

  private @Nullable KeyLock turnToCompact() {
    try {
      return locks.compaction().orElse(null);
    } catch (IOException readOnly) {
      return null; // without it the chance is less, and the next attempt has another
    }
  }

  /** Returns whether all that was listed could be read, or at least is still there. */
  private boolean readAll() throws IOException {
    Set<SegmentId> there = directory.list();
    retired.retainAll(there);
    there.removeAll(retired);
    List<Segment> replaced = index.segments();
    Index fresh = new Index(index.table().size());
    Merge all = new Merge(fresh, methods);
    all.sawSequence(sequence());
    unsaved = unsaved();
    known.clear();
    boolean allRead = true;
    for (SegmentId id : there) {
      allRead &= readTail(add(fresh, id), all);
    }
    all.apply(true);
    keepUses(index.table(), fresh);
    merge = all;
    index = fresh;
    fromFile = false;
    for (Segment segment : replaced) {
      segment.close();
    }
    return allRead || directory.holds(there);
  }

  /** Hits of this process need not have been written yet. */
  private static void keepUses(Table from, Index to) {
    Table table = to.table();
    table.forEach(
        slot -> {
          int known = from.find(table.hash(slot));
          if (known != Table.NONE
              && Integer.compareUnsigned(table.used(slot), from.used(known)) < 0) {
            table.use(slot, from.used(known));
            to.group(table.method(slot)).used(from.used(known));
          }
        });
  }

  private Segment add(Index to, SegmentId id) {
    Segment segment = new Segment(files, id, id.in(directory.path()), to.nextNumber());
    known.put(id, segment);
    to.add(segment);
    return segment;
  }

  private void readTails() {
    for (Segment segment : known.values()) {
      if (!segment.finished() && (own == null || !own.equals(segment.id()))) {
        readTail(segment, merge);
      }
    }
  }

  /** Returns whether the segment could be read. */
  private boolean readTail(Segment segment, Merge into) {
    try {
      long length = segment.length();
      if (length < segment.end()) {
        doubtful = true; // cut off by somebody
      } else if (length != segment.lengthSeen()) {
        segment.scan(length, into.into(segment));
        segment.lengthSeen(length);
      }
      return true;
    } catch (IOException goneOrUnreadable) {
      // Its entries are misses; the others need not suffer. It is tried again at the next look.
      segment.lengthSeen(-1);
      return false;
    }
  }

  /** Returns how many bytes hold dead records, and how many there are. */
  long[] garbage() {
    long garbage = 0;
    long all = 0;
    for (Segment segment : known.values()) {
      garbage += segment.garbage();
      all += segment.end();
    }
    return new long[] {garbage, all};
  }

  void close() throws IOException {
    for (Segment segment : known.values()) {
      segment.close();
    }
  }
}
