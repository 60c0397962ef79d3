package dev.locache.engine;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one method: decoded values in and out of the backend. Whatever goes wrong with the
 * backend, an entry or a value ends here: a read that does not work is a miss, a write that does
 * not work is skipped. Thread-safe.
 *
 * <p>Errors are caught besides exceptions where a backend's, a codec's or a value's own code runs:
 * a class that cannot be linked or a value nested too deep is no reason to fail a call.
 */
final class Entries {
  /** The most bytes an encoded value may have. */
  static final int MAXIMUM_VALUE_BYTES = 64 << 20;

  /** One store in so many looks for expired entries where nothing else calls for it. */
  private static final int STORES_PER_SWEEP = 1024;

  /**
   * A sweep may look at every entry there is, so of a process's time it gets one part in so many.
   */
  private static final int TIMES_BETWEEN_SWEEPS = 500;

  private static final ByteBuffer NO_SEAL = ByteBuffer.allocate(0);

  static final KeyLock NO_LOCK =
      new KeyLock() {
        @Override
        public void close() {}
      };

  private final OpenCache cache;
  private final MethodId method;
  private final String codecId;
  private final Codec codec;
  private final Limits limits;
  private final Counters counters;
  private final Throttle evictionNotices;
  private final AtomicBoolean warnedOfValue = new AtomicBoolean();
  private volatile long nextSweepNanos = System.nanoTime();

  /** Of the entry said last to be unusable: a call reads twice, and says so once. */
  private volatile @Nullable CacheKey lastUnusable;

  Entries(
      OpenCache cache,
      MethodId method,
      String codecId,
      Codec codec,
      Limits limits,
      Counters counters) {
    this.cache = cache;
    this.method = method;
    this.codecId = codecId;
    this.codec = codec;
    this.limits = limits;
    this.counters = counters;
    this.evictionNotices = new Throttle(cache.clock());
  }

  /** A value that was found, possibly null, and the bytes that make further copies of it. */
  record Found(@Nullable Object value, ByteBuffer bytes, long loadTimeNanos) {}

  /** Returns the stored value, if there is a usable one that the backend knows of. */
  Optional<Found> readIfKnown(CacheKey key) {
    try {
      return open(key, false);
    } catch (IOException unusable) {
      unusable(key, unusable);
      return Optional.empty();
    }
  }

  /** Returns the stored value, if there is a usable one, whoever has stored it. */
  Optional<Found> read(CacheKey key) {
    try {
      return open(key, true);
    } catch (IOException unusable) {
      if (!key.equals(lastUnusable)) {
        unusable(key, unusable);
      }
      return Optional.empty();
    }
  }

  /** Returns the encoded value; empty if this one cannot be stored. */
  Optional<ByteBuffer> encode(@Nullable Object value) {
    try {
      return Optional.of(codec.encode(value));
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError unencodable) {
      counters.uncacheable();
      if (warnedOfValue.compareAndSet(false, true)) {
        cache
            .failures()
            .uncacheable(
                method + ": its result cannot be stored: " + unencodable.getMessage(), unencodable);
      }
      return Optional.empty();
    }
  }

  /** Returns a fresh copy of an encoded value; empty if it cannot be had. */
  Optional<Found> copy(CacheKey key, ByteBuffer bytes, long loadTimeNanos) {
    try {
      return Optional.of(decode(bytes, loadTimeNanos));
    } catch (IOException undecodable) {
      unusable(key, undecodable);
      return Optional.empty();
    }
  }

  void write(CacheKey key, ByteBuffer value, long loadTimeNanos) {
    if (cache.closed() || !cache.writing().permits()) {
      return;
    }
    Entry unsealed = new Entry(key, codecId, cache.clock().millis(), loadTimeNanos, value, NO_SEAL);
    try {
      cache.backend().write(cache.seal().seal(unsealed), limits);
      counters.store();
      if (Log.verbose()) {
        Log.info("stored " + method + " at " + cache.backend().place(key));
      }
      if (limits.bounded()) {
        evict();
      } else if (sweepIsDue(key)) {
        sweep();
      }
      cache.writing().worked();
    } catch (IOException | RuntimeException | LinkageError broken) {
      backendFailed(cache.writing(), "could not write an entry of " + method, broken);
    }
  }

