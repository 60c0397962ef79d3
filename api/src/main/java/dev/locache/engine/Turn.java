package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.spi.CacheKey;
import dev.locache.spi.KeyLock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What a process that misses gets when it is its turn among all processes: the right to load, or
 * the value that another one has stored meanwhile.
 */
sealed interface Turn {
  record Mine(KeyLock lock) implements Turn {}

  record Stored(Found found) implements Turn {}

  /** Loads without having waited to the end. */
  Turn ANYWAY = new Mine(Entries.NO_LOCK);

  /** Between two looks; the owner of the lock cannot tell us when it is done. */
  long FIRST_PAUSE_NANOS = 500_000;

  long LONGEST_PAUSE_NANOS = 20_000_000;

  /**
   * How long another process is waited for. It may be stopped rather than slow, and its lock would
   * then never end; one that takes longer costs a second load, no more.
   */
  long PATIENCE_NANOS = 600_000_000_000L;

  /** The same for who may be waited for itself, by the one that it waits for. */
  long NESTED_PATIENCE_NANOS = 1_000_000_000L;

  /** Looks once. Empty while another process loads the key. */
  static Optional<Turn> tryTake(Entries entries, CacheKey key) {
    Optional<KeyLock> lock = entries.tryLock(key);
    boolean loads = false;
    try {
      // Read after the lock was asked for: whoever held it before has stored the value by now.
      Optional<Found> stored = entries.read(key);
      if (stored.isPresent()) {
        return Optional.of(new Stored(stored.get()));
      }
      loads = lock.isPresent();
      return loads ? Optional.of(new Mine(lock.get())) : Optional.empty();
    } finally {
      if (!loads && lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  /**
   * Waits for the turn. A thread that is interrupted, and still is, loads without one; so does,
   * soon, one whose wait may lead back to itself by way of another process: see {@link Holder}.
   */
  static Turn take(Entries entries, CacheKey key) {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      Optional<Turn> turn = tryTake(entries, key);
      if (turn.isPresent()) {
        return turn.get();
      }
      if (Thread.currentThread().isInterrupted() || outOfPatience(System.nanoTime() - start)) {
        return ANYWAY;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  private static boolean outOfPatience(long waitedNanos) {
    if (Holder.impatient() || waitedNanos > PATIENCE_NANOS) {
      return true;
    }
    boolean inVain = waitedNanos > NESTED_PATIENCE_NANOS && Flight.holdsUpAHolder();
    if (inVain) {
      Holder.gaveUp();
    }
    return inVain;
  }
}
