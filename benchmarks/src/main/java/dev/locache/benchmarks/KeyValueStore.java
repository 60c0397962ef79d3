package dev.locache.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The least that stores have in common. Used by one thread. */
interface KeyValueStore extends Closeable {
  /** Holds nothing. */
  KeyValueStore NONE =
      new KeyValueStore() {
        @Override
        public byte[] get(byte[] key) {
          throw new IllegalStateException("no store is open");
        }

        @Override
        public void put(byte[] key, byte[] value) {
          throw new IllegalStateException("no store is open");
        }

        @Override
        public void close() {}
      };

  /**
   * Returns the value.
   *
   * @throws IllegalStateException if there is none
   */
  byte[] get(byte[] key) throws IOException;

  /** Stores a value; {@link Store#keepsWhenKilled} tells for how long. */
  void put(byte[] key, byte[] value) throws IOException;

  /** Returns {@code value}, if there is one. */
  static byte[] found(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalStateException("a value is missing");
    }
    return value;
  }
}
