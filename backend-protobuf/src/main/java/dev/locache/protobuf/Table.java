package dev.locache.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntConsumer;

/**
 * Where each entry rests, by the hash of its key: open addressing with linear probing over one
 * array, 24 bytes a place, side by side so that a look-up among many entries waits for memory once.
 * It grows by a quarter when four fifths full, so an entry takes 30 to 38 bytes of heap.
 *
 * <p>One thread at a time changes it; others may {@link #find} meanwhile. They may miss what is
 * being moved, or get the place of another entry: who must not miss asks again under the lock, and
 * who reads a record compares its key.
 */
final class Table {
  static final int NONE = -1;
  private static final int SMALLEST = 64;

  private static final int LARGEST = (Integer.MAX_VALUE - 8) / 3;
  private static final long LOW_HALF = 0xFFFFFFFFL;
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(long[].class);

  /** For each place a hash, 0 if it is empty; a location; time of use and method, half each. */
  private final long[] places;

  private final int capacity;
  private int size;

  private Table(long capacity) {
    this.capacity = (int) Math.min(LARGEST, capacity);
    this.places = new long[3 * this.capacity];
  }

  /** Returns a table with room for {@code entries} and some more. */
  static Table sized(int entries) {
    return new Table(SMALLEST + entries * 10L / 7);
  }

  /** Returns how many slots there are, from 0 on; those with hash 0 are empty. */
  int capacity() {
    return capacity;
  }

  int size() {
    return size;
  }

  boolean full() {
    return size >= capacity / 5L * 4;
  }

  int find(long hash) {
    int slot = home(hash);
    for (int probes = 0; probes < capacity; probes++) {
      long found = hash(slot);
      if (found == 0) {
        return NONE; // first, as a record made by somebody else may ask for 0
      }
      if (found == hash) {
        return slot;
      }
      slot = next(slot);
    }
    return NONE;
  }

  long hash(int slot) {
    return places[3 * slot];
  }

  long location(int slot) {
    return places[3 * slot + 1];
  }

  int used(int slot) {
    return (int) (places[3 * slot + 2] >>> 32);
  }

  int method(int slot) {
    return (int) places[3 * slot + 2];
  }

  /** Sets the time of use of what is there, by any thread: the method stays that of the place. */
  void use(int slot, int seconds) {
    int index = 3 * slot + 2;
    long found = places[index];
    while (!PLACE.compareAndSet(places, index, found, half(seconds) | (found & LOW_HALF))) {
      found = places[index];
    }
  }

  private static long half(int seconds) {
    return (long) seconds << 32;
  }

  void set(int slot, long location, int seconds, int method) {
    places[3 * slot + 1] = location;
    places[3 * slot + 2] = half(seconds) | method;
  }

  /** Adds an entry that is not there; the table must not be full. */
  void add(long hash, long location, int seconds, int method) {
    int slot = home(hash);
    while (hash(slot) != 0) {
      slot = next(slot);
    }
    set(slot, location, seconds, method);
    places[3 * slot] = hash;
    size++;
  }

  /**
   * Removes an entry and closes the gap, as probing ends at the first empty place (Knuth 6.4 R).
   */
  void remove(int slot) {
    int gap = slot;
    for (int other = next(gap); hash(other) != 0; other = next(other)) {
      if (distance(home(hash(other)), other) >= distance(gap, other)) {
        set(gap, location(other), used(other), method(other));
        places[3 * gap] = hash(other);
        gap = other;
      }
    }
    places[3 * gap] = 0;
    size--;
  }

  /** Returns a copy with room for a quarter more. */
  Table grown() {
    Table grown = new Table(capacity * 5L / 4 + 16);
    forEach(slot -> grown.add(hash(slot), location(slot), used(slot), method(slot)));
    return grown;
  }

  /** Passes the slot of each entry. */
  void forEach(IntConsumer visitor) {
    for (int slot = 0; slot < capacity; slot++) {
      if (hash(slot) != 0) {
        visitor.accept(slot);
      }
    }
  }

  /** Spreads hashes evenly and in their order (Lemire, "Fast random integer generation"). */
  private int home(long hash) {
    return (int) (((hash >>> 32) * capacity) >>> 32);
  }

  private int next(int slot) {
    int next = slot + 1;
    return next == capacity ? 0 : next;
  }

  private int distance(int from, int to) {
    int distance = to - from;
    return distance < 0 ? distance + capacity : distance;
  }
}
