package dev.locache.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What stands around a record in a segment. Big-endian:
 *
 * <pre>
 * offset  bytes  field
 * 0       4      magic, F5 'L' 'O' 'C'
 * 4       4      length of the message that follows the frame
 * 8       4      CRC32C of: the segment's id (16 bytes), bytes 0 to 7, the message up to the end
 *                of its head
 * 12             the message
 * </pre>
 */
final class Frame {
  static final int BYTES = 12;
  static final int MAGIC = 0xF54C4F43;

  /** Longest head, in bytes; the longest id of a method takes 64 KiB. */
  static final int MAXIMUM_HEAD = 128 << 10;

  /** Longest frame and message, in bytes, that is read or written: a value takes 64 MiB. */
  static final int MAXIMUM_BYTES = (64 << 20) + 2 * MAXIMUM_HEAD;

  private static final int TAG_OF_HEAD = 1 << 3 | 2;
  private static final int TAG_AND_LENGTH = 1 + 5;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes from a frame's begin within which its head must end. */
  static final int MAXIMUM_CHECKED = BYTES + TAG_AND_LENGTH + MAXIMUM_HEAD;

  private Frame() {}

  static int getInt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  /** Returns whether the magic stands at {@code start}, where {@value #BYTES} bytes must be. */
  static boolean startsAt(byte[] bytes, int start) {
    return getInt(bytes, start) == MAGIC;
  }

  /** Returns the length of the frame and its message, in bytes, which nothing vouches for yet. */
  static long length(byte[] bytes, int start) {
    return BYTES + Integer.toUnsignedLong(getInt(bytes, start + 4));
  }

  /** Completes the frame before a message whose head ends at {@code headEnd}. */
  static void seal(SegmentId segment, byte[] bytes, int start, int headEnd, int messageLength) {
    INT.set(bytes, start, MAGIC);
    INT.set(bytes, start + 4, messageLength);
    INT.set(bytes, start + 8, checksum(segment, bytes, start, headEnd));
  }

  /**
   * Checks frame and head.
   *
   * @param end end of the bytes that may be looked at
   * @return the end of the head; -1 if this is not a whole head of that segment
   */
  static int check(SegmentId segment, byte[] bytes, int start, int end) {
    if (end - start < BYTES || !startsAt(bytes, start)) {
      return -1;
    }
    int headEnd = headEnd(bytes, start, end);
    if (headEnd < 0 || checksum(segment, bytes, start, headEnd) != getInt(bytes, start + 8)) {
      return -1;
    }
    return headEnd;
  }

  private static int headEnd(byte[] bytes, int start, int end) {
    int message = start + BYTES;
    if (message >= end || bytes[message] != TAG_OF_HEAD) {
      return -1;
    }
    int position = message + 1;
    long head = 0;
    for (int shift = 0; position < end && shift < 28; shift += 7) {
      byte next = bytes[position++];
      head |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        boolean fits = head <= MAXIMUM_HEAD && position + head <= end;
        return fits && position + head <= start + length(bytes, start)
            ? (int) (position + head)
            : -1;
      }
    }
    return -1;
  }

  /** Returns a parser of the head that ends at {@code headEnd}. */
  static RecordInput head(byte[] bytes, int start, int headEnd) {
    int position = start + BYTES + 1;
    while (bytes[position++] < 0) {
      // The bytes of a varint but the last.
    }
    return new RecordInput(bytes, position, headEnd);
  }

  private static int checksum(SegmentId segment, byte[] bytes, int start, int headEnd) {
    CRC32C checksum = new CRC32C();
    checksum.update(segment.bytes(), 0, SegmentId.BYTES);
    checksum.update(bytes, start, 8);
    checksum.update(bytes, start + BYTES, headEnd - start - BYTES);
    return (int) checksum.getValue();
  }
}
