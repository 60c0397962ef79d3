package dev.locache.spi;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps entries. Thread-safe, and safe beside other processes that use the same place.
 *
 * <p>An {@link IOException} means "this entry, this time": the caller counts it, runs the method
 * and goes on. Backends only throw; counting, logging and leaving a broken backend alone for a
 * while is the engine's work. An interrupted thread stays interrupted, and its interrupt must not
 * make the backend unusable for others.
 */
public interface CacheBackend extends Closeable {
  /**
   * Reads an entry and notes its use. An entry that is older than {@code limits} allow, since its
   * last use, is not there. The path of a hit: no listing, no eviction, no waiting for another.
   *
   * @return the entry as it was written, its seal unchecked; empty if there is none
   * @throws CorruptEntryException if there is one whose form is damaged
   * @throws IOException if it cannot be read now
   */
  Optional<Entry> read(CacheKey key, Limits limits) throws IOException;

  /**
   * Reads as {@link #read} does, but may overlook what others have written since this backend
   * looked last. Each call asks this first; if the answer is none, it asks {@link #read}, once it
   * has tried the key's lock. So a backend that must look around to be sure of a miss need not do
   * so twice; others leave this as it is.
   *
   * @return the entry as it was written, its seal unchecked; empty if none is known
   * @throws CorruptEntryException if there is one whose form is damaged
   * @throws IOException if it cannot be read now
   */
  default Optional<Entry> readIfKnown(CacheKey key, Limits limits) throws IOException {
    return read(key, limits);
  }

  /**
   * Publishes all of the entry or none of it, replacing any earlier one. A failed write leaves the
   * earlier one, or none, and nothing else behind.
   */
  void write(Entry entry, Limits limits) throws IOException;

  /**
   * Removes one entry.
   *
   * @return whether there was one
   */
  boolean remove(CacheKey key) throws IOException;

  /** Removes all entries of a method, of every code version. */
  void clear(MethodId method) throws IOException;

  /**
   * Removes entries of a method until {@code limits} hold: first the expired, then the least
   * recently used. Entries of all code versions count. The engine chooses when, never on the path
   * of a hit; the backend how. Called after each write of a method with a bounded number of
   * entries, so it must not cost a listing each time.
   *
   * @return how many entries this call removed
   */
  long evict(MethodId method, Limits limits) throws IOException;

  /** Passes each entry of a method, of every code version, in no particular order. */
  void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException;

  /**
   * Tries to become the one, among threads and processes, that loads {@code key}. Never waits. The
   * lock ends when its owner's process dies, however it dies. It saves work, no more: two owners of
   * one key are harmless.
   *
   * @return the lock; empty while another holds it
   */
  Optional<KeyLock> tryLock(CacheKey key) throws IOException;

  /**
   * Returns whether nobody but this user can have written what {@link #read} returns. Where that is
   * not so, values are not decoded by Java serialization unless entries are signed.
   */
  boolean ownerOnly();

  /** Returns where an entry rests, in words for a person: a path, an address. */
  String place(CacheKey key);

  /** Writes what is still to be written and releases what is held. Does nothing the second time. */
  @Override
  void close() throws IOException;
}
