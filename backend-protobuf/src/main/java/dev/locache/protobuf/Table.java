package dev.locache.protobuf;

import java.util.function.IntConsumer;

/**
 * Where each entry rests, by the hash of its key: open addressing with linear probing over
 * primitive arrays, 24 bytes a place. It grows by a quarter when four fifths full, so an entry
 * takes 30 to 38 bytes of heap.
 *
 * <p>One thread at a time changes it; others may {@link #find} meanwhile. They may miss what is
 * being moved, or get the place of another entry: who must not miss asks again under the lock, and
 * who reads a record compares its key.
 */
final class Table {
  static final int NONE = -1;
  private static final int SMALLEST = 64;

  private final long[] hashes; // 0 is an empty place
  private final long[] locations;
  private final int[] used;
  private final int[] methods;
  private int size;

  private Table(int capacity) {
    hashes = new long[capacity];
    locations = new long[capacity];
    used = new int[capacity];
    methods = new int[capacity];
  }

  /** Returns a table with room for {@code entries} and some more. */
  static Table sized(int entries) {
    return new Table((int) Math.min(Integer.MAX_VALUE - 8, SMALLEST + entries * 10L / 7));
  }

  int size() {
    return size;
  }

  boolean full() {
    return size >= hashes.length / 5L * 4;
  }

  int find(long hash) {
    int slot = home(hash);
    for (int probes = 0; probes < hashes.length; probes++) {
      long found = hashes[slot];
      if (found == hash) {
        return slot;
      }
      if (found == 0) {
        return NONE;
      }
      slot = next(slot);
    }
    return NONE;
  }

  long hash(int slot) {
    return hashes[slot];
  }

  long location(int slot) {
    return locations[slot];
  }

  int used(int slot) {
    return used[slot];
  }

  int method(int slot) {
    return methods[slot];
  }

  void use(int slot, int seconds) {
    used[slot] = seconds;
  }

  void set(int slot, long location, int seconds, int method) {
    locations[slot] = location;
    used[slot] = seconds;
    methods[slot] = method;
  }

  /** Adds an entry that is not there; the table must not be full. */
  void add(long hash, long location, int seconds, int method) {
    int slot = home(hash);
    while (hashes[slot] != 0) {
      slot = next(slot);
    }
    set(slot, location, seconds, method);
    hashes[slot] = hash;
    size++;
  }

  /**
   * Removes an entry and closes the gap, as probing ends at the first empty place (Knuth 6.4 R).
   */
  void remove(int slot) {
    int gap = slot;
    for (int other = next(gap); hashes[other] != 0; other = next(other)) {
      if (distance(home(hashes[other]), other) >= distance(gap, other)) {
        set(gap, locations[other], used[other], methods[other]);
        hashes[gap] = hashes[other];
        gap = other;
      }
    }
    hashes[gap] = 0;
    size--;
  }

  /** Returns a copy with room for a quarter more. */
  Table grown() {
    Table grown = new Table((int) Math.min(Integer.MAX_VALUE - 8, hashes.length * 5L / 4 + 16));
    forEach(slot -> grown.add(hashes[slot], locations[slot], used[slot], methods[slot]));
    return grown;
  }

  /** Passes the slot of each entry. */
  void forEach(IntConsumer visitor) {
    for (int slot = 0; slot < hashes.length; slot++) {
      if (hashes[slot] != 0) {
        visitor.accept(slot);
      }
    }
  }

  /** Spreads hashes evenly and in their order (Lemire, "Fast random integer generation"). */
  private int home(long hash) {
    return (int) (((hash >>> 32) * hashes.length) >>> 32);
  }

  private int next(int slot) {
    int next = slot + 1;
    return next == hashes.length ? 0 : next;
  }

  private int distance(int from, int to) {
    int distance = to - from;
    return distance < 0 ? distance + hashes.length : distance;
  }
}
