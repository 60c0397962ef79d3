package dev.locache.protobuf;

import dev.locache.spi.Limits;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Uses that are not in a segment yet. A hit is noted only if the last noted one is some time ago,
 * so most hits come here without work. Thread-safe.
 */
final class Uses {
  /** How many make a record. */
  static final int BATCH = 4096;

  private static final int WORTH_WRITING = 256;
  private static final int WORTH_WRITING_SECONDS = 60;
  private static final int GRAIN_IF_BOUNDED = 30;
  private static final int GRAIN = 86_400;

  private final ReentrantLock adding = new ReentrantLock();
  private LongList hashes = new LongList(); // guarded by adding
  private LongList times = new LongList(); // guarded by adding
  private volatile int pending;
  private volatile int first;

  /** Uses taken out to be written. */
  record Taken(LongList hashes, LongList times) {
    long[] hashes(int from, int to) {
      return hashes.toArray(from, to);
    }

    int[] times(int from, int to) {
      int[] some = new int[to - from];
      for (int i = from; i < to; i++) {
        some[i - from] = (int) times.get(i);
      }
      return some;
    }
  }

  /**
   * Returns whether a use at {@code now} is worth noting after one at {@code used}: half a minute
   * later where the number of entries is bounded, else up to a day, but in any case often in the
   * time to idle.
   */
  static boolean worthNoting(int used, int now, Limits limits) {
    long later = Integer.toUnsignedLong(now) - Integer.toUnsignedLong(used);
    if (later <= 0) {
      return false;
    }
    long share = limits.expireAfterAccess().toSeconds() / 64;
    return later >= Math.max(1, Math.min(limits.bounded() ? GRAIN_IF_BOUNDED : GRAIN, share));
  }

  void add(long hash, int seconds) {
    adding.lock();
    try {
      if (hashes.isEmpty()) {
        first = seconds;
      }
      hashes.add(hash);
      times.add(seconds);
      pending = hashes.size();
    } finally {
      adding.unlock();
    }
  }

  boolean isEmpty() {
    return pending == 0;
  }

  boolean many() {
    return pending >= BATCH;
  }

  /** Returns whether a write should take them along. */
  boolean worthWriting(int now) {
    int waiting = pending;
    return waiting >= WORTH_WRITING || (waiting > 0 && now - first >= WORTH_WRITING_SECONDS);
  }

  Taken take() {
    adding.lock();
    try {
      Taken taken = new Taken(hashes, times);
      hashes = new LongList();
      times = new LongList();
      pending = 0;
      return taken;
    } finally {
      adding.unlock();
    }
  }
}
