package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.protobuf.wire.WireReader;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an encoded value, where nothing but what is expected may stand. Not thread-safe. See {@link
 * WireReader}.
 */
final class Input extends WireReader {
  private static final char REPLACEMENT = '\uFFFD';

  private int depth;

  /** Reads what remains in {@code source}, and leaves it as it is. */
  static Input of(ByteBuffer source) {
    if (source.hasArray()) {
      int start = source.arrayOffset() + source.position();
      return new Input(source.array(), start, start + source.remaining());
    }
    byte[] copy = new byte[source.remaining()];
    source.get(source.position(), copy);
    return new Input(copy, 0, copy.length);
  }

  private Input(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  @Override
  protected IOException fault(String what) {
    return damaged(what);
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

  /** Reads a tag, which must be that one. */
  void expect(int tag) throws IOException {
    if (passes(tag)) {
      return;
    }
    int found = tag();
    if (found != tag) {
      throw unknown(found);
    }
  }

  boolean bool() throws IOException {
    byte flag = next();
    if (flag != 0 && flag != 1) {
      throw damaged("a boolean is " + flag);
    }
    return flag == 1;
  }

  /** Reads a number that must lie in a range. */
  int sint64(int minimum, int maximum) throws IOException {
    long number = sint64();
    if (number < minimum || number > maximum) {
      throw damaged("number " + number + " is out of range");
    }
    return (int) number;
  }

  /** Reads a content of text in UTF-8; its tag has been read. */
  String text() throws IOException {
    int start = content();
    int length = position() - start;
    String text = new String(array(), start, length, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkReplacements(text, start, length);
    }
    return text;
  }

  /** Returns the rest of the content, little-endian. */
  ByteBuffer rest() {
    int start = position();
    skipRest();
    ByteBuffer rest = ByteBuffer.wrap(array(), start, position() - start).slice();
    return rest.order(ByteOrder.LITTLE_ENDIAN);
  }

  static CorruptEntryException damaged(String what) {
    return new CorruptEntryException("value is damaged: " + what);
  }

  static CorruptEntryException unknown(int tag) {
    return damaged("field " + (tag >>> 3) + " where none of that kind can stand");
  }

  /** Malformed text is read as if it held replacement characters; that of the writer may do so. */
  private void checkReplacements(String text, int start, int length) throws IOException {
    byte[] utf8 = text.getBytes(UTF_8);
    if (!Arrays.equals(utf8, 0, utf8.length, array(), start, start + length)) {
      throw damaged("text is not in UTF-8");
    }
  }
}
