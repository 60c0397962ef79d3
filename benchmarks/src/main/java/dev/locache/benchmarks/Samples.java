package dev.locache.benchmarks;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Keys and values of the stores, each told by its number. */
final class Samples {
  static final int KEY_BYTES = 32;
  static final int VALUE_BYTES = 150;

  private Samples() {}

  /** Returns key {@code number}: as random as a digest, and the same in each JVM. */
  static byte[] key(int number) {
    SplittableRandom random = new SplittableRandom(number);
    ByteBuffer key = ByteBuffer.allocate(KEY_BYTES);
    while (key.hasRemaining()) {
      key.putLong(random.nextLong());
    }
    return key.array();
  }

  static byte[][] keys(int count) {
    byte[][] keys = new byte[count][];
    for (int number = 0; number < count; number++) {
      keys[number] = key(number);
    }
    return keys;
  }

  /** Returns the value of key {@code number}. */
  static byte[] value(int number) {
    byte[] value = new byte[VALUE_BYTES];
    new SplittableRandom(~number).nextBytes(value);
    return value;
  }
}
