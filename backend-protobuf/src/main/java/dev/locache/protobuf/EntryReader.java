package dev.locache.protobuf;

import dev.locache.protobuf.Head.EntryHead;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a record into an entry. */
final class EntryReader {
  private static final int TAG_OF_VALUE = 2 << 3 | 2;
  private static final ByteBuffer NO_VALUE = ByteBuffer.allocate(0);

  private EntryReader() {}

  /** Returns the head of a record, after checking it. */
  static Head head(SegmentId segment, byte[] frame) throws CorruptEntryException {
    int headEnd = Frame.check(segment, frame, 0, frame.length);
    if (headEnd < 0) {
      throw new CorruptEntryException("record in segment " + segment + " is damaged");
    }
    return parse(segment, frame, headEnd);
  }

  /**
   * Returns the entry in a frame; null if it is one of another key.
   *
   * @throws CorruptEntryException if the frame holds no whole entry
   */
  static @Nullable Entry entry(SegmentId segment, byte[] frame, CacheKey key, Method method)
      throws CorruptEntryException {
    int headEnd = Frame.check(segment, frame, 0, frame.length);
    if (headEnd < 0) {
      throw new CorruptEntryException("record in segment " + segment + " is damaged");
    }
    if (!(parse(segment, frame, headEnd) instanceof EntryHead head)) {
      throw new CorruptEntryException("record in segment " + segment + " is not an entry");
    }
    boolean asked =
        head.arguments().equals(key.arguments())
            && head.code().equals(key.code())
            && head.method().equals(method.digest());
    if (!asked) {
      return null;
    }
    return new Entry(
        key,
        head.codec(),
        head.createdMillis(),
        head.loadTimeNanos(),
        value(segment, frame, headEnd),
        head.seal());
  }

  private static Head parse(SegmentId segment, byte[] frame, int headEnd)
      throws CorruptEntryException {
    try {
      return HeadParser.parse(frame, 0, headEnd);
    } catch (IOException ofAnotherFormat) {
      throw new CorruptEntryException(
          "record in segment " + segment + " is of another format", ofAnotherFormat);
    }
  }

  /** Finds the value behind the head; with several, the last one counts, as everywhere. */
  private static ByteBuffer value(SegmentId segment, byte[] frame, int headEnd)
      throws CorruptEntryException {
    try {
      RecordInput in = new RecordInput(frame, headEnd, frame.length);
      ByteBuffer value = NO_VALUE;
      while (!in.atEnd()) {
        int tag = in.tag();
        if (tag == TAG_OF_VALUE) {
          value = in.view();
        } else {
          in.skip(tag);
        }
      }
      return value;
    } catch (IOException damaged) {
      throw new CorruptEntryException("value in segment " + segment + " is damaged", damaged);
    }
  }
}
