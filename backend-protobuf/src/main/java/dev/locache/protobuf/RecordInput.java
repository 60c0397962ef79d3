package dev.locache.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.protobuf.wire.WireReader;
import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a record, where fields that are not known may stand and are passed over. */
final class RecordInput extends WireReader {
  /** Reads the bytes from {@code start} to {@code end}. */
  RecordInput(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  @Override
  protected IOException fault(String what) {
    return new IOException("record is malformed: " + what);
  }

  /** Reads a content of text; its tag has been read. */
  String text() throws IOException {
    int start = content();
    return new String(array(), start, position() - start, UTF_8);
  }

  /** As {@link #text}, but returns {@code expected} itself, of ASCII, if that is the content. */
  String text(String expected) throws IOException {
    int start = content();
    int length = position() - start;
    boolean same = length == expected.length();
    for (int i = 0; same && i < length; i++) {
      same = array()[start + i] == expected.charAt(i);
    }
    return same ? expected : new String(array(), start, length, UTF_8);
  }

  /** Returns a content of bytes, which are not copied; its tag has been read. */
  ByteBuffer view() throws IOException {
    int start = content();
    return ByteBuffer.wrap(array(), start, position() - start);
  }

  /** Reads 16 bytes of a digest, big-endian as digests are. */
  Digest128 digest() throws IOException {
    long high = Long.reverseBytes(fixed64());
    return new Digest128(high, Long.reverseBytes(fixed64()));
  }

  /** Reads 16 bytes of a digest; returns whether they are those of {@code expected}. */
  boolean passes(Digest128 expected) throws IOException {
    return Long.reverseBytes(fixed64()) == expected.high()
        && Long.reverseBytes(fixed64()) == expected.low();
  }
}
