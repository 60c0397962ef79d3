package com.example.snapshot;

import com.example.snapshot.Snapshot.Lease;
import com.example.snapshot.Snapshot.Stored;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Keeps all entries in one file, which each change writes anew. For a few hundred of them. */
final class SnapshotBackend implements CacheBackend {
  private static final long LEASE_MILLIS = 60_000;

  private final SnapshotFile file;
  private final InstantSource clock;
  private final UUID owner = UUID.randomUUID();
  private final AtomicLong leases = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Hits that are not in the file yet: the next change takes them along. */
  private final Map<CacheKey, Long> hits = new ConcurrentHashMap<>();

  SnapshotBackend(SnapshotFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    requireOpen();
    Stored stored = file.read().entries.get(key);
    if (stored == null || expired(lastUse(stored), limits)) {
      return Optional.empty();
    }
    hits.put(key, clock.millis());
    return Optional.of(EntryFormat.decode(stored.bytes().asReadOnlyBuffer()));
  }

  @Override
  public void write(Entry entry, Limits limits) throws IOException {
    CacheKey key = entry.key();
    Stored stored = new Stored(key, EntryFormat.encode(entry), clock.millis());
    change(snapshot -> snapshot.entries.put(key, stored));
  }

  @Override
  public boolean remove(CacheKey key) throws IOException {
    return change(snapshot -> snapshot.entries.remove(key) != null);
  }

  @Override
  public void clear(MethodId method) throws IOException {
    change(snapshot -> snapshot.entries.values().removeIf(stored -> stored.isOf(method)));
  }

  @Override
  public long evict(MethodId method, Limits limits) throws IOException {
    return change(snapshot -> evict(snapshot.entries, method, limits));
  }

  private long evict(Map<CacheKey, Stored> entries, MethodId method, Limits limits) {
    long before = entries.size();
    entries
        .values()
        .removeIf(stored -> stored.isOf(method) && expired(stored.lastUsedMillis(), limits));
    List<Stored> latestFirst =
        entries.values().stream()
            .filter(stored -> stored.isOf(method))
            .sorted(Comparator.comparingLong(Stored::lastUsedMillis).reversed())
            .toList();
    latestFirst.stream()
        .skip(limits.maximumEntries())
        .forEach(stored -> entries.remove(stored.key()));
    return before - entries.size();
  }

  @Override
  public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
    requireOpen();
    for (Stored stored : file.read().entries.values()) {
      if (stored.isOf(method)) {
        Instant lastUsed = Instant.ofEpochMilli(lastUse(stored));
        visitor.accept(new StoredEntry(stored.key(), lastUsed, stored.bytes().remaining()));
      }
    }
  }

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    String name = key.toString();
    Lease mine = new Lease(owner, leases.incrementAndGet(), clock.millis() + LEASE_MILLIS);
    boolean locked =
        change(
            snapshot -> {
              snapshot.leases.values().removeIf(lease -> !lasts(lease));
              return snapshot.leases.putIfAbsent(name, mine) == null;
            });
    return locked ? Optional.of(() -> release(name, mine)) : Optional.empty();
  }

  private void release(String name, Lease mine) {
    try {
      change(snapshot -> snapshot.leases.remove(name, mine));
    } catch (IOException lapsesByItself) {
      // The others wait until its time is over.
    }
  }

  private boolean lasts(Lease lease) {
    long left = lease.untilMillis() - clock.millis();
    return left > 0 && left <= LEASE_MILLIS; // more is left only if a clock was set back
  }

  @Override
  public boolean ownerOnly() {
    return false;
  }

  @Override
  public String place(CacheKey key) {
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    file.change(
        snapshot -> {
          noteHits(snapshot);
          return snapshot.leases.values().removeIf(lease -> lease.owner().equals(owner));
        });
  }

  private <T> T change(SnapshotFile.Change<T> change) throws IOException {
    requireOpen();
    return file.change(
        snapshot -> {
          noteHits(snapshot);
          return change.apply(snapshot);
        });
  }

  private void noteHits(Snapshot snapshot) {
    hits.forEach(
        (key, time) -> {
          snapshot.entries.computeIfPresent(key, (same, stored) -> stored.usedAt(lastUse(stored)));
          hits.remove(key, time);
        });
  }

  private long lastUse(Stored stored) {
    return Math.max(stored.lastUsedMillis(), hits.getOrDefault(stored.key(), 0L));
  }

  private boolean expired(long lastUsedMillis, Limits limits) {
    long idleMillis = Math.abs(clock.millis() - lastUsedMillis);
    return limits.keepNothing() || idleMillis > limits.expireAfterAccessMillis();
  }

  private void requireOpen() throws IOException {
    if (closed.get()) {
      throw new IOException("snapshot backend is closed: " + file);
    }
  }
}
