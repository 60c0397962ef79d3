package dev.locache.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a stream goes on for longer than what was written here ever does. */
final class BoundedInput extends FilterInputStream {
  private final int most;
  private long left;

  BoundedInput(InputStream in, int most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    return read < 0 ? read : counted(1, read);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    return read < 0 ? read : counted(read, read);
  }

  private int counted(int bytes, int result) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("content inflates to more than " + most + " bytes");
    }
    return result;
  }
}
