package dev.locache.protobuf;

import dev.locache.spi.Digest128;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parses the head of a record whose checksum was right. */
final class HeadParser {
  private static final int SEQUENCE = 1 << 3;
  private static final int SEGMENT = 2 << 3 | 2;
  private static final int METHOD = 3 << 3 | 2;
  static final int ENTRY = 4 << 3 | 2;
  private static final int REMOVAL = 5 << 3 | 2;
  private static final int CLEAR = 6 << 3 | 2;
  private static final int USES = 7 << 3 | 2;
  private static final int END = 8 << 3 | 2;

  // Fields of an entry.
  static final int KEY = 1 << 3 | 2;
  static final int CODEC = 2 << 3 | 2;
  static final int CREATED = 3 << 3;
  static final int LOAD_TIME = 4 << 3;
  static final int SEAL = 5 << 3 | 2;
  private static final int WRITTEN = 6 << 3;

  /** Sequences grow by one; a higher one would leave no room for later records. */
  private static final long MAXIMUM_SEQUENCE = 1L << 60;

  private static final Digest128 NO_DIGEST = new Digest128(0, 0);

  private HeadParser() {}

  /**
   * Returns what the head at that place says.
   *
   * @throws IOException if it is not of this format
   */
  static Head parse(byte[] bytes, int start, int headEnd) throws IOException {
    RecordInput in = Frame.head(bytes, start, headEnd);
    long sequence = 0;
    @Nullable Head head = null;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == SEQUENCE) {
        sequence = in.varint64();
      } else if (tag >= SEGMENT && tag <= END && (tag & 7) == 2) {
        head = content(in, tag, sequence);
      } else {
        in.skip(tag);
      }
    }
    if (sequence <= 0 || sequence > MAXIMUM_SEQUENCE) {
      throw new IOException("sequence (" + sequence + ") of a record is out of range");
    }
    return head == null ? new Head.Unknown(sequence) : head;
  }

  private static Head content(RecordInput in, int tag, long sequence) throws IOException {
    int outer = in.open();
    Head head =
        switch (tag) {
          case SEGMENT -> opening(in, sequence);
          case METHOD -> methodName(in, sequence);
          case ENTRY -> entry(in, sequence);
          case REMOVAL -> removal(in, sequence);
          case CLEAR -> clear(in, sequence);
          case USES -> uses(in, sequence);
          default -> new Head.End(sequence);
        };
    in.leave(outer);
    return head;
  }

  private static Head opening(RecordInput in, long sequence) throws IOException {
    int format = 0;
    boolean compacted = false;
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 -> format = in.varint32();
        case 2 << 3 -> compacted = in.varint64() != 0;
        default -> in.skip(tag);
      }
    }
    return new Head.Opening(sequence, format, compacted);
  }

  private static Head methodName(RecordInput in, long sequence) throws IOException {
    String id = "";
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == (1 << 3 | 2)) {
        id = in.text();
      } else {
        in.skip(tag);
      }
    }
    return new Head.MethodName(sequence, id);
  }

  private static Head entry(RecordInput in, long sequence) throws IOException {
    Digest128 method = NO_DIGEST;
    Digest128 code = NO_DIGEST;
    Digest128 arguments = NO_DIGEST;
    boolean hasKey = false;
    long createdMillis = 0;
    int writtenSeconds = 0;
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case KEY -> {
          enterKey(in);
          method = in.digest();
          code = in.digest();
          arguments = in.digest();
          hasKey = true;
        }
        case CREATED -> createdMillis = in.sint64();
        case WRITTEN -> writtenSeconds = in.varint32();
        default -> in.skip(tag);
      }
    }
    if (!hasKey) {
      throw noKey();
    }
    return new Head.EntryHead(
        sequence,
        method,
        code,
        arguments,
        writtenSeconds == 0 ? Seconds.ofMillis(createdMillis) : writtenSeconds);
  }

  private static Head removal(RecordInput in, long sequence) throws IOException {
    LongList hashes = new LongList();
    LongList seen = new LongList();
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | 2 -> hashes = fixed64s(in);
        case 2 << 3 | 2 -> seen = fixed64s(in);
        default -> in.skip(tag);
      }
    }
    if (seen.isEmpty()) {
      seen = LongList.zeros(hashes.size());
    }
    if (hashes.size() != seen.size()) {
      throw new IOException(
          "a removal has " + hashes.size() + " keys, " + seen.size() + " sequences");
    }
    return new Head.Removal(sequence, new Removed(hashes, seen));
  }

  private static Head clear(RecordInput in, long sequence) throws IOException {
    @Nullable Digest128 method = null;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == (1 << 3 | 2)) {
        requireLength(in, Digest128.BYTES, "method of a clear record");
        method = in.digest();
      } else {
        in.skip(tag);
      }
    }
    if (method == null) {
      throw new IOException("a clear record has no method");
    }
    return new Head.Clear(sequence, method);
  }

  /** Enters the three digests of a key; its tag has been read. */
  static void enterKey(RecordInput in) throws IOException {
    requireLength(in, 3 * Digest128.BYTES, "key of an entry");
  }

  static IOException noKey() {
    return new IOException("an entry has no key");
  }

  private static void requireLength(RecordInput in, int expected, String what) throws IOException {
    int length = in.varint32();
    if (length != expected) {
      throw new IOException(what + " has " + length + " bytes, not " + expected);
    }
  }

  private static Head uses(RecordInput in, long sequence) throws IOException {
    LongList hashes = new LongList();
    LongList times = new LongList();
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | 2 -> hashes = fixed64s(in);
        case 2 << 3 | 2 -> times = times(in);
        default -> in.skip(tag);
      }
    }
    if (hashes.size() != times.size()) {
      throw new IOException(
          "a note of uses has " + hashes.size() + " keys, " + times.size() + " times");
    }
    return new Head.Uses(sequence, hashes, times);
  }

  private static LongList fixed64s(RecordInput in) throws IOException {
    int outer = in.open();
    LongList numbers = new LongList();
    while (!in.atEnd()) {
      numbers.add(in.fixed64());
    }
    in.close(outer);
    return numbers;
  }

  private static LongList times(RecordInput in) throws IOException {
    int outer = in.open();
    LongList times = new LongList();
    while (!in.atEnd()) {
      times.add(in.fixed32());
    }
    in.close(outer);
    return times;
  }
}
