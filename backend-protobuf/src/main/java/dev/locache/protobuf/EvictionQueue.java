package dev.locache.protobuf;

import java.util.Arrays;

/**
 * The entries of a method that were least recently used when somebody looked, in that order. As
 * uses only get later, the next one of them whose use has not changed is the least recently used of
 * all, and most evictions need no look at the others. A use earlier than the last one here (a clock
 * was set back, or another process wrote) makes it worthless.
 */
final class EvictionQueue {
  private final long[] hashes;
  private final int[] uses;
  private int next;

  private EvictionQueue(long[] hashes, int[] uses) {
    this.hashes = hashes;
    this.uses = uses;
  }

  /** Looks at all entries of {@code method}, and takes at most {@code most}. */
  static EvictionQueue of(Table table, int method, int count, int most) {
    long[] order = new long[count];
    int[] found = {0};
    table.forEach(
        slot -> {
          if (table.method(slot) == method && found[0] < count) {
            order[found[0]++] = Integer.toUnsignedLong(table.used(slot)) << 31 | slot;
          }
        });
    Arrays.sort(order, 0, found[0]);
    int taken = Math.min(found[0], most);
    long[] hashes = new long[taken];
    int[] uses = new int[taken];
    for (int i = 0; i < taken; i++) {
      int slot = (int) order[i] & Integer.MAX_VALUE;
      hashes[i] = table.hash(slot);
      uses[i] = table.used(slot);
    }
    return new EvictionQueue(hashes, uses);
  }

  boolean isEmpty() {
    return next == hashes.length;
  }

  boolean mayHaveMissed(int used) {
    return hashes.length > 0 && Integer.compareUnsigned(used, uses[uses.length - 1]) < 0;
  }

  /** Returns the slot of the next one that is unused since; {@link Table#NONE} if there is none. */
  int poll(Table table, int method) {
    while (next < hashes.length) {
      int slot = table.find(hashes[next]);
      int use = uses[next++];
      if (slot != Table.NONE && table.used(slot) == use && table.method(slot) == method) {
        return slot;
      }
    }
    return Table.NONE;
  }
}
