package dev.locache.protobuf;

import java.util.Arrays;

/** Numbers in the order in which they were added, unboxed. */
final class LongList {
  private long[] values = new long[16];
  private int size;

  static LongList zeros(int count) {
    LongList zeros = new LongList();
    zeros.values = new long[Math.max(count, zeros.values.length)];
    zeros.size = count;
    return zeros;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long[] toArray() {
    return toArray(0, size);
  }

  long[] toArray(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }
}
