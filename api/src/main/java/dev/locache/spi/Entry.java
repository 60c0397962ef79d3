package dev.locache.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * A stored result: its key, its encoded value, what is known of how it was made, and the seal over
 * all of that. Immutable. The engine makes and checks the seal; a backend only keeps the fields.
 *
 * <p>Times of use are not part of an entry: they change, and a backend keeps them beside it.
 *
 * <p>Nobody writes to an entry's buffers. A backend that keeps the bytes of an entry which it hands
 * out makes sure of that by read-only ones; bytes that nobody else has need no such care, and are
 * checked and decoded without being copied.
 *
 * @param key names the entry
 * @param codec id of the codec that encoded {@code value}
 * @param createdMillis when the entry was made, in milliseconds since the epoch
 * @param loadTimeNanos how long the method ran, in nanoseconds
 * @param value the encoded value; every call returns a view of its own
 * @param seal checksum or signature over the other fields; every call returns a view of its own
 */
public record Entry(
    CacheKey key,
    String codec,
    long createdMillis,
    long loadTimeNanos,
    ByteBuffer value,
    ByteBuffer seal) {
  /** Keeps views of the buffers' remaining bytes, which must not change any more. */
  public Entry {
    requireNonNull(key, "key");
    requireNonNull(codec, "codec");
    value = value.slice();
    seal = seal.slice();
  }

  @Override
  public ByteBuffer value() {
    return value.duplicate();
  }

  @Override
  public ByteBuffer seal() {
    return seal.duplicate();
  }
}
