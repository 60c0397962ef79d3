package dev.locache.key;

import dev.locache.spi.Digest128;
import dev.locache.spi.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a key go: into a buffer, and from there into SHA-256. While something is
 * {@linkplain #begin captured} nothing leaves the buffer, so that it can be taken out again and
 * sorted. Not thread-safe; used again and again, since a digest costs more to make than to use.
 */
final class KeyOutput {
  /** A key of more bytes is refused: objects that share parts may unfold to any size. */
  private static final long MAX_MEBIBYTES = 256;

  /** The same for what has to be held in memory to be sorted. */
  private static final long MAX_CAPTURED_MEBIBYTES = 64;

  private static final int FIRST_BUFFER_BYTES = 512;
  private static final int FULL_BUFFER_BYTES = 1 << 13;

  /** A buffer that has grown beyond this is not kept for the next key. */
  private static final int MAX_KEPT_BYTES = 1 << 16;

  /** A longer text is measured first, and then written piece by piece. */
  private static final int SHORT_TEXT_CHARS = 1 << 10;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private final Items items;
  private final Sha256 sha256 = new Sha256();
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int size;
  private long digestedBytes;
  private long capturedBytes;
  private int captures;

  KeyOutput(Items items) {
    this.items = items;
  }

  /** Writes one object of another one, or null. */
  void item(@Nullable Object value) throws UnencodableException {
    if (value == null) {
      tag(KeyFormat.NULL);
      return;
    }
    items.item(value, this);
  }

  /** Writes one object that will be sorted by its bytes, or null. */
  void unordered(@Nullable Object value) throws UnencodableException {
    if (value == null) {
      tag(KeyFormat.NULL);
      return;
    }
    items.unordered(value, this);
  }

  void tag(byte tag) {
    i8(tag);
  }

  void i8(int value) {
    room(1);
    buffer[size++] = (byte) value;
  }

  void i16(int value) {
    room(2);
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
  }

  void i32(int value) {
    room(4);
    put(size, value);
    size += 4;
  }

  void i64(long value) {
    room(8);
    put(size, (int) (value >> 32));
    put(size + 4, (int) value);
    size += 8;
  }

  /** Writes {@code bytes} as they are. */
  void raw(byte[] bytes) {
    if (captures == 0 && bytes.length > FULL_BUFFER_BYTES) {
      flush();
      count(bytes.length);
      sha256.update(bytes, bytes.length);
      return;
    }
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  /** Writes the count of {@code bytes} and them. */
  void counted(byte[] bytes) {
    i32(bytes.length);
    raw(bytes);
  }

  /** Writes the count of bytes and {@code text} in modified UTF-8. */
  void text(String text) {
    int length = text.length();
    if (length > SHORT_TEXT_CHARS) {
      longText(text);
      return;
    }
    room(4 + MAX_BYTES_PER_CHAR * length);
    int start = size;
    size += 4;
    chars(text, 0, length);
    put(start, size - start - 4);
  }

  /** Starts to hold the bytes that follow. */
  int begin() {
    captures++;
    return size;
  }

  /** Takes the bytes written since {@code begun} out again. */
  byte[] end(int begun) {
    capturedBytes += size - begun;
    if (capturedBytes > MAX_CAPTURED_MEBIBYTES << 20) {
      throw tooLargeToSort();
    }
    byte[] captured = Arrays.copyOfRange(buffer, begun, size);
    size = begun;
    captures--;
    return captured;
  }

  /** Gives up what was begun and, because of an exception, never ended. */
  void abandonCaptures() {
    captures = 0;
  }

  /** The digest of all that was written; what follows belongs to another one. */
  Digest128 digest() {
    Digest128 digest = sha256.digest(buffer, size);
    size = 0;
    digestedBytes = 0;
    capturedBytes = 0;
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[FIRST_BUFFER_BYTES];
    }
    return digest;
  }

  private void longText(String text) {
    int length = text.length();
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      bytes += bytesOf(text.charAt(i));
    }
    i32((int) bytes); // as many as an int cannot hold are refused while they are written
    for (int from = 0; from < length; from += SHORT_TEXT_CHARS) {
      room(MAX_BYTES_PER_CHAR * SHORT_TEXT_CHARS);
      chars(text, from, Math.min(length, from + SHORT_TEXT_CHARS));
    }
  }

  private static int bytesOf(char c) {
    if (c == 0) {
      return 2;
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  private void chars(String text, int from, int to) {
    int end = size;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80 && c != 0) {
        buffer[end++] = (byte) c;
      } else if (c < 0x800) {
        buffer[end++] = (byte) (0xc0 | (c >> 6));
        buffer[end++] = (byte) (0x80 | (c & 0x3f));
      } else {
        buffer[end++] = (byte) (0xe0 | (c >> 12));
        buffer[end++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        buffer[end++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    size = end;
  }

  private void put(int at, int value) {
    buffer[at] = (byte) (value >> 24);
    buffer[at + 1] = (byte) (value >> 16);
    buffer[at + 2] = (byte) (value >> 8);
    buffer[at + 3] = (byte) value;
  }

  private void room(int bytes) {
    if (buffer.length - size < bytes) {
      makeRoom(bytes);
    }
  }

  private void makeRoom(int bytes) {
    if (captures == 0 && buffer.length >= FULL_BUFFER_BYTES) {
      flush();
    }
    long needed = (long) size + bytes;
    if (needed > MAX_CAPTURED_MEBIBYTES << 20) {
      throw tooLargeToSort();
    }
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, (int) needed));
    }
  }

  private void flush() {
    count(size);
    sha256.update(buffer, size);
    size = 0;
  }

  private void count(int bytes) {
    digestedBytes += bytes;
    if (digestedBytes > MAX_MEBIBYTES << 20) {
      throw tooLarge();
    }
  }

  private static TooLargeException tooLarge() {
    return new TooLargeException("is too large for a key, which ends at " + MAX_MEBIBYTES + " MiB");
  }

  private static TooLargeException tooLargeToSort() {
    return new TooLargeException(
        "is too large for a key: what has to be sorted ends at " + MAX_CAPTURED_MEBIBYTES + " MiB");
  }

  /** Thrown through the encoders, most of which do not fail otherwise. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooLargeException(String message) {
      super(message, null, false, false);
    }
  }
}
