package dev.locache.protobuf;

import dev.locache.protobuf.Head.EntryHead;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The writing of a compacted segment. Living entries are copied with their sequences; removals and
 * clears are kept as long as another segment holds what they end, even one that is about to be
 * deleted, as the deleting may be cut short: else the dead would return. Times of use are written
 * anew, from the index.
 */
final class CompactedSegment {
  private static final int BUFFER = 1 << 18;
  private static final int SEVERAL = -1;

  private final FileOps files;
  private final Catalog catalog;
  private final BriefLock changing;
  private final InstantSource clock;
  private final SegmentId id;
  private final Path file;
  private final RecordWriter writer = new RecordWriter();
  private final Set<String> named = new HashSet<>();
  private final LongList usedHashes = new LongList();
  private final LongList usedTimes = new LongList();

  /** The segment that holds dead entries of a hash, or {@link #SEVERAL}. */
  private Table dead = Table.sized(0);

  /** The same by the number of the entries' method. */
  private final Map<Integer, Integer> deadOfMethod = new HashMap<>();

  private long end;
  private long entries;

  CompactedSegment(
      FileOps files,
      Catalog catalog,
      BriefLock changing,
      InstantSource clock,
      SegmentId id,
      Path file) {
    this.files = files;
    this.catalog = catalog;
    this.changing = changing;
    this.clock = clock;
    this.id = id;
    this.file = file;
  }

  /** Writes what lives in {@code segments}, reads it again and waits until it is on the disk. */
  void write(List<Segment> segments) throws IOException {
    for (Segment segment : catalog.index().segments()) {
      segment.rescan((offset, length, head) -> noteDead(segment, offset, head));
    }
    try (RandomAccessFile out = files.open(file, true)) {
      writer.reset();
      writer.opening(id, sequence(), true);
      for (Segment segment : segments) {
        segment.rescan(
            (offset, length, head) -> {
              copy(segment, offset, head);
              if (writer.length() >= BUFFER) {
                flush(out);
              }
            });
      }
      writeUses(out);
      writer.end(id, sequence());
      flush(out);
      files.sync(out);
    }
    verify();
  }

  private void noteDead(Segment segment, long offset, Head head) {
    if (head instanceof EntryHead entry && use(segment, offset, entry) == null) {
      addDead(entry.hash(), segment.number());
      deadOfMethod.merge(
          catalog.methods().of(entry.method()).number(),
          segment.number(),
          (one, other) -> one.equals(other) ? one : SEVERAL);
    }
  }

  private void addDead(long hash, int segment) {
    int slot = dead.find(hash);
    if (slot == Table.NONE) {
      dead = dead.full() ? dead.grown() : dead;
      dead.add(hash, segment, 0, 0);
    } else if (dead.location(slot) != segment) {
      dead.set(slot, SEVERAL, 0, 0);
    }
  }

  private boolean deadInAnother(Segment segment, long hash) {
    int slot = dead.find(hash);
    return slot != Table.NONE && dead.location(slot) != segment.number();
  }

  private void copy(Segment segment, long offset, Head head) throws IOException {
    if (head instanceof EntryHead entry) {
      copyEntry(segment, offset, entry);
    } else if (head instanceof Head.Removal removal) {
      copyRemoval(segment, removal);
    } else if (head instanceof Head.Clear clear) {
      Integer holder = deadOfMethod.get(catalog.methods().of(clear.method()).number());
      if (holder != null && holder != segment.number()) {
        copyFrame(segment, offset);
      }
    } else if (head instanceof Head.MethodName name && named.add(name.id())) {
      copyFrame(segment, offset);
    } else if (head instanceof Head.Unknown && head.sequence() > 0) {
      copyFrame(segment, offset);
    }
  }

  private void copyEntry(Segment segment, long offset, EntryHead entry) throws IOException {
    Integer used = use(segment, offset, entry);
    if (used == null || expired(entry, used)) {
      return;
    }
    if (used != entry.writtenSeconds()) {
      usedHashes.add(entry.hash());
      usedTimes.add(used);
    }
    copyFrame(segment, offset);
    entries++;
  }

  /** Judges by the present: an entry may have been used long after the compaction began. */
  private boolean expired(EntryHead entry, int used) {
    long idle = catalog.methods().of(entry.method()).longestIdleMillis();
    return idle >= 0 && Seconds.expired(used, clock.millis(), idle);
  }

  private void copyRemoval(Segment segment, Head.Removal removal) throws IOException {
    Removed kept = new Removed();
    for (int i = 0; i < removal.removed().size(); i++) {
      long hash = removal.removed().hashes().get(i);
      if (deadInAnother(segment, hash)) {
        kept.add(hash, removal.removed().sequences().get(i));
      }
    }
    if (kept.size() > 0) {
      long[] hashes = kept.hashes().toArray();
      writer.removal(id, removal.sequence(), hashes, kept.sequences().toArray());
    }
  }

  private void copyFrame(Segment segment, long offset) throws IOException {
    byte[] frame = segment.frame(offset);
    int headEnd = Frame.check(segment.id(), frame, 0, frame.length);
    if (headEnd < 0) {
      throw new IOException("record at " + offset + " in " + segment.file() + " has changed");
    }
    writer.copy(id, frame, headEnd, frame.length);
  }

  /** Returns the last use of the entry at that place; null if the index has another or none. */
  private @Nullable Integer use(Segment segment, long offset, EntryHead entry) {
    changing.lock();
    try {
      Table table = catalog.index().table();
      int slot = table.find(entry.hash());
      boolean lives =
          slot != Table.NONE && table.location(slot) == Index.location(segment.number(), offset);
      return lives ? table.used(slot) : null;
    } finally {
      changing.unlock();
    }
  }

  private void writeUses(RandomAccessFile out) throws IOException {
    Uses.Taken all = new Uses.Taken(usedHashes, usedTimes);
    for (int from = 0; from < usedHashes.size(); from += Uses.BATCH) {
      int to = Math.min(usedHashes.size(), from + Uses.BATCH);
      writer.uses(id, sequence(), all.hashes(from, to), all.times(from, to));
      flush(out);
    }
  }

  private void flush(RandomAccessFile out) throws IOException {
    int done = 0;
    while (done < writer.length()) {
      done += files.write(out, end + done, writer.bytes(), done, writer.length() - done);
    }
    end += done;
    writer.reset();
  }

  private void verify() throws IOException {
    long[] found = {0};
    try (Segment made = new Segment(files, id, file, 0)) {
      made.scan(end, (offset, length, head) -> found[0] += head instanceof EntryHead ? 1 : 0);
      if (found[0] != entries || made.end() != end) {
        throw new IOException(
            "compacted segment " + file + " has " + found[0] + " entries, not " + entries);
      }
    }
  }

  private long sequence() {
    changing.lock();
    try {
      return catalog.nextSequence();
    } finally {
      changing.unlock();
    }
  }
}
