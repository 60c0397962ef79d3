package dev.locache.protobuf;

import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a record into its head, or into an entry. */
final class EntryReader {
  private static final int TAG_OF_VALUE = 2 << 3 | 2;
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  private EntryReader() {}

  /**
   * Returns the head of a record, after checking it.
   *
   * @throws CorruptEntryException if the frame holds no whole head
   */
  static Head head(SegmentId segment, byte[] frame) throws CorruptEntryException {
    int headEnd = headEnd(segment, frame);
    try {
      return HeadParser.parse(frame, 0, headEnd);
    } catch (IOException ofAnotherFormat) {
      throw ofAnotherFormat(segment, ofAnotherFormat);
    }
  }

  /**
   * Returns the entry in a frame; null if it is one of another key. Reads the fields themselves, as
   * a {@link Head} and its digests would be made in vain on each hit.
   *
   * @throws CorruptEntryException if the frame holds no whole entry
   */
  static @Nullable Entry entry(SegmentId segment, byte[] frame, CacheKey key, Method method)
      throws CorruptEntryException {
    int headEnd = headEnd(segment, frame);
    try {
      RecordInput in = Frame.head(frame, 0, headEnd);
      while (!in.atEnd()) {
        int tag = in.tag();
        if (tag == HeadParser.ENTRY) {
          in.open();
          return entry(in, key, method, value(frame, headEnd));
        }
        in.skip(tag);
      }
    } catch (IOException ofAnotherFormat) {
      throw ofAnotherFormat(segment, ofAnotherFormat);
    }
    throw new CorruptEntryException("record in segment " + segment + " is not an entry");
  }

  private static @Nullable Entry entry(
      RecordInput in, CacheKey key, Method method, ByteBuffer value) throws IOException {
    boolean hasKey = false;
    String codec = "";
    long createdMillis = 0;
    long loadTimeNanos = 0;
    ByteBuffer seal = NO_BYTES;
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case HeadParser.KEY -> {
          if (!isKey(in, key, method)) {
            return null;
          }
          hasKey = true;
        }
        case HeadParser.CODEC -> codec = in.text(method.lastCodec());
        case HeadParser.CREATED -> createdMillis = in.sint64();
        case HeadParser.LOAD_TIME -> loadTimeNanos = in.sint64();
        case HeadParser.SEAL -> seal = in.view();
        default -> in.skip(tag);
      }
    }
    if (!hasKey) {
      throw HeadParser.noKey();
    }
    method.lastCodec(codec);
    return new Entry(key, codec, createdMillis, loadTimeNanos, value, seal);
  }

  private static boolean isKey(RecordInput in, CacheKey key, Method method) throws IOException {
    HeadParser.enterKey(in);
    return in.passes(method.digest()) && in.passes(key.code()) && in.passes(key.arguments());
  }

  /** Finds the value behind the head; with several, the last one counts, as everywhere. */
  private static ByteBuffer value(byte[] frame, int headEnd) throws IOException {
    RecordInput in = new RecordInput(frame, headEnd, frame.length);
    ByteBuffer value = NO_BYTES;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == TAG_OF_VALUE) {
        value = in.view();
      } else {
        in.skip(tag);
      }
    }
    return value;
  }

  private static int headEnd(SegmentId segment, byte[] frame) throws CorruptEntryException {
    int headEnd = Frame.check(segment, frame, 0, frame.length);
    if (headEnd < 0) {
      throw new CorruptEntryException("record in segment " + segment + " is damaged");
    }
    return headEnd;
  }

  private static CorruptEntryException ofAnotherFormat(SegmentId segment, IOException why) {
    return new CorruptEntryException("record in segment " + segment + " is of another format", why);
  }
}
