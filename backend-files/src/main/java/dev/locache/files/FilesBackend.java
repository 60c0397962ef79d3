package dev.locache.files;

import dev.locache.files.FileOps.Content;
import dev.locache.files.MethodFiles.Found;
import dev.locache.files.UseLedger.Use;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.spi.local.LockFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The verbs of a backend, each in terms of the files of one method. */
final class FilesBackend implements CacheBackend {
  private final CacheDirectory directory;
  private final FileOps files;
  private final Tree tree;
  private final TempFiles temps;
  private final EntryWriter writer;
  private final UseClock clock;
  private final LockFile locks;
  private final Map<MethodId, MethodFiles> methods = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  FilesBackend(CacheDirectory directory, FileOps files, InstantSource clock, boolean durable) {
    this.directory = directory;
    this.files = files;
    this.clock = new UseClock(clock);
    tree = new Tree(directory, files);
    temps = new TempFiles(tree, files, directory.ownerOnly());
    writer = new EntryWriter(files, temps, durable);
    locks = LockFile.of(directory, directory.path().resolve("files-v1.lock"));
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    checkOpen();
    MethodFiles method = method(key.method());
    EntryName name = EntryName.of(key);
    Content content = method.read(name);
    if (content == null) {
      return Optional.empty();
    }
    Entry entry = EntryFormat.decode(content.bytes());
    UseLedger ledger = method.ledger(limits);
    long recorded = content.usedMicros();
    long used = ledger.lastUse(name, recorded);
    long now = clock.next();
    if (expired(entry, used, now, limits)) {
      return Optional.empty();
    }
    if (Age.worthRecording(recorded, now, limits) && record(method, name, now)) {
      recorded = now;
    }
    ledger.used(name, now, recorded);
    return Optional.of(entry);
  }

  /** Most entries are younger than the time to idle, whenever they were used. */
  private static boolean expired(Entry entry, long used, long now, Limits limits) {
    long created = TimeUnit.MILLISECONDS.toMicros(entry.createdMillis());
    return Age.inFuture(created, now)
        || (Age.expired(created, now, limits) && Age.expired(used, now, limits));
  }

  /** Returns whether the use is on the disk now: a directory that may only be read still hits. */
  private boolean record(MethodFiles method, EntryName name, long used) {
    try {
      files.setUsed(method.file(name), used);
      return true;
    } catch (IOException readOnlyOrRemoved) {
      return false;
    }
  }

  @Override
  public void write(Entry entry, Limits limits) throws IOException {
    checkOpen();
    ByteBuffer bytes = EntryFormat.encode(entry);
    if (bytes.remaining() > MethodFiles.MAXIMUM_BYTES) {
      throw new IOException(
          "entry of "
              + bytes.remaining()
              + " bytes is larger than "
              + MethodFiles.MAXIMUM_BYTES
              + ": "
              + entry.key());
    }
    MethodFiles method = method(entry.key().method());
    EntryName name = EntryName.of(entry.key());
    long used = clock.next();
    writer.write(method, name, bytes, used);
    method.ledger(limits).written(name, used);
  }

  @Override
  public boolean remove(CacheKey key) throws IOException {
    checkOpen();
    MethodFiles method = method(key.method());
    EntryName name = EntryName.of(key);
    boolean removed = method.delete(name);
    method.ledger().removed(name);
    return removed;
  }

  @Override
  public void clear(MethodId id) throws IOException {
    checkOpen();
    MethodFiles method = method(id);
    method.deleteAll();
    method.ledger().clear();
  }

  @Override
  public long evict(MethodId id, Limits limits) throws IOException {
    checkOpen();
    return new Eviction(method(id), files, temps, limits, clock).run();
  }

  @Override
  public void list(MethodId id, Consumer<StoredEntry> visitor) throws IOException {
    checkOpen();
    MethodFiles method = method(id);
    method.visit(found -> visitor.accept(stored(id, method, found)));
  }

  private static StoredEntry stored(MethodId id, MethodFiles method, Found found) {
    EntryName name = found.name();
    long used = method.ledger().lastUse(name, found.usedMicros());
    return new StoredEntry(
        new CacheKey(id, name.code(), name.arguments()),
        Instant.EPOCH.plus(used, ChronoUnit.MICROS),
        found.bytes());
  }

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    checkOpen();
    return locks.tryLock(key);
  }

  @Override
  public boolean ownerOnly() {
    return directory.ownerOnly();
  }

  @Override
  public String place(CacheKey key) {
    return method(key.method()).file(EntryName.of(key)).toString();
  }

  /**
   * Writes down the uses that only this process knows of, so that a later one evicts the right
   * entries.
   */
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (locks) {
      if (directory.writable()) {
        recordUses();
      }
    }
  }

  private void recordUses() throws IOException {
    IOException failure = null;
    for (MethodFiles method : methods.values()) {
      for (Use use : method.ledger().unrecorded()) {
        try {
          files.setUsed(method.file(use.name()), use.used());
        } catch (NoSuchFileException removedByAnother) {
          // Nothing to record it for.
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private MethodFiles method(MethodId id) {
    MethodFiles known = methods.get(id);
    if (known != null) {
      return known;
    }
    MethodFiles created = new MethodFiles(tree.of(id), tree, files, directory.ownerOnly());
    MethodFiles other = methods.putIfAbsent(id, created);
    return other == null ? created : other;
  }

  private void checkOpen() throws IOException {
    if (closed.get()) {
      throw new IOException("files backend of " + directory + " is closed");
    }
  }
}
