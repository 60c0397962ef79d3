package dev.locache.protobuf;

/**
 * Says when a hit should look for what others did: each 64th of a thread, and the first one in a
 * second of the clock. Counts are apart in memory, so that threads do not wait for each other's
 * cache lines; lost counts do no harm.
 */
final class Lookout {
  enum Due {
    NOTHING,
    APPENDED,
    EVERYTHING
  }

  private static final int HITS = 64;
  private static final long MILLIS = 1_000;
  private static final int STRIPES = 16;
  private static final int APART = 32; // two cache lines of 64 bytes

  private final int[] hits = new int[STRIPES * APART];
  private volatile long looked = Long.MIN_VALUE;

  Due onHit(long nowMillis) {
    long since = nowMillis - looked;
    if (since >= MILLIS || since < 0) {
      return Due.EVERYTHING;
    }
    int stripe = (int) (Thread.currentThread().getId() & (STRIPES - 1)) * APART;
    int count = hits[stripe] + 1;
    hits[stripe] = count == HITS ? 0 : count;
    return count == HITS ? Due.APPENDED : Due.NOTHING;
  }

  void looked(long nowMillis) {
    looked = nowMillis;
  }
}
