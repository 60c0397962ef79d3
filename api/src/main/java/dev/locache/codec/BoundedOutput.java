package dev.locache.codec;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Collects bytes up to a maximum. The write that exceeds it throws {@link RefusedException}, so
 * that an oversized value is left unbuilt.
 */
final class BoundedOutput extends OutputStream {
  private final int maximumBytes;
  private byte[] bytes;
  private int count;

  BoundedOutput(int maximumBytes) {
    this.maximumBytes = maximumBytes;
    this.bytes = new byte[Math.min(512, maximumBytes)];
  }

  @Override
  public void write(int value) {
    makeRoom(1);
    bytes[count++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    makeRoom(length);
    System.arraycopy(source, offset, bytes, count, length);
    count += length;
  }

  /** Returns a view of what was written. */
  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, count).slice();
  }

  private void makeRoom(int length) {
    if (length > maximumBytes - count) {
      throw new RefusedException("value takes more than the maximum of " + maximumBytes + " bytes");
    }
    if (length > bytes.length - count) {
      long doubled = Math.max(2L * bytes.length, (long) count + length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, maximumBytes));
    }
  }
}
