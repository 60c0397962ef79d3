package dev.locache.protobuf;

import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes one new segment of what still lives in those that nobody writes to, and deletes them. At
 * any moment the directory holds all that lives: the new segment gets its name when it is complete,
 * was read again and is on the disk, and until the others are deleted they say the same, as records
 * keep their sequences. One process at a time; which segments nobody writes to, their locks tell.
 *
 * <p>Runs in the thread of the write, eviction or clear that made it worth while; the store's lock
 * is held only for moments, and at the end for reading the segments anew.
 */
final class Compaction {
  private static final int CALLS_BETWEEN_LOOKS = 64;
  private static final int CALLS_AFTER_FAILURE = 10_000;

  private final FileOps files;
  private final SegmentDirectory directory;
  private final Locks locks;
  private final Catalog catalog;
  private final Journal journal;
  private final BriefLock changing;
  private final InstantSource clock;
  private final Sizes sizes;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();

  Compaction(
      FileOps files,
      SegmentDirectory directory,
      Locks locks,
      Catalog catalog,
      Journal journal,
      BriefLock changing,
      InstantSource clock,
      Sizes sizes) {
    this.files = files;
    this.directory = directory;
    this.locks = locks;
    this.catalog = catalog;
    this.journal = journal;
    this.changing = changing;
    this.clock = clock;
    this.sizes = sizes;
  }

  /** Runs if enough is dead or segments are many. A failure leaves all as it was, for later. */
  void runIfWorthIt() {
    if (calls.incrementAndGet() < CALLS_BETWEEN_LOOKS || !running.compareAndSet(false, true)) {
      return;
    }
    try {
      calls.set(0);
      if (worthIt()) {
        run(sizes.garbage() / 2);
      }
    } catch (IOException later) {
      // What was called has succeeded; the garbage costs space until a later attempt.
      calls.set(-CALLS_AFTER_FAILURE);
    } finally {
      running.set(false);
    }
  }

  private boolean worthIt() {
    changing.lock();
    try {
      long[] garbageAndAll = catalog.garbage();
      boolean wasteful =
          garbageAndAll[0] >= sizes.garbage() && garbageAndAll[0] * 2 > garbageAndAll[1];
      return wasteful || small() > sizes.smallSegments();
    } finally {
      changing.unlock();
    }
  }

  private int small() {
    int small = 0;
    for (Segment segment : catalog.index().segments()) {
      small += segment.end() < sizes.smallSegment() ? 1 : 0;
    }
    return small;
  }

  /**
   * Compacts what can be compacted.
   *
   * @param worthwhile how many bytes of dead records must go, unless many small segments do
   * @throws IOException if that fails: what was there is there, and perhaps twice
   */
  @SuppressWarnings("try") // the lock is held, not used
  void run(long worthwhile) throws IOException {
    Optional<KeyLock> turn = locks.compaction();
    if (turn.isEmpty()) {
      return;
    }
    Map<SegmentId, KeyLock> owned = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    try (KeyLock held = turn.get()) {
      deleteLeftovers();
      List<Segment> chosen = choose(owned, worthwhile);
      if (!chosen.isEmpty()) {
        replace(chosen);
      }
    } finally {
      for (KeyLock lock : owned.values()) {
        lock.close();
      }
    }
  }

  /** Deletes what a compaction left that did not come to its end; the lock says that it is over. */
  @SuppressWarnings("try") // the lock is held, not used
  private void deleteLeftovers() throws IOException {
    for (String name : directory.names()) {
      SegmentId id = SegmentId.parseTemporary(name);
      Optional<KeyLock> over = id == null ? Optional.empty() : locks.segment(id);
      if (over.isPresent()) {
        try (KeyLock held = over.get()) {
          files.delete(directory.path().resolve(name));
        }
      }
    }
  }

  /** Locks and returns the segments to replace; none if that would not gain anything. */
  private List<Segment> choose(Map<SegmentId, KeyLock> owned, long worthwhile) throws IOException {
    changing.lock();
    try {
      catalog.look();
      journal.finishIfWasteful();
      for (Segment segment : catalog.index().segments()) {
        if (ours(segment) && worthReplacing(segment)) {
          locks.segment(segment.id()).ifPresent(lock -> owned.put(segment.id(), lock));
        }
      }
      catalog.look(); // an owner may have written its last after the first look
      List<Segment> chosen = new ArrayList<>();
      long gain = 0;
      for (Segment segment : catalog.index().segments()) {
        if (owned.containsKey(segment.id())) {
          chosen.add(segment);
          gain += segment.garbage();
        }
      }
      boolean gains = gain >= worthwhile || chosen.size() > sizes.smallSegments() / 2;
      return gains ? chosen : List.of();
    } finally {
      changing.unlock();
    }
  }

  private boolean worthReplacing(Segment segment) {
    return segment.garbage() > segment.end() / 4 || segment.end() < sizes.smallSegment();
  }

  /** Returns whether this is a segment of ours: one record that is whole, or a file without any. */
  private static boolean ours(Segment segment) {
    return segment.readable() && (segment.records() > 0 || segment.lengthSeen() == 0);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private void replace(List<Segment> chosen) throws IOException {
    SegmentId id = SegmentId.random();
    Path temporary = id.temporaryIn(directory.path());
    try (KeyLock owner = locks.segment(id).orElse(null)) {
      try {
        directory.createFile(temporary);
        CompactedSegment made =
            new CompactedSegment(files, catalog, changing, clock, id, temporary);
        made.write(chosen);
        files.rename(temporary, id.in(directory.path()));
        files.syncDirectory(directory.path());
      } catch (IOException e) {
        deleteAfter(temporary, e);
        throw e;
      }
      drop(chosen);
    }
  }

  private void deleteAfter(Path temporary, IOException failure) {
    try {
      files.delete(temporary);
    } catch (IOException leftForTheNext) {
      failure.addSuppressed(leftForTheNext);
    }
  }

  private void drop(List<Segment> replaced) throws IOException {
    Set<SegmentId> ids = new HashSet<>();
    for (Segment segment : replaced) {
      ids.add(segment.id());
    }
    changing.lock();
    try {
      catalog.rebuild(ids);
      journal.abandonIfGone();
    } finally {
      changing.unlock();
    }
    @Nullable IOException failure = null;
    for (Segment segment : replaced) {
      try {
        files.delete(segment.file());
      } catch (IOException e) {
        failure = e; // on Windows a file that somebody has mapped: the next compaction tries again
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
