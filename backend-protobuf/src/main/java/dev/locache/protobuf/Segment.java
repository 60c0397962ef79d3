package dev.locache.protobuf;

import dev.locache.spi.CorruptEntryException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A segment as its readers see it. What is known of its content is guarded by the store's lock;
 * frames are read by any thread, without one.
 *
 * <p>Whole records never change and are never cut off, so the part of the file up to the last one
 * may be mapped, even while the file grows. What lies behind is read by position, as its owner may
 * still truncate it: touching a mapped page that is gone is an error of the virtual machine.
 */
final class Segment implements Closeable {
  private static final int FIRST_READ = 512;
  private static final int READS_WORTH_A_MAPPING = 32;

  private final FileOps files;
  private final SegmentId id;
  private final Path file;
  private final int number;
  private final Queue<RandomAccessFile> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private volatile @Nullable ByteBuffer mapped;
  private final AtomicBoolean mapping = new AtomicBoolean();
  private final AtomicInteger unmappedReads = new AtomicInteger();
  private volatile int readsBeforeMapping = READS_WORTH_A_MAPPING;

  /** End of the last whole record that was found. */
  private volatile long end;

  // Guarded by the store's lock.
  private long lengthSeen = -1;
  private long lowestSequence = Long.MAX_VALUE;
  private int records;
  private int live;
  private boolean finished;
  private boolean compacted;
  private boolean readable = true;

  Segment(FileOps files, SegmentId id, Path file, int number) {
    this.files = files;
    this.id = id;
    this.file = file;
    this.number = number;
  }

  SegmentId id() {
    return id;
  }

  Path file() {
    return file;
  }

  int number() {
    return number;
  }

  long end() {
    return end;
  }

  void end(long end) {
    this.end = end;
  }

  long lengthSeen() {
    return lengthSeen;
  }

  void lengthSeen(long length) {
    lengthSeen = length;
  }

  long lowestSequence() {
    return lowestSequence;
  }

  int records() {
    return records;
  }

  int live() {
    return live;
  }

  void addLive(int change) {
    live += change;
  }

  boolean finished() {
    return finished;
  }

  void finish() {
    finished = true;
  }

  boolean compacted() {
    return compacted;
  }

  /** Returns whether this is a segment of the format that is read here. */
  boolean readable() {
    return readable;
  }

  /** Notes the opening record. */
  void opened(Head.Opening opening) {
    compacted = opening.compacted();
    readable = opening.format() == 1;
  }

  /** Notes a record of any kind. */
  void added(long sequence) {
    records++;
    lowestSequence = Math.min(lowestSequence, sequence);
  }

  /** Takes over what an index file says. */
  void restore(long end, long lowestSequence, int records, int flags) {
    this.end = end;
    this.lowestSequence = lowestSequence;
    this.records = records;
    this.finished = (flags & 1) != 0;
    this.compacted = (flags & 2) != 0;
  }

  int flags() {
    return (finished ? 1 : 0) | (compacted ? 2 : 0);
  }

  /** Returns about how many bytes hold dead records. */
  long garbage() {
    return records == 0 ? 0 : (long) (end * (1 - (double) live / records));
  }

  /** Returns the length of the file now, in bytes. */
  long length() throws IOException {
    RandomAccessFile reader = take();
    try {
      return files.length(reader);
    } finally {
      giveBack(reader);
    }
  }

  /** Passes the records between {@link #end} and {@code length} and moves the end behind them. */
  void scan(long length, SegmentScan.Visitor visitor) throws IOException {
    RandomAccessFile reader = take();
    try {
      end = new SegmentScan(files, reader, id, length).run(end, visitor);
    } finally {
      giveBack(reader);
    }
  }

  /** Passes all records, once more, up to {@link #end}. */
  void rescan(SegmentScan.Visitor visitor) throws IOException {
    RandomAccessFile reader = take();
    try {
      new SegmentScan(files, reader, id, end).run(0, visitor);
    } finally {
      giveBack(reader);
    }
  }

  /**
   * Returns a frame and its message, unchecked but for the magic.
   *
   * @throws CorruptEntryException if there is none at {@code offset}
   * @throws IOException if it cannot be read now
   */
  byte[] frame(long offset) throws IOException {
    ByteBuffer map = mapped;
    if (map != null && offset + Frame.BYTES <= map.limit()) {
      return mappedFrame(map, (int) offset);
    }
    return readFrame(offset);
  }

  private byte[] mappedFrame(ByteBuffer map, int offset) throws IOException {
    try {
      if (map.getInt(offset) != Frame.MAGIC) {
        throw noFrame(offset);
      }
      long length = Frame.BYTES + Integer.toUnsignedLong(map.getInt(offset + 4));
      if (length > map.limit() - offset) {
        return readFrame(offset);
      }
      byte[] frame = new byte[(int) length];
      map.get(offset, frame);
      return frame;
    } catch (InternalError truncatedByAnother) {
      mapped = null;
      throw new IOException(
          "segment " + file + " was cut off while it was read", truncatedByAnother);
    }
  }

  private byte[] readFrame(long offset) throws IOException {
    RandomAccessFile reader = take();
    try {
      byte[] frame = new byte[FIRST_READ];
      int read = files.read(reader, offset, frame, 0, FIRST_READ);
      if (read < Frame.BYTES || !Frame.startsAt(frame, 0)) {
        throw noFrame(offset);
      }
      long length = Frame.length(frame, 0);
      if (length > read) {
        if (length > files.length(reader) - offset || length > Integer.MAX_VALUE - 16) {
          throw noFrame(offset);
        }
        frame = Arrays.copyOf(frame, (int) length);
        read += files.read(reader, offset + read, frame, read, (int) length - read);
      }
      if (read < length) {
        throw noFrame(offset);
      }
      mapIfWorthIt();
      return frame.length == length ? frame : Arrays.copyOf(frame, (int) length);
    } finally {
      giveBack(reader);
    }
  }

  /**
   * Maps the whole records once some were read without: at once when a quarter more has come, else
   * half as often each time, so that a segment has a few dozen mappings in its life.
   */
  private void mapIfWorthIt() {
    ByteBuffer map = mapped;
    long bytes = end;
    long known = map == null ? 0 : map.limit();
    int reads = unmappedReads.incrementAndGet();
    boolean grown = bytes > known + known / 4 + (16 << 10) || map == null;
    int needed = grown ? READS_WORTH_A_MAPPING : readsBeforeMapping;
    if (reads < needed || bytes <= known || bytes > Integer.MAX_VALUE) {
      return;
    }
    if (mapping.compareAndSet(false, true)) {
      try {
        if (!grown) {
          readsBeforeMapping = Math.min(1 << 30, readsBeforeMapping * 2);
        }
        mapped = files.map(file, bytes);
        unmappedReads.set(0);
      } catch (IOException stillReadableWithout) {
        unmappedReads.set(-(1 << 20));
      } finally {
        mapping.set(false);
      }
    }
  }

  private CorruptEntryException noFrame(long offset) {
    return new CorruptEntryException("no whole record at " + offset + " in segment " + file);
  }

  private RandomAccessFile take() throws IOException {
    if (closed) {
      throw new IOException("segment " + file + " is closed");
    }
    RandomAccessFile reader = idle.poll();
    return reader == null ? files.open(file, false) : reader;
  }

  private void giveBack(RandomAccessFile reader) throws IOException {
    idle.add(reader);
    if (closed) {
      closeIdle();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeIdle();
  }

  private void closeIdle() throws IOException {
    for (RandomAccessFile reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.close();
    }
  }
}
