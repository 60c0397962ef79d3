package dev.locache.codec;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what remains in a buffer, without copying it first. */
final class BufferInput extends InputStream {
  private final ByteBuffer source;

  BufferInput(ByteBuffer source) {
    this.source = source;
  }

  @Override
  public int read() {
    return source.hasRemaining() ? Byte.toUnsignedInt(source.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!source.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, source.remaining());
    source.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return source.remaining();
  }
}
