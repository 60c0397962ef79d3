package dev.locache.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of null, strings, boxed primitives and byte arrays: a tag and the content, big-endian.
 * Tags are the JVM's descriptors (JVMS 4.3.2) where there is one.
 *
 * <p>Nothing here may touch Java serialization: a first hit that loads it takes tens of
 * milliseconds longer.
 */
final class DirectForm {
  private static final byte NULL = 'N';
  private static final byte BOOLEAN = 'Z';
  private static final byte BYTE = 'B';
  private static final byte SHORT = 'S';
  private static final byte CHAR = 'C';
  private static final byte INT = 'I';
  private static final byte LONG = 'J';
  private static final byte FLOAT = 'F';
  private static final byte DOUBLE = 'D';
  private static final byte BYTES = '[';
  private static final byte TEXT_UTF_8 = 'T';

  /** For strings with a surrogate that has no partner: UTF-8 cannot carry it. */
  private static final byte TEXT_UTF_16 = 'U';

  private DirectForm() {}

  /** Returns whether {@code value} has a direct form. */
  static boolean holds(Object value) {
    return value instanceof String
        || value instanceof byte[]
        || (value instanceof Number && holdsNumber(value.getClass()))
        || value instanceof Boolean
        || value instanceof Character;
  }

  /**
   * Encodes null or a value that {@link #holds} accepts.
   *
   * @throws IOException if it takes more than {@code maximumBytes}
   */
  static ByteBuffer encode(@Nullable Object value, int maximumBytes) throws IOException {
    if (value instanceof String text) {
      return encodeText(text, maximumBytes);
    }
    if (value instanceof byte[] bytes) {
      return allocate(BYTES, bytes.length, maximumBytes).put(bytes).flip();
    }
    ByteBuffer scalar = encodeScalar(value);
    checkSize(scalar.remaining(), maximumBytes);
    return scalar;
  }

  /**
   * Decodes what follows {@code tag}: all that remains in {@code in}, a big-endian buffer.
   *
   * @throws CorruptEntryException if the tag is unknown or the content does not fit it
   */
  static @Nullable Object decode(byte tag, ByteBuffer in) throws CorruptEntryException {
    return switch (tag) {
      case NULL -> decodeNull(in);
      case BOOLEAN -> decodeBoolean(exactly(1, in));
      case BYTE -> exactly(Byte.BYTES, in).get();
      case SHORT -> exactly(Short.BYTES, in).getShort();
      case CHAR -> exactly(Character.BYTES, in).getChar();
      case INT -> exactly(Integer.BYTES, in).getInt();
      case LONG -> exactly(Long.BYTES, in).getLong();
      case FLOAT -> exactly(Float.BYTES, in).getFloat();
      case DOUBLE -> exactly(Double.BYTES, in).getDouble();
      case BYTES -> bytes(in);
      case TEXT_UTF_8 -> new String(bytes(in), UTF_8);
      case TEXT_UTF_16 -> decodeChars(in);
      default -> throw new CorruptEntryException("value is damaged: unknown tag " + tag);
    };
  }

  private static boolean holdsNumber(Class<?> type) {
    return type == Integer.class
        || type == Long.class
        || type == Double.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class;
  }

  private static ByteBuffer encodeText(String text, int maximumBytes) throws IOException {
    checkSize(
        text.length() + 1L, maximumBytes); // before a copy is made: a char takes a byte or more
    byte[] bytes = text.getBytes(UTF_8);
    if (!new String(bytes, UTF_8).equals(text)) {
      ByteBuffer target = allocate(TEXT_UTF_16, 2L * text.length(), maximumBytes);
      target.asCharBuffer().put(text);
      return target.rewind();
    }
    return allocate(TEXT_UTF_8, bytes.length, maximumBytes).put(bytes).flip();
  }

  private static ByteBuffer encodeScalar(@Nullable Object value) {
    ByteBuffer target = ByteBuffer.allocate(1 + Long.BYTES);
    if (value == null) {
      target.put(NULL);
    } else if (value instanceof Integer number) {
      target.put(INT).putInt(number);
    } else if (value instanceof Long number) {
      target.put(LONG).putLong(number);
    } else if (value instanceof Boolean flag) {
      target.put(BOOLEAN).put((byte) (flag ? 1 : 0));
    } else if (value instanceof Double number) {
      target.put(DOUBLE).putLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Float number) {
      target.put(FLOAT).putInt(Float.floatToRawIntBits(number));
    } else if (value instanceof Character character) {
      target.put(CHAR).putChar(character);
    } else if (value instanceof Short number) {
      target.put(SHORT).putShort(number);
    } else {
      target.put(BYTE).put((Byte) value);
    }
    return target.flip();
  }

  private static @Nullable Object decodeNull(ByteBuffer in) throws CorruptEntryException {
    exactly(0, in);
    return null;
  }

  private static boolean decodeBoolean(ByteBuffer in) throws CorruptEntryException {
    byte flag = in.get();
    if (flag != 0 && flag != 1) {
      throw new CorruptEntryException("value is damaged: a boolean is " + flag);
    }
    return flag == 1;
  }

  private static String decodeChars(ByteBuffer in) throws CorruptEntryException {
    if (in.remaining() % 2 != 0) {
      throw new CorruptEntryException(
          "value is damaged: UTF-16 text of " + in.remaining() + " bytes");
    }
    return in.asCharBuffer().toString();
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private static ByteBuffer exactly(int length, ByteBuffer in) throws CorruptEntryException {
    if (in.remaining() != length) {
      throw new CorruptEntryException(
          "value is damaged: " + in.remaining() + " bytes after its tag instead of " + length);
    }
    return in;
  }

  private static ByteBuffer allocate(byte tag, long contentBytes, int maximumBytes)
      throws IOException {
    checkSize(contentBytes + 1, maximumBytes);
    return ByteBuffer.allocate((int) contentBytes + 1).put(tag);
  }

  private static void checkSize(long bytes, int maximumBytes) throws IOException {
    if (bytes > maximumBytes) {
      throw new IOException("value takes more than the maximum of " + maximumBytes + " bytes");
    }
  }
}
