package dev.locache.protobuf;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Walks over the frames of a segment. Only frames whose checksum is right are followed; after
 * damage it goes on at the next such frame, so what is damaged is lost and nothing behind it. Never
 * changes the file: a tail that makes no sense may be a record on its way.
 *
 * <p>Long values are passed over unread.
 */
final class SegmentScan {
  private static final int WINDOW = 1 << 20;
  private static final byte FIRST_OF_MAGIC = (byte) (Frame.MAGIC >>> 24);

  private final FileOps files;
  private final RandomAccessFile file;
  private final SegmentId id;
  private final long length;
  private byte[] window = {};
  private long windowStart;
  private int windowLength;

  /** Takes each record that was found. */
  interface Visitor {
    /**
     * Takes a record.
     *
     * @param offset where its frame begins
     * @param frameLength length of frame and message
     */
    void record(long offset, long frameLength, Head head) throws IOException;
  }

  SegmentScan(FileOps files, RandomAccessFile file, SegmentId id, long length) {
    this.files = files;
    this.file = file;
    this.id = id;
    this.length = length;
  }

  /**
   * Passes the records from {@code from} on.
   *
   * @return the end of the last one, or {@code from}
   */
  long run(long from, Visitor visitor) throws IOException {
    long position = from;
    long end = from;
    while (position >= 0 && position < length) {
      int start = fill(position);
      int headEnd = Frame.check(id, window, start, windowLength);
      if (headEnd < 0) {
        position = nextFrame(position + 1);
        continue;
      }
      long frameLength = Frame.length(window, start);
      if (position + frameLength > length) {
        break; // on its way, or torn
      }
      visitor.record(position, frameLength, parse(start, headEnd));
      position += frameLength;
      end = position;
    }
    return end;
  }

  private Head parse(int start, int headEnd) {
    try {
      return HeadParser.parse(window, start, headEnd);
    } catch (IOException ofAnotherFormat) {
      return new Head.Unknown(0);
    }
  }

  private long nextFrame(long from) throws IOException {
    for (long position = from; position + Frame.BYTES < length; position++) {
      int start = fill(position);
      if (window[start] == FIRST_OF_MAGIC && Frame.check(id, window, start, windowLength) >= 0) {
        return position;
      }
    }
    return -1;
  }

  /** Reads what is needed to check a frame at {@code position}; returns its place in the window. */
  private int fill(long position) throws IOException {
    long needed = Math.min(Frame.MAXIMUM_CHECKED, length - position);
    if (position < windowStart || position + needed > windowStart + windowLength) {
      int room = (int) Math.min(WINDOW, length - position);
      if (window.length < room) {
        window = new byte[room];
      }
      windowStart = position;
      windowLength = files.read(file, position, window, 0, room);
      if (windowLength < room) {
        throw new IOException("segment " + id + " ends before " + (position + room));
      }
    }
    return (int) (position - windowStart);
  }
}
