package dev.locache.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the results of one method into bytes and back. Immutable and thread-safe. */
public interface Codec {
  /**
   * Encodes a result.
   *
   * @return the bytes, at most {@link CodecContext#maximumBytes}
   * @throws IOException if this value cannot be encoded, or not such that {@link #decode} would
   *     accept it: the message says which part, and why
   */
  ByteBuffer encode(@Nullable Object value) throws IOException;

  /**
   * Returns a fresh copy of the value that was encoded. The bytes have passed the seal; what they
   * say may still be hostile or of another version of the program.
   *
   * @throws IOException if the bytes are no value of this method's result type
   */
  @Nullable Object decode(ByteBuffer bytes) throws IOException;
}
