package dev.locache.testkit;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A backend that keeps its entries in memory, for tests. It does all that the contract asks for,
 * within one process. Thread-safe.
 */
public final class MemoryBackend implements CacheBackend {
  private final InstantSource clock;
  private final Memory memory;
  private boolean closed; // guarded by memory

  private MemoryBackend(InstantSource clock, Memory memory) {
    this.clock = requireNonNull(clock, "clock");
    this.memory = memory;
  }

  /** Opens a backend that is empty. */
  public static MemoryBackend open(InstantSource clock) {
    return new MemoryBackend(clock, new Memory());
  }

  /**
   * Opens another backend on the same entries, locks and clock: after a close of this one as a
   * later process would, before it as another process would.
   */
  public MemoryBackend reopen() {
    return new MemoryBackend(clock, memory);
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    synchronized (memory) {
      requireOpen();
      Slot slot = memory.slots.get(key);
      if (slot == null || expired(slot, limits)) {
        return Optional.empty();
      }
      keep(slot.entry);
      return Optional.of(slot.entry);
    }
  }

  @Override
  public void write(Entry entry, Limits limits) throws IOException {
    synchronized (memory) {
      requireOpen();
      keep(readOnly(entry));
    }
  }

  @Override
  public boolean remove(CacheKey key) throws IOException {
    synchronized (memory) {
      requireOpen();
      return memory.slots.remove(key) != null;
    }
  }

  @Override
  public void clear(MethodId method) throws IOException {
    synchronized (memory) {
      requireOpen();
      memory.slots.keySet().removeIf(key -> key.method().equals(method));
    }
  }

  @Override
  public long evict(MethodId method, Limits limits) throws IOException {
    synchronized (memory) {
      requireOpen();
      long before = memory.slots.size();
      memory.slots.values().removeIf(slot -> slot.isOf(method) && expired(slot, limits));
      List<Slot> latestFirst = memory.of(method);
      latestFirst.stream()
          .skip(limits.maximumEntries())
          .forEach(slot -> memory.slots.remove(slot.entry.key()));
      return before - memory.slots.size();
    }
  }

  @Override
  public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
    List<Slot> slots;
    synchronized (memory) {
      requireOpen();
      slots = memory.of(method);
    }
    slots.forEach(slot -> visitor.accept(slot.stored()));
  }

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    synchronized (memory) {
      requireOpen();
      Lock lock = new Lock(key);
      return memory.locks.putIfAbsent(key, lock) == null ? Optional.of(lock) : Optional.empty();
    }
  }

  /** Returns true: nobody else reaches this memory. */
  @Override
  public boolean ownerOnly() {
    return true;
  }

  @Override
  public String place(CacheKey key) {
    return "memory, " + key;
  }

  @Override
  public void close() {
    synchronized (memory) {
      closed = true;
      memory.locks.values().removeIf(lock -> lock.owner() == this);
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("backend is closed");
    }
  }

  /** Many will get this one entry. */
  private static Entry readOnly(Entry entry) {
    return new Entry(
        entry.key(),
        entry.codec(),
        entry.createdMillis(),
        entry.loadTimeNanos(),
        entry.value().asReadOnlyBuffer(),
        entry.seal().asReadOnlyBuffer());
  }

  private void keep(Entry entry) {
    memory.slots.put(entry.key(), new Slot(entry, clock.instant(), ++memory.uses));
  }

  private boolean expired(Slot slot, Limits limits) {
    // A use far in the future comes from a clock that was set back: without abs it would never end.
    long idleMillis = Math.abs(clock.millis() - slot.lastUsed.toEpochMilli());
    return limits.expireAfterAccess().isZero() || idleMillis > limits.expireAfterAccessMillis();
  }

  /** What outlives a backend. Guarded by itself. */
  private static final class Memory {
    final Map<CacheKey, Slot> slots = new HashMap<>();
    final Map<CacheKey, Lock> locks = new HashMap<>();
    long uses;

    /** Returns what is kept of {@code method}, the latest used first. */
    List<Slot> of(MethodId method) {
      return slots.values().stream()
          .filter(slot -> slot.isOf(method))
          .sorted(Comparator.comparingLong(Slot::use).reversed())
          .toList();
    }
  }

  /**
   * An entry and its last use.
   *
   * @param use number of that use among all: tells apart those the clock does not
   */
  private record Slot(Entry entry, Instant lastUsed, long use) {
    boolean isOf(MethodId method) {
      return entry.key().method().equals(method);
    }

    StoredEntry stored() {
      return new StoredEntry(
          entry.key(), lastUsed, entry.value().remaining() + entry.seal().remaining());
    }
  }

  private final class Lock implements KeyLock {
    private final CacheKey key;

    Lock(CacheKey key) {
      this.key = key;
    }

    MemoryBackend owner() {
      return MemoryBackend.this;
    }

    @Override
    public void close() {
      synchronized (memory) {
        memory.locks.remove(key, this);
      }
    }
  }
}
