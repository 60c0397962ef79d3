package dev.locache.protobuf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The rows of an index file: for each entry its hash, its location, its time of use and its method,
 * and the checksum of all behind them. They pass through a small buffer, as memory touched for the
 * first time costs more than everything else that is done with a row.
 */
final class IndexRows {
  static final int ROW_BYTES = 24;
  static final int CHECKSUM_BYTES = 4;

  private static final int BUFFER_BYTES = 2_730 * ROW_BYTES;

  private final FileOps files;
  private final RandomAccessFile file;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
  private final CRC32C checksum = new CRC32C();
  private long position;

  IndexRows(FileOps files, RandomAccessFile file, long position) {
    this.files = files;
    this.file = file;
    this.position = position;
  }

  /**
   * Brings as many rows into an index as the head announces.
   *
   * @return whether they were what their checksum says; if not, the index is worth nothing
   * @throws IndexOutOfBoundsException if a row has a segment or method that the head has not
   */
  boolean readInto(IndexHead.Content head) throws IOException {
    long[] rows = new long[BUFFER_BYTES / Long.BYTES];
    for (int left = head.entries(); left > 0; ) {
      int count = Math.min(left, BUFFER_BYTES / ROW_BYTES);
      read(count * ROW_BYTES);
      checksum.update(bytes, 0, count * ROW_BYTES);
      buffer.asLongBuffer().get(rows, 0, count * 3);
      head.index().load(rows, count, head.methods());
      left -= count;
    }
    read(CHECKSUM_BYTES);
    return buffer.getInt(0) == (int) checksum.getValue();
  }

  private void read(int length) throws IOException {
    if (files.read(file, position, bytes, 0, length) < length) {
      throw new IOException("index file was cut off while it was read");
    }
    position += length;
  }

  void write(Index index) throws IOException {
    Table table = index.table();
    int[] renumbered = renumbered(index);
    for (int slot = 0; slot < table.capacity(); slot++) {
      if (table.hash(slot) != 0) {
        long location = table.location(slot);
        buffer.putLong(table.hash(slot));
        buffer.putLong(
            Index.location(renumbered[Index.segmentNumber(location)], Index.offset(location)));
        buffer.putInt(table.used(slot)).putInt(table.method(slot));
      }
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
    flush();
    buffer.putInt((int) checksum.getValue());
    flush();
  }

  /** Returns the numbers that the segments have in the file, by those that they have here. */
  private static int[] renumbered(Index index) {
    int[] renumbered = new int[index.nextNumber()];
    int next = 0;
    for (Segment segment : index.segments()) {
      renumbered[segment.number()] = next++;
    }
    return renumbered;
  }

  private void flush() throws IOException {
    int length = buffer.position();
    checksum.update(bytes, 0, length);
    for (int done = 0; done < length; ) {
      done += files.write(file, position + done, bytes, done, length - done);
    }
    position += length;
    buffer.clear();
  }
}