  /**
   * Tries to become the one process that loads {@code key}.
   *
   * @return empty while another holds it; a lock of no effect if the backend cannot tell
   */
  Optional<KeyLock> tryLock(CacheKey key) {
    if (cache.closed() || !cache.writing().permits()) {
      return Optional.of(NO_LOCK);
    }
    try {
      return cache.backend().tryLock(key);
    } catch (IOException | RuntimeException | LinkageError broken) {
      backendFailed(cache.writing(), "could not lock an entry of " + method, broken);
      return Optional.of(NO_LOCK);
    }
  }

  void hit(CacheKey key, Found found) {
    counters.hit(found.loadTimeNanos());
    if (Log.verbose()) {
      Log.info("hit " + method + " at " + cache.backend().place(key));
    }
  }

  void miss(CacheKey key) {
    counters.miss();
    if (Log.verbose()) {
      Log.info("miss " + method + ", nothing at " + cache.backend().place(key));
    }
  }

  MethodId method() {
    return method;
  }

  /** Removes all entries of the method. Asked for by a person, who learns if it fails. */
  void clear() throws IOException {
    cache.backend().clear(method);
    cache.history().clear(method);
  }

  /** Returns why an entry that is there does not answer a call, for people; empty if it does. */
  String obstacle(Entry entry, CacheKey key) {
    if (!entry.codec().equals(codecId)) {
      return "codec \"" + entry.codec() + "\" wrote it, and this cache uses \"" + codecId + '"';
    }
    if (!entry.key().equals(key) || !cache.seal().matches(entry)) {
      return "it is damaged, or not signed with this cache's key";
    }
    try {
      decode(entry.value(), entry.loadTimeNanos());
      return "";
    } catch (IOException undecodable) {
      return "its value cannot be decoded: " + undecodable.getMessage();
    }
  }

  private Optional<Found> open(CacheKey key, boolean thoroughly) throws IOException {
    Optional<Entry> read = fromBackend(key, thoroughly);
    // An entry written before another codec was chosen is a miss; nothing is wrong with it.
    if (read.isEmpty() || !read.get().codec().equals(codecId)) {
      return Optional.empty();
    }
    Entry entry = read.get();
    if (!entry.key().equals(key)) {
      throw new CorruptEntryException("entry of another key: " + entry.key());
    }
    if (!cache.seal().matches(entry)) {
      throw new CorruptEntryException("entry does not match its seal");
    }
    return Optional.of(decode(entry.value(), entry.loadTimeNanos()));
  }

  private Optional<Entry> fromBackend(CacheKey key, boolean thoroughly)
      throws CorruptEntryException {
    if (cache.closed() || !cache.reading().permits()) {
      return Optional.empty();
    }
    try {
      CacheBackend backend = cache.backend();
      Optional<Entry> entry =
          thoroughly ? backend.read(key, limits) : backend.readIfKnown(key, limits);
      cache.reading().worked();
      return entry;
    } catch (CorruptEntryException damaged) {
      throw damaged; // the backend did its work
    } catch (IOException | RuntimeException | LinkageError broken) {
      backendFailed(cache.reading(), "could not read an entry of " + method, broken);
      return Optional.empty();
    }
  }

  private Found decode(ByteBuffer bytes, long loadTimeNanos) throws IOException {
    try {
      return new Found(codec.decode(bytes.duplicate()), bytes, loadTimeNanos);
    } catch (RuntimeException | StackOverflowError | LinkageError undecodable) {
      throw new IOException("value cannot be decoded: " + undecodable, undecodable);
    }
  }

  private void evict() throws IOException {
    long removed = cache.backend().evict(method, limits);
    counters.evictions(removed);
    if (removed > 0 && evictionNotices.permits()) {
      Log.info("evicted " + removed + " of " + method + " to keep " + limits);
    }
  }

  /** Chosen by the key's own digest: as good as chance, and the same on every run. */
  private boolean sweepIsDue(CacheKey key) {
    return key.arguments().low() % STORES_PER_SWEEP == 0 && System.nanoTime() - nextSweepNanos >= 0;
  }

  private void sweep() throws IOException {
    long start = System.nanoTime();
    evict();
    long end = System.nanoTime();
    nextSweepNanos = end + TIMES_BETWEEN_SWEEPS * (end - start);
  }

  private void unusable(CacheKey key, Throwable why) {
    lastUnusable = key;
    counters.cacheFailure();
    cache
        .failures()
        .failed("entry of " + method + " at " + cache.backend().place(key) + " is not usable", why);
  }

  private void backendFailed(Breaker breaker, String what, Throwable cause) {
    breaker.failed();
    counters.cacheFailure();
    cache.failures().failed(what, cause);
  }
}
