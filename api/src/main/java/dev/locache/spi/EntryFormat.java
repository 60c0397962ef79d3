package dev.locache.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The canonical bytes of an {@link Entry}: what a seal covers, and a form ready to be stored by a
 * backend that has no better one. Version 1, big-endian:
 *
 * <pre>
 * offset      bytes  field
 * 0           4      magic, "LOCA"
 * 4           1      format version, 1
 * 5           1      length of the seal, s: 4 or 32
 * 6           1      length of the codec's id, c
 * 7           2      length of the method's id, m
 * 9           4      length of the value, v
 * 13          8      time of creation, milliseconds since the epoch
 * 21          8      load time, nanoseconds
 * 29          16     digest of the code
 * 45          16     digest of the arguments
 * 61          c      the codec's id, UTF-8
 * 61+c        m      the method's id, UTF-8: com.example.RateService#quote(java.lang.String,int)
 * 61+c+m      v      the encoded value
 * 61+c+m+v    s      the seal over all of the above
 * </pre>
 */
public final class EntryFormat {
  /** The version written, and the only one read. */
  public static final int VERSION = 1;

  private static final int MAGIC = 'L' << 24 | 'O' << 16 | 'C' << 8 | 'A';
  private static final int FIXED_BYTES = 61;

  /** What a decoder puts in place of bytes that are not UTF-8. An id that holds it is not read. */
  private static final char MALFORMED = '\uFFFD';

  private EntryFormat() {}

  /**
   * Returns the bytes of everything before the value. The seal covers these bytes and then the
   * value's.
   *
   * @throws IllegalArgumentException if the id of the codec (255 bytes), of the method (65,535
   *     bytes) or the seal (255 bytes) is too long
   */
  public static ByteBuffer header(Entry entry) {
    return write(entry, 0).flip();
  }

  /**
   * Returns all bytes of {@code entry}.
   *
   * @throws IllegalArgumentException if the id of the codec (255 bytes), of the method (65,535
   *     bytes) or the seal (255 bytes) is too long
   */
  public static ByteBuffer encode(Entry entry) {
    ByteBuffer value = entry.value();
    ByteBuffer seal = entry.seal();
    return write(entry, Math.addExact(value.remaining(), seal.remaining()))
        .put(value)
        .put(seal)
        .flip();
  }

  /**
   * Returns the entry whose bytes are all of what remains in {@code bytes}. The entry's buffers are
   * views of {@code bytes}, and read-only if that is. Its seal is not checked here.
   *
   * @throws CorruptEntryException if the bytes are not an entry of this version, whole and with
   *     nothing behind it
   */
  public static Entry decode(ByteBuffer bytes) throws CorruptEntryException {
    ByteBuffer in = bytes.slice();
    if (in.remaining() < FIXED_BYTES) {
      throw new CorruptEntryException("entry of " + in.remaining() + " bytes is cut short");
    }
    if (in.getInt() != MAGIC) {
      throw new CorruptEntryException("not an entry: it does not start with LOCA");
    }
    int version = in.get();
    if (version != VERSION) {
      throw new CorruptEntryException(
          "entry has format version " + version + "; this Locache reads " + VERSION);
    }
    int sealBytes = Byte.toUnsignedInt(in.get());
    int codecBytes = Byte.toUnsignedInt(in.get());
    int methodBytes = Short.toUnsignedInt(in.getShort());
    int valueBytes = in.getInt();
    long announced = (long) FIXED_BYTES + codecBytes + methodBytes + valueBytes + sealBytes;
    if (valueBytes < 0 || announced != in.limit()) {
      throw new CorruptEntryException(
          "entry has " + in.limit() + " bytes; its header announces " + announced);
    }
    long createdMillis = in.getLong();
    long loadTimeNanos = in.getLong();
    Digest128 code = Digest128.readFrom(in);
    Digest128 arguments = Digest128.readFrom(in);
    String codec = string(in, codecBytes);
    MethodId method = method(string(in, methodBytes));
    ByteBuffer value = in.slice(in.position(), valueBytes);
    ByteBuffer seal = in.slice(in.position() + valueBytes, sealBytes);
    return new Entry(
        new CacheKey(method, code, arguments), codec, createdMillis, loadTimeNanos, value, seal);
  }

  private static ByteBuffer write(Entry entry, int room) {
    byte[] codec = entry.codec().getBytes(UTF_8);
    byte[] method = entry.key().method().utf8();
    if (codec.length > 0xFF || method.length > 0xFFFF) {
      throw new IllegalArgumentException(
          "id of the codec or the method is too long: " + entry.codec() + ", " + entry.key());
    }
    int seal = entry.seal().remaining();
    if (seal > 0xFF) {
      throw new IllegalArgumentException("seal (" + seal + " bytes) is longer than 255");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Math.addExact(room, Math.addExact(FIXED_BYTES, codec.length + method.length)));
    bytes.putInt(MAGIC).put((byte) VERSION).put((byte) seal);
    bytes.put((byte) codec.length).putShort((short) method.length);
    bytes.putInt(entry.value().remaining());
    bytes.putLong(entry.createdMillis()).putLong(entry.loadTimeNanos());
    entry.key().code().writeTo(bytes);
    entry.key().arguments().writeTo(bytes);
    return bytes.put(codec).put(method);
  }

  private static MethodId method(String signature) throws CorruptEntryException {
    try {
      return MethodId.parse(signature);
    } catch (IllegalArgumentException notAMethod) {
      throw new CorruptEntryException("entry names no method", notAMethod);
    }
  }

  private static String string(ByteBuffer in, int length) throws CorruptEntryException {
    byte[] bytes = new byte[length];
    in.get(bytes);
    String text = new String(bytes, UTF_8);
    if (text.indexOf(MALFORMED) >= 0) {
      throw new CorruptEntryException("entry has an id that is not UTF-8");
    }
    return text;
  }
}
