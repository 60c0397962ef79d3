package dev.locache.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * A stored result: its key, its encoded value, what is known of how it was made, and the seal over
 * all of that. Immutable. The engine makes and checks the seal; a backend only keeps the fields.
 *
 * <p>Times of use are not part of an entry: they change, and a backend keeps them beside it.
 *
 * @param key names the entry
 * @param codec id of the codec that encoded {@code value}
 * @param createdMillis when the entry was made, in milliseconds since the epoch
 * @param loadTimeNanos how long the method ran, in nanoseconds
 * @param value the encoded value; every call returns a read-only view of its own
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
    value = value.slice().asReadOnlyBuffer();
    seal = seal.slice().asReadOnlyBuffer();
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
