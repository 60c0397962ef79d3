package dev.locache.protobuf;

import com.google.protobuf.CodedOutputStream;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Encodes records, frames included, into one array, so that each is written by one call. Fields go
 * out in the order of their numbers, and those that hold their default are left out. Not
 * thread-safe.
 */
final class RecordWriter {
  private static final int KEPT_BYTES = 1 << 16;

  private final byte[] kept = new byte[KEPT_BYTES];
  private final byte[] key = new byte[3 * Digest128.BYTES];
  private byte[] bytes = kept;
  private int end;

  /** Starts anew. */
  void reset() {
    bytes = kept;
    end = 0;
  }

  /** Returns the records; valid up to {@link #length}, until the next call. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return end;
  }

  void opening(SegmentId segment, long sequence, boolean compacted) throws IOException {
    int content = 2 + (compacted ? 2 : 0);
    CodedOutputStream out = begin(sequence, 2, content, 0);
    out.writeUInt32(1, 1);
    if (compacted) {
      out.writeBool(2, true);
    }
    finish(segment, out, 0);
  }

  void methodName(SegmentId segment, long sequence, String id) throws IOException {
    CodedOutputStream out = begin(sequence, 3, CodedOutputStream.computeStringSize(1, id), 0);
    out.writeString(1, id);
    finish(segment, out, 0);
  }

  void entry(SegmentId segment, long sequence, Digest128 method, Entry entry, int writtenSeconds)
      throws IOException {
    ByteBuffer seal = entry.seal();
    ByteBuffer value = entry.value();
    boolean writtenWhenCreated = writtenSeconds == Seconds.ofMillis(entry.createdMillis());
    int content = 2 + key.length + sizeOf(entry, seal.remaining());
    if (!writtenWhenCreated) {
      content += CodedOutputStream.computeUInt32Size(6, writtenSeconds);
    }
    int valueLength = value.remaining();
    int valueSize =
        valueLength == 0
            ? 0
            : Math.addExact(1 + CodedOutputStream.computeUInt32SizeNoTag(valueLength), valueLength);

    CodedOutputStream out = begin(sequence, 4, content, valueSize);
    writeKey(out, method, entry);
    writeRest(out, entry, seal);
    if (!writtenWhenCreated) {
      out.writeUInt32(6, writtenSeconds);
    }
    int headEnd = headEnd(out);
    if (valueLength > 0) {
      out.writeTag(2, 2);
      out.writeUInt32NoTag(valueLength);
      out.flush();
      int start = messageStart + out.getTotalBytesWritten();
      value.get(bytes, start, valueLength);
    }
    finish(segment, headEnd, headEnd - messageStart + valueSize);
  }

  /** Encodes a removal; {@code seen} are the removed entries' sequences, as many as hashes. */
  void removal(SegmentId segment, long sequence, long[] hashes, long[] seen) throws IOException {
    int content = sizeOfPacked(hashes.length, Long.BYTES) + sizeOfPacked(seen.length, Long.BYTES);
    CodedOutputStream out = begin(sequence, 5, content, 0);
    writeFixed64s(out, 1, hashes);
    writeFixed64s(out, 2, seen);
    finish(segment, out, 0);
  }

  void clear(SegmentId segment, long sequence, Digest128 method) throws IOException {
    CodedOutputStream out = begin(sequence, 6, 2 + Digest128.BYTES, 0);
    byte[] digest = new byte[Digest128.BYTES];
    method.writeTo(ByteBuffer.wrap(digest));
    out.writeByteArray(1, digest);
    finish(segment, out, 0);
  }

  void uses(SegmentId segment, long sequence, long[] hashes, int[] times) throws IOException {
    int content =
        sizeOfPacked(hashes.length, Long.BYTES) + sizeOfPacked(times.length, Integer.BYTES);
    CodedOutputStream out = begin(sequence, 7, content, 0);
    writeFixed64s(out, 1, hashes);
    if (times.length > 0) {
      out.writeTag(2, 2);
      out.writeUInt32NoTag(times.length * Integer.BYTES);
      for (int time : times) {
        out.writeFixed32NoTag(time);
      }
    }
    finish(segment, out, 0);
  }

  void end(SegmentId segment, long sequence) throws IOException {
    finish(segment, begin(sequence, 8, 0, 0), 0);
  }

