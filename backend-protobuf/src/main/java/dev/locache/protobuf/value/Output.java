package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the wire format of Protocol Buffers up to a maximum of bytes. Not thread-safe.
 *
 * <p>A message's length stands before its content and is known only behind it. {@code
 * CodedOutputStream} therefore wants every length worked out in a first pass over the value; a
 * value that another thread changed between the passes would come out torn. Here one byte is kept
 * free, which nearly always does, and a longer content is moved.
 */
final class Output {
  /** Levels of nested values, as many as the codec over Java serialization takes. */
  static final int MAXIMUM_DEPTH = 250;

  /** Up to here, a loop over chars is faster than a string's conversion, which allocates. */
  private static final int SHORT_TEXT = 48;

  private static final int MAXIMUM_VARINT = 10;

  private final int maximumBytes;
  private byte[] bytes;
  private int count;
  private int depth;

  Output(int maximumBytes) {
    this.maximumBytes = maximumBytes;
    this.bytes = new byte[Math.min(256, maximumBytes)];
  }

  /** Returns a view of what was written. */
  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, count).slice();
  }

  /** Writes a nested {@code Value}; its tag has been written. */
  void value(Form form, @Nullable Object value) throws IOException {
    if (++depth > MAXIMUM_DEPTH) {
      throw new UnencodableException(
          "parts nested more than " + MAXIMUM_DEPTH + " deep", "which cannot be stored");
    }
    int start = begin();
    if (value != null) {
      form.write(value, this);
    }
    end(start);
    depth--;
  }

  /** Starts a length-delimited content; its tag has been written. */
  int begin() throws IOException {
    ensure(1);
    return ++count;
  }

  /** Ends the content that began at {@code start}. */
  void end(int start) throws IOException {
    int length = count - start;
    if (length < 0x80) {
      bytes[start - 1] = (byte) length;
      return;
    }
    int more = (31 - Integer.numberOfLeadingZeros(length)) / 7;
    ensure(more);
    System.arraycopy(bytes, start, bytes, start + more, length);
    count = start - 1;
    varint32(length);
    count += length;
  }

  void tag(int tag) throws IOException {
    if (tag < 0x80 && count < bytes.length) {
      bytes[count++] = (byte) tag;
    } else {
      varint32(tag);
    }
  }

  void bool(boolean flag) throws IOException {
    ensure(1);
    bytes[count++] = (byte) (flag ? 1 : 0);
  }

  /** Writes a number that is not negative. */
  void varint32(int number) throws IOException {
    int rest = number;
    ensure(rest < 0x80 ? 1 : 5);
    while (rest >= 0x80) {
      bytes[count++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[count++] = (byte) rest;
  }

  /** Writes a number so that those near zero are short, whatever their sign. */
  void sint64(long number) throws IOException {
    long rest = number << 1 ^ number >> 63;
    ensure((rest & ~0x7FL) == 0 ? 1 : MAXIMUM_VARINT);
    while ((rest & ~0x7FL) != 0) {
      bytes[count++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[count++] = (byte) rest;
  }

  void fixed32(int bits) throws IOException {
    ensure(Integer.BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      bytes[count++] = (byte) (bits >>> shift);
    }
  }

  void fixed64(long bits) throws IOException {
    ensure(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      bytes[count++] = (byte) (bits >>> shift);
    }
  }

  /** Writes a field of bytes. */
  void bytes(int tag, byte[] content) throws IOException {
    tag(tag);
    ensure(content.length + 5L);
    varint32(content.length);
    System.arraycopy(content, 0, bytes, count, content.length);
    count += content.length;
  }

  /**
   * Writes a field of text in UTF-8.
   *
   * @return false, with nothing written, if it has a surrogate without a partner, which UTF-8
   *     cannot carry
   */
  boolean text(int tag, String text) throws IOException {
    if (text.length() <= SHORT_TEXT && shortAscii(tag, text)) {
      return true;
    }
    ensure(text.length()); // before a copy is made: a char takes a byte or more
    byte[] utf8 = text.getBytes(UTF_8);
    if (!new String(utf8, UTF_8).equals(text)) {
      return false;
    }
    bytes(tag, utf8);
    return true;
  }

  /**
   * Writes a field of text that is a name. One that was not compiled from Java may be no text.
   *
   * @throws UnencodableException if it has a surrogate without a partner
   */
  void name(int tag, String name) throws IOException {
    if (!text(tag, name)) {
      throw new UnencodableException("the name " + name, "which UTF-8 cannot carry");
    }
  }

  /**
   * Makes room for so many bytes.
   *
   * @return where to put them, little-endian as Protocol Buffers have it
   */
  ByteBuffer room(long length) throws IOException {
    ensure(length);
    ByteBuffer room = ByteBuffer.wrap(bytes, count, (int) length).slice();
    count += (int) length;
    return room.order(ByteOrder.LITTLE_ENDIAN);
  }

  private boolean shortAscii(int tag, String text) throws IOException {
    int length = text.length();
    int mark = count;
    tag(tag);
    varint32(length);
    ensure(length);
    byte[] target = bytes;
    int offset = count;
    for (int i = 0; i < length; i++) {
      char each = text.charAt(i);
      if (each >= 0x80) {
        count = mark;
        return false;
      }
      target[offset + i] = (byte) each;
    }
    count += length;
    return true;
  }

  private void ensure(long more) throws IOException {
    if (more > bytes.length - count) {
      grow(count + more);
    }
  }

  private void grow(long needed) throws IOException {
    if (needed > maximumBytes) {
      throw new IOException("value takes more than the maximum of " + maximumBytes + " bytes");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, needed), maximumBytes));
  }
}
