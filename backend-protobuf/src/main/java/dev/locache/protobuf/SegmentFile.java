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
 * The file of a segment, read by any thread without a lock.
 *
 * <p>Whole records never change and are never cut off, so the part of the file up to the last one
 * may be mapped, even while the file grows. What lies behind is read by position, as its owner may
 * still truncate it: touching a mapped page that is gone is an error of the virtual machine.
 */
final class SegmentFile implements Closeable {
  private static final int FIRST_READ = 512;
  private static final int READS_WORTH_A_MAPPING = 32;

  private final FileOps files;
  private final SegmentId id;
  private final Path file;
  private final Queue<RandomAccessFile> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private volatile @Nullable ByteBuffer mapped;
  private final AtomicBoolean mapping = new AtomicBoolean();
  private final AtomicInteger unmappedReads = new AtomicInteger();
  private volatile int readsBeforeMapping = READS_WORTH_A_MAPPING;

  SegmentFile(FileOps files, SegmentId id, Path file) {
    this.files = files;
    this.id = id;
    this.file = file;
  }

  Path path() {
    return file;
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

  /**
   * Passes the records between two places.
   *
   * @return the end of the last one, or {@code from}
   */
  long scan(long from, long to, SegmentScan.Visitor visitor) throws IOException {
    RandomAccessFile reader = take();
    try {
      return new SegmentScan(files, reader, id, to).run(from, visitor);
    } finally {
      giveBack(reader);
    }
  }

  /**
   * Returns a frame and its message, unchecked but for the magic.
   *
   * @param end end of the whole records, up to which the file may be mapped
   * @throws CorruptEntryException if there is none at {@code offset}
   * @throws IOException if it cannot be read now
   */
  byte[] frame(long offset, long end) throws IOException {
    ByteBuffer map = mapped;
    if (map != null && offset + Frame.BYTES <= map.limit()) {
      return mappedFrame(map, (int) offset, end);
    }
    return readFrame(offset, end);
  }

  private byte[] mappedFrame(ByteBuffer map, int offset, long end) throws IOException {
    try {
      if (map.getInt(offset) != Frame.MAGIC) {
        throw noFrame(offset);
      }
      long length = Frame.BYTES + Integer.toUnsignedLong(map.getInt(offset + 4));
      if (length > map.limit() - offset || length > Frame.MAXIMUM_BYTES) {
        return readFrame(offset, end);
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

  private byte[] readFrame(long offset, long end) throws IOException {
    RandomAccessFile reader = take();
    try {
      byte[] frame = new byte[FIRST_READ];
      int read = files.read(reader, offset, frame, 0, FIRST_READ);
      if (read < Frame.BYTES || !Frame.startsAt(frame, 0)) {
        throw noFrame(offset);
      }
      long length = Frame.length(frame, 0);
      if (length > read) {
        if (length > files.length(reader) - offset || length > Frame.MAXIMUM_BYTES) {
          throw noFrame(offset);
        }
        frame = Arrays.copyOf(frame, (int) length);
        read += files.read(reader, offset + read, frame, read, (int) length - read);
      }
      if (read < length) {
        throw noFrame(offset);
      }
      mapIfWorthIt(end);
      return frame.length == length ? frame : Arrays.copyOf(frame, (int) length);
    } finally {
      giveBack(reader);
    }
  }

  /**
   * Maps the whole records once some were read without: at once when a quarter more has come, else
   * half as often each time, so that a segment has a few dozen mappings in its life.
   */
  private void mapIfWorthIt(long end) {
    ByteBuffer map = mapped;
    long known = map == null ? 0 : map.limit();
    int reads = unmappedReads.incrementAndGet();
    boolean grown = end > known + known / 4 + (16 << 10) || map == null;
    int needed = grown ? READS_WORTH_A_MAPPING : readsBeforeMapping;
    if (reads < needed || end <= known || end > Integer.MAX_VALUE) {
      return;
    }
    if (mapping.compareAndSet(false, true)) {
      try {
        if (!grown) {
          readsBeforeMapping = Math.min(1 << 30, readsBeforeMapping * 2);
        }
        mapped = files.map(file, end);
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
