package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wire format of Protocol Buffers, where nothing but what is expected may stand. Lengths
 * are compared with the bytes that are there before anything is allocated. Not thread-safe.
 */
final class Input {
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private final int start;
  private final CodedInputStream in;
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
    this.start = start;
    this.in = CodedInputStream.newInstance(bytes, start, length);
  }

  /** Reads a nested {@code Value}; its tag has been read. */
  @Nullable Object value(Form form) throws IOException {
    int outer = open();
    @Nullable Object value = null;
    if (!in.isAtEnd()) {
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
    return in.pushLimit(in.readRawVarint32());
  }

  /** Leaves the content, which must have been read to its end. */
  void close(int outer) throws IOException {
    expectEnd();
    in.popLimit(outer);
  }

  boolean atEnd() throws IOException {
    return in.isAtEnd();
  }

  /** Bytes that are left of the content. */
  int left() {
    return in.getBytesUntilLimit();
  }

  /** Reads a tag, which must be that one. */
  void expect(int tag) throws IOException {
    int found = tag();
    if (found != tag) {
      throw unknown(found);
    }
  }

  /** Reads a tag; 0 at the end of the content. */
  int tag() throws IOException {
    return in.readTag();
  }

  void expectEnd() throws IOException {
    if (!in.isAtEnd()) {
      throw unknown(in.readTag());
    }
  }

  boolean bool() throws IOException {
    byte flag = in.readRawByte();
    if (flag != 0 && flag != 1) {
      throw damaged("a boolean is " + flag);
    }
    return flag == 1;
  }

  int varint32() throws IOException {
    return in.readRawVarint32();
  }

  long sint64() throws IOException {
    return in.readSInt64();
  }

  /** Reads a number that must lie in a range. */
  int sint64(int minimum, int maximum) throws IOException {
    long number = in.readSInt64();
    if (number < minimum || number > maximum) {
      throw damaged("number " + number + " is out of range");
    }
    return (int) number;
  }

  int fixed32() throws IOException {
    return in.readRawLittleEndian32();
  }

  long fixed64() throws IOException {
    return in.readRawLittleEndian64();
  }

  /** Reads a content of bytes; its tag has been read. */
  byte[] bytes() throws IOException {
    return in.readByteArray();
  }

  /** Reads a content of text in UTF-8; its tag has been read. */
  String text() throws IOException {
    String text = in.readString();
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkReplacements(text);
    }
    return text;
  }

  /** Returns the rest of the content, little-endian. */
  ByteBuffer rest() throws IOException {
    int length = left();
    ByteBuffer rest = ByteBuffer.wrap(bytes, position(), length).slice();
    in.skipRawBytes(length);
    return rest.order(ByteOrder.LITTLE_ENDIAN);
  }

  static CorruptEntryException damaged(String what) {
    return new CorruptEntryException("value is damaged: " + what);
  }

  static CorruptEntryException unknown(int tag) {
    return tag == 0
        ? damaged("a part is missing")
        : damaged("field " + (tag >>> 3) + " where none of that kind can stand");
  }

  private int position() {
    return start + in.getTotalBytesRead();
  }

  /** Malformed text is read as if it held replacement characters; that of the writer may do so. */
  private void checkReplacements(String text) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    int end = position();
    int begin = end - utf8.length;
    if (begin < start || !Arrays.equals(utf8, 0, utf8.length, bytes, begin, end)) {
      throw damaged("text is not in UTF-8");
    }
  }
}
