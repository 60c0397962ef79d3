package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The backend: hits go through the index to a segment without a lock; all else takes the one lock,
 * {@link #changing}, under which the index changes and this process's segment grows. A miss, and
 * now and then a hit, looks for what other processes have appended.
 */
final class SegmentStore implements CacheBackend {
  private final SegmentDirectory directory;
  private final InstantSource clock;
  private final Locks locks;
  private final Methods methods;
  private final Catalog catalog;
  private final Journal journal;
  private final Compaction compaction;
  private final IndexFile indexFile;
  private final Lookout lookout = new Lookout();
  private final Uses uses = new Uses();
  private final EntryFinder finder;
  private final BriefLock changing = new BriefLock();
  private volatile boolean closed;

  private SegmentStore(BackendContext context, FileOps files, Sizes sizes) {
    CacheDirectory root = CacheDirectory.open(context.directory(), context.signed());
    directory = new SegmentDirectory(root, files);
    directory.createIfPossible();
    clock = context.clock();
    locks = Locks.in(root, directory.path());
    methods = new Methods();
    catalog = new Catalog(files, directory, locks, methods);
    finder = new EntryFinder(catalog, uses);
    journal = new Journal(catalog, new Appender(files, directory, locks, context.durable()), sizes);
    indexFile = new IndexFile(files, directory, locks, methods, sizes);
    compaction = new Compaction(files, directory, locks, catalog, journal, changing, clock, sizes);
  }

  static SegmentStore open(BackendContext context, FileOps files, Sizes sizes) throws IOException {
    SegmentStore store = new SegmentStore(context, files, sizes);
    store.start();
    return store;
  }

  private void start() throws IOException {
    changing.lock();
    try {
      Optional<IndexFile.Content> content = indexFile.read();
      if (content.isPresent()) {
        catalog.restore(content.get());
      }
      catalog.look();
      lookout.looked(clock.millis());
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Optional<Entry> readIfKnown(CacheKey key, Limits limits) throws IOException {
    return read(key, limits, false);
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    return read(key, limits, true);
  }

  private Optional<Entry> read(CacheKey key, Limits limits, boolean thoroughly) throws IOException {
    requireOpen();
    Method method = methods.of(key.method());
    long hash = KeyHash.of(method.digest(), key.code(), key.arguments());
    method.asked(limits.expireAfterAccessMillis());
    long now = clock.millis();
    Lookout.Due due = lookout.onHit(now);
    if (due != Lookout.Due.NOTHING) {
      lookWithoutWaiting(due, now);
    }
    Entry entry = finder.findWhileOthersChange(key, method, hash, limits, now);
    if (entry == null && (thoroughly || finder.knows(hash))) {
      entry = readAfterLooking(key, method, hash, limits);
    }
    if (uses.many()) {
      writeUsesWithoutWaiting();
    }
    return Optional.ofNullable(entry);
  }

  private @Nullable Entry readAfterLooking(CacheKey key, Method method, long hash, Limits limits)
      throws IOException {
    changing.lock();
    try {
      look();
      try {
        return finder.find(key, method, hash, limits, clock.millis());
      } catch (CorruptEntryException damaged) {
        if (!catalog.doubtIndexFile()) {
          forget(hash);
          throw damaged;
        }
      }
      look();
      return finder.find(key, method, hash, limits, clock.millis());
    } finally {
      changing.unlock();
    }
  }

  private void forget(long hash) {
    int slot = catalog.index().table().find(hash);
    if (slot != Table.NONE) {
      catalog.index().remove(slot);
    }
  }

  @Override
  public void write(Entry entry, Limits limits) throws IOException {
    requireOpen();
    if (limits.keepNothing()) {
      return;
    }
    Method method = methods.of(entry.key().method());
    method.asked(limits.expireAfterAccessMillis());
    changing.lock();
    try {
      requireOpen();
      int now = Seconds.ofMillis(clock.millis());
      journal.entry(method, entry, now);
      if (uses.worthWriting(now)) {
        writeUsesIfPossible();
      }
      indexFile.writeIfOld(catalog);
    } finally {
      changing.unlock();
    }
    compaction.runIfWorthIt();
  }

  private void writeUsesWithoutWaiting() {
    if (changing.tryLock()) {
      try {
        writeUsesIfPossible();
      } finally {
        changing.unlock();
      }
    }
  }

  private void writeUsesIfPossible() {
    try {
      journal.uses(uses.take());
    } catch (IOException onlyForgotten) {
      // An entry whose use is forgotten may expire or be evicted a little early: no more than that.
    }
  }

  @Override
  public boolean remove(CacheKey key) throws IOException {
    requireOpen();
    Method method = methods.of(key.method());
    long hash = KeyHash.of(method.digest(), key.code(), key.arguments());
    changing.lock();
    try {
      requireOpen();
      look();
      int slot = catalog.index().table().find(hash);
      if (slot == Table.NONE) {
        return false;
      }
      Removed removed = new Removed();
      removed.add(hash, catalog.index().sequence(slot));
      journal.removal(removed);
      catalog.index().remove(slot);
      return true;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void clear(MethodId method) throws IOException {
    requireOpen();
    Method cleared = methods.of(method);
    changing.lock();
    try {
      requireOpen();
      look();
      LongList hashes = catalog.index().hashesOf(cleared.number());
      if (hashes.isEmpty()) {
        return;
      }
      journal.clear(cleared);
      for (int i = 0; i < hashes.size(); i++) {
        forget(hashes.get(i));
      }
    } finally {
      changing.unlock();
    }
    compaction.runIfWorthIt();
  }

  @Override
  public long evict(MethodId method, Limits limits) throws IOException {
    requireOpen();
    Method evicted = methods.of(method);
    evicted.asked(limits.expireAfterAccessMillis());
    long removed = 0;
    changing.lock();
    try {
      requireOpen();
      if (lookout.onHit(clock.millis()) != Lookout.Due.NOTHING) {
        look();
      }
      if (!eviction(evicted, limits).due()) {
        return 0;
      }
      removed = evictInTurn(evicted, limits);
    } finally {
      changing.unlock();
    }
    compaction.runIfWorthIt();
    return removed;
  }

  /** One process at a time: two would each remove what only one of them has to. */
  @SuppressWarnings("try") // the lock is held, not used
  private long evictInTurn(Method method, Limits limits) throws IOException {
    Optional<KeyLock> turn = locks.eviction(method);
    if (turn.isEmpty()) {
      return 0;
    }
    try (KeyLock held = turn.get()) {
      look();
      Removed removed = eviction(method, limits).takeOut();
      try {
        journal.removal(removed);
      } catch (IOException stillThere) {
        catalog.doubt();
        throw stillThere;
      }
      return removed.size();
    }
  }

  /**
   * Judges by the time after all that was seen: by an earlier one, what was written while this
   * thread waited would lie in a wrong future.
   */
  private Eviction eviction(Method method, Limits limits) {
    return new Eviction(catalog.index(), method, limits, clock.millis());
  }

  @Override
  public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
    requireOpen();
    Method listed = methods.of(method);
    List<StoredEntry> found;
    changing.lock();
    try {
      requireOpen();
      look();
      found = Listing.of(catalog.index(), listed, method);
    } finally {
      changing.unlock();
    }
    found.forEach(visitor);
  }

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    requireOpen();
    return locks.key(key);
  }

  @Override
  public boolean ownerOnly() {
    return directory.ownerOnly();
  }

  @Override
  public String place(CacheKey key) {
    Method method = methods.of(key.method());
    Index index = catalog.index();
    int slot = index.table().find(KeyHash.of(method.digest(), key.code(), key.arguments()));
    if (slot == Table.NONE) {
      return directory.path().toString();
    }
    long location = index.table().location(slot);
    Segment segment = index.segment(location);
    return segment == null
        ? directory.path().toString()
        : segment.file() + " at " + Index.offset(location);
  }

  @Override
  public void close() throws IOException {
    changing.lock();
    try {
      if (closed) {
        return;
      }
      try {
        finish();
      } finally {
        closed = true;
        catalog.close();
        locks.close();
      }
    } finally {
      changing.unlock();
    }
  }

  /** Compacts now, however little that gains. */
  void compact() throws IOException {
    compaction.run(0);
  }

  private void finish() throws IOException {
    if (!uses.isEmpty()) {
      writeUsesIfPossible();
    }
    journal.finish();
    indexFile.writeIfWorthIt(catalog);
  }

  /** Looks for what others did, unless somebody is changing something: then a later hit does. */
  private void lookWithoutWaiting(Lookout.Due due, long now) throws IOException {
    if (!changing.tryLock()) {
      return;
    }
    try {
      if (due == Lookout.Due.EVERYTHING) {
        look();
        lookout.looked(now);
      } else {
        catalog.glance();
      }
    } finally {
      changing.unlock();
    }
  }

  private void look() throws IOException {
    requireOpen();
    catalog.look();
    journal.abandonIfGone();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("protobuf backend is closed: " + directory.path());
    }
  }
}