  /** Takes over a frame of another segment, which is sealed anew for this one. */
  void copy(SegmentId segment, byte[] source, int headEnd, int length) {
    ensure(length);
    System.arraycopy(source, 0, bytes, end, length);
    Frame.seal(segment, bytes, end, end + headEnd, length - Frame.BYTES);
    end += length;
  }

  private int messageStart;

  private CodedOutputStream begin(long sequence, int kind, int content, int valueSize)
      throws IOException {
    int head =
        CodedOutputStream.computeUInt64Size(1, sequence)
            + 1
            + CodedOutputStream.computeUInt32SizeNoTag(content)
            + content;
    if (head > Frame.MAXIMUM_HEAD) {
      throw new IOException("record has a head of " + head + " bytes, over " + Frame.MAXIMUM_HEAD);
    }
    int headSize = 1 + CodedOutputStream.computeUInt32SizeNoTag(head) + head;
    ensure(room(headSize, valueSize));
    messageStart = end + Frame.BYTES;
    CodedOutputStream out =
        CodedOutputStream.newInstance(bytes, messageStart, bytes.length - messageStart);
    out.writeTag(1, 2);
    out.writeUInt32NoTag(head);
    out.writeUInt64(1, sequence);
    out.writeTag(kind, 2);
    out.writeUInt32NoTag(content);
    return out;
  }

  private static int room(int headSize, int valueSize) throws IOException {
    long room = (long) Frame.BYTES + headSize + valueSize;
    if (room > Frame.MAXIMUM_BYTES) {
      throw new IOException("record of " + room + " bytes is larger than " + Frame.MAXIMUM_BYTES);
    }
    return (int) room;
  }

  private int headEnd(CodedOutputStream out) throws IOException {
    out.flush();
    return messageStart + out.getTotalBytesWritten();
  }

  private void finish(SegmentId segment, CodedOutputStream out, int valueSize) throws IOException {
    int headEnd = headEnd(out);
    finish(segment, headEnd, headEnd - messageStart + valueSize);
  }

  private void finish(SegmentId segment, int headEnd, int messageLength) {
    Frame.seal(segment, bytes, end, headEnd, messageLength);
    end = messageStart + messageLength;
  }

  private void ensure(int more) {
    int needed = Math.addExact(end, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, needed);
    }
  }

  private static int sizeOf(Entry entry, int sealLength) {
    int size = 0;
    if (!entry.codec().isEmpty()) {
      size += CodedOutputStream.computeStringSize(2, entry.codec());
    }
    if (entry.createdMillis() != 0) {
      size += CodedOutputStream.computeSInt64Size(3, entry.createdMillis());
    }
    if (entry.loadTimeNanos() != 0) {
      size += CodedOutputStream.computeSInt64Size(4, entry.loadTimeNanos());
    }
    if (sealLength > 0) {
      size += 1 + CodedOutputStream.computeUInt32SizeNoTag(sealLength) + sealLength;
    }
    return size;
  }

  private void writeKey(CodedOutputStream out, Digest128 method, Entry entry) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(key);
    method.writeTo(target);
    entry.key().code().writeTo(target);
    entry.key().arguments().writeTo(target);
    out.writeByteArray(1, key);
  }

  private static void writeRest(CodedOutputStream out, Entry entry, ByteBuffer seal)
      throws IOException {
    if (!entry.codec().isEmpty()) {
      out.writeString(2, entry.codec());
    }
    if (entry.createdMillis() != 0) {
      out.writeSInt64(3, entry.createdMillis());
    }
    if (entry.loadTimeNanos() != 0) {
      out.writeSInt64(4, entry.loadTimeNanos());
    }
    if (seal.hasRemaining()) {
      out.writeByteBuffer(5, seal);
    }
  }

  private static int sizeOfPacked(int count, int each) {
    int length = count * each;
    return count == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
  }

  private static void writeFixed64s(CodedOutputStream out, int field, long[] numbers)
      throws IOException {
    if (numbers.length > 0) {
      out.writeTag(field, 2);
      out.writeUInt32NoTag(numbers.length * Long.BYTES);
      for (long number : numbers) {
        out.writeFixed64NoTag(number);
      }
    }
  }
}
