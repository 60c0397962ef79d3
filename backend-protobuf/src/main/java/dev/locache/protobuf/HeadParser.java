package dev.locache.protobuf;

import com.google.protobuf.CodedInputStream;
import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses the head of a record whose checksum was right. */
final class HeadParser {
  private static final int SEQUENCE = 1 << 3;
  private static final int SEGMENT = 2 << 3 | 2;
  private static final int METHOD = 3 << 3 | 2;
  private static final int ENTRY = 4 << 3 | 2;
  private static final int REMOVAL = 5 << 3 | 2;
  private static final int CLEAR = 6 << 3 | 2;
  private static final int USES = 7 << 3 | 2;
  private static final int END = 8 << 3 | 2;

  /** Sequences grow by one; a higher one would leave no room for later records. */
  private static final long MAXIMUM_SEQUENCE = 1L << 60;

  private HeadParser() {}

  /**
   * Returns what the head at that place says.
   *
   * @throws IOException if it is not of this format
   */
  static Head parse(byte[] bytes, int start, int headEnd) throws IOException {
    CodedInputStream in = Frame.head(bytes, start, headEnd);
    long sequence = 0;
    @Nullable Head head = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SEQUENCE) {
        sequence = in.readUInt64();
      } else if (tag >= SEGMENT && tag <= END && (tag & 7) == 2) {
        head = content(in, tag, sequence);
      } else {
        in.skipField(tag);
      }
    }
    if (sequence <= 0 || sequence > MAXIMUM_SEQUENCE) {
      throw new IOException("sequence (" + sequence + ") of a record is out of range");
    }
    return head == null ? new Head.Unknown(sequence) : head;
  }

  private static Head content(CodedInputStream in, int tag, long sequence) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
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
    in.skipRawBytes(in.getBytesUntilLimit());
    in.popLimit(limit);
    return head;
  }

  private static Head opening(CodedInputStream in, long sequence) throws IOException {
    int format = 0;
    boolean compacted = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 -> format = in.readUInt32();
        case 2 << 3 -> compacted = in.readBool();
        default -> in.skipField(tag);
      }
    }
    return new Head.Opening(sequence, format, compacted);
  }

  private static Head methodName(CodedInputStream in, long sequence) throws IOException {
    String id = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | 2)) {
        id = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    return new Head.MethodName(sequence, id);
  }

  private static Head entry(CodedInputStream in, long sequence) throws IOException {
    byte[] key = {};
    String codec = "";
    long createdMillis = 0;
    long loadTimeNanos = 0;
    byte[] seal = {};
    int writtenSeconds = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | 2 -> key = in.readByteArray();
        case 2 << 3 | 2 -> codec = in.readString();
        case 3 << 3 -> createdMillis = in.readSInt64();
        case 4 << 3 -> loadTimeNanos = in.readSInt64();
        case 5 << 3 | 2 -> seal = in.readByteArray();
        case 6 << 3 -> writtenSeconds = in.readUInt32();
        default -> in.skipField(tag);
      }
    }
    if (key.length != 3 * Digest128.BYTES) {
      throw new IOException("key of an entry has " + key.length + " bytes, not 48");
    }
    ByteBuffer digests = ByteBuffer.wrap(key);
    return new Head.EntryHead(
        sequence,
        Digest128.readFrom(digests),
        Digest128.readFrom(digests),
        Digest128.readFrom(digests),
        codec,
        createdMillis,
        loadTimeNanos,
        ByteBuffer.wrap(seal),
        writtenSeconds == 0 ? Seconds.ofMillis(createdMillis) : writtenSeconds);
  }

  private static Head removal(CodedInputStream in, long sequence) throws IOException {
    LongList hashes = new LongList();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | 2)) {
        hashes = hashes(in);
      } else {
        in.skipField(tag);
      }
    }
    return new Head.Removal(sequence, hashes);
  }

  private static Head clear(CodedInputStream in, long sequence) throws IOException {
    byte[] method = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | 2)) {
        method = in.readByteArray();
      } else {
        in.skipField(tag);
      }
    }
    if (method.length != Digest128.BYTES) {
      throw new IOException("method of a clear record has " + method.length + " bytes, not 16");
    }
    return new Head.Clear(sequence, Digest128.of(method));
  }

  private static Head uses(CodedInputStream in, long sequence) throws IOException {
    LongList hashes = new LongList();
    LongList times = new LongList();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | 2 -> hashes = hashes(in);
        case 2 << 3 | 2 -> times = times(in);
        default -> in.skipField(tag);
      }
    }
    if (hashes.size() != times.size()) {
      throw new IOException("a note of uses has " + hashes.size() + " keys, " + times.size());
    }
    return new Head.Uses(sequence, hashes, times);
  }

  private static LongList hashes(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    LongList hashes = new LongList();
    while (!in.isAtEnd()) {
      hashes.add(in.readFixed64());
    }
    in.popLimit(limit);
    return hashes;
  }

  private static LongList times(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    LongList times = new LongList();
    while (!in.isAtEnd()) {
      times.add(in.readFixed32());
    }
    in.popLimit(limit);
    return times;
  }
}
