package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wire format of Protocol Buffers, where nothing but what is expected may stand. Lengths
 * are compared with the bytes that are there before anything is allocated or skipped. Not
 * thread-safe.
 *
 * <p>Reads the array itself: every value and every part of it is a message of its own, and {@code
 * CodedInputStream} takes several times as long to enter and leave one.
 */
final class Input {
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;

  /** End of the content that was entered last; never beyond that of the one around it. */
  private int limit;

  private int depth;

  /** Reads what remains in {@code source}, and leaves it as it is. */
  static Input of(ByteBuffer source) {
    if (source.hasArray()) {
      return new Input(
          source.array(), source.arrayOffset() + source.position(), source.remaining());
    }
    byte[] copy = new byte[source.remaining()];
    source.get(source.position(), copy);
    return new Input(copy, 0, copy.length);
  }

  private Input(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.position = start;
    this.limit = start + length;
  }

  /** Reads a nested {@code Value}; its tag has been read. */
  @Nullable Object value(Form form) throws IOException {
    int outer = open();
    @Nullable Object value = null;
    if (!atEnd()) {
      if (++depth > Output.MAXIMUM_DEPTH) {
        throw damaged("it nests more than " + Output.MAXIMUM_DEPTH + " values deep");
      }
      value = form.read(this);
      depth--;
    }
    close(outer);
    return value;
  }

  /** Enters a length-delimited content; its tag has been read. */
  int open() throws IOException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Leaves the content, which must have been read to its end. */
  void close(int outer) throws IOException {
    expectEnd();
    limit = outer;
  }

  boolean atEnd() {
    return position == limit;
  }

  /** Bytes that are left of the content. */
  int left() {
    return limit - position;
  }

  /** Reads a tag, which must be that one. */
  void expect(int tag) throws IOException {
    if (position < limit && bytes[position] == tag) {
      position++;
      return;
    }
    int found = tag();
    if (found != tag) {
      throw unknown(found);
    }
  }

  /** Reads a tag. */
  int tag() throws IOException {
    if (atEnd()) {
      throw damaged("a part is missing");
    }
    return varint32();
  }

  void expectEnd() throws IOException {
    if (!atEnd()) {
      throw damaged(left() + " bytes are left over");
    }
  }

  boolean bool() throws IOException {
    byte flag = next();
    if (flag != 0 && flag != 1) {
      throw damaged("a boolean is " + flag);
    }
    return flag == 1;
  }

  /** Reads a number that is not negative. */
  int varint32() throws IOException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long number = varint64();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw damaged("number " + Long.toUnsignedString(number) + " is out of range");
    }
    return (int) number;
  }

  long sint64() throws IOException {
    long number = varint64();
    return number >>> 1 ^ -(number & 1);
  }

  /** Reads a number that must lie in a range. */
  int sint64(int minimum, int maximum) throws IOException {
    long number = sint64();
    if (number < minimum || number > maximum) {
      throw damaged("number " + number + " is out of range");
    }
    return (int) number;
  }

  int fixed32() throws IOException {
    return (int) fixed(Integer.BYTES);
  }

  long fixed64() throws IOException {
    return fixed(Long.BYTES);
  }

  /** Reads a content of bytes; its tag has been read. */
  byte[] bytes() throws IOException {
    int length = length();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Reads a content of text in UTF-8; its tag has been read. */
  String text() throws IOException {
    int length = length();
    String text = new String(bytes, position, length, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkReplacements(text, length);
    }
    position += length;
    return text;
  }

  /** Returns the rest of the content, little-endian. */
  ByteBuffer rest() {
    ByteBuffer rest = ByteBuffer.wrap(bytes, position, left()).slice();
    position = limit;
    return rest.order(ByteOrder.LITTLE_ENDIAN);
  }

  static CorruptEntryException damaged(String what) {
    return new CorruptEntryException("value is damaged: " + what);
  }

  static CorruptEntryException unknown(int tag) {
    return damaged("field " + (tag >>> 3) + " where none of that kind can stand");
  }

  /** Reads how many bytes follow, which are there. */
  private int length() throws IOException {
    int length = varint32();
    if (length > left()) {
      throw damaged("a part of " + length + " bytes where " + left() + " are left");
    }
    return length;
  }

  private long varint64() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = next();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw damaged("a number takes more than 10 bytes");
  }

  private long fixed(int width) throws IOException {
    if (left() < width) {
      throw damaged("it ends within a number");
    }
    long number = 0;
    for (int i = width - 1; i >= 0; i--) {
      number = number << 8 | (bytes[position + i] & 0xFF);
    }
    position += width;
    return number;
  }

  private byte next() throws IOException {
    if (atEnd()) {
      throw damaged("it ends within a number");
    }
    return bytes[position++];
  }

  /** Malformed text is read as if it held replacement characters; that of the writer may do so. */
  private void checkReplacements(String text, int length) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    if (!Arrays.equals(utf8, 0, utf8.length, bytes, position, position + length)) {
      throw damaged("text is not in UTF-8");
    }
  }
}
