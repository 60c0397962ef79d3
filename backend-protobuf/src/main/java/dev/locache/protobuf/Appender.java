package dev.locache.protobuf;

import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The segment that this process writes: nobody else ever appends to it, and after a failure it does
 * not either. Used under the store's lock.
 */
final class Appender {
  private final FileOps files;
  private final SegmentDirectory directory;
  private final Locks locks;
  private final boolean durable;

  /** Methods whose names are in the segment. */
  private final BitSet named = new BitSet();

  private @Nullable Open open;

  private record Open(SegmentId id, RandomAccessFile file, @Nullable KeyLock owner) {}

  private long end;

  Appender(FileOps files, SegmentDirectory directory, Locks locks, boolean durable) {
    this.files = files;
    this.directory = directory;
    this.locks = locks;
    this.durable = durable;
  }

  /** Returns the segment that is open; null if none is. */
  @Nullable SegmentId id() {
    return open == null ? null : open.id;
  }

  long end() {
    return end;
  }

  /** Returns whether what was appended is on the disk. */
  boolean durable() {
    return durable;
  }

  /**
   * Creates the next segment. Its lock is taken first, so that no compaction takes the new file for
   * that of a dead process.
   */
  SegmentId create() throws IOException {
    SegmentId id = SegmentId.random();
    KeyLock owner = locks.segment(id).orElse(null);
    try {
      directory.createFile(id.in(directory.path()));
      open = new Open(id, files.open(id.in(directory.path()), true), owner);
      if (durable) {
        directory.sync();
      }
    } catch (IOException e) {
      abandon();
      if (owner != null) {
        owner.close();
      }
      throw e;
    }
    end = 0;
    named.clear();
    return id;
  }

  /** Returns whether a method's name is in the segment. */
  boolean named(Method method) {
    return named.get(method.number());
  }

  /** Notes that a method's name was appended. */
  void name(Method method) {
    named.set(method.number());
  }

  /**
   * Appends whole frames.
   *
   * @return where the first one begins
   * @throws IOException if not all could be written: what is not a whole frame is cut off again,
   *     and the segment is given up
   */
  long append(byte[] bytes, int length) throws IOException {
    Open to = open;
    if (to == null) {
      throw new IllegalStateException("no segment is open");
    }
    long start = end;
    try {
      write(to, start, bytes, 0, length);
      syncIfDurable(to);
    } catch (IOException e) {
      cutOff(to, start, bytes, length, e);
      abandon();
      throw e;
    }
    end = start + length;
    return start;
  }

  /**
   * Appends whole frames, of which the last one replaces an entry. Of what is on its way to the
   * disk any part may be there after a power cut, a head without its value too, which would count
   * as the later entry. So if all is to be durable, that frame comes when the rest has arrived:
   * there is no record without one.
   *
   * @param last where the last frame begins in {@code bytes}
   * @return where the first one begins
   * @throws IOException as {@link #append} does
   */
  long appendReplacement(byte[] bytes, int length, int last) throws IOException {
    Open to = open;
    if (to == null) {
      throw new IllegalStateException("no segment is open");
    }
    byte[] frame = Arrays.copyOfRange(bytes, last, last + Frame.BYTES);
    Arrays.fill(bytes, last, last + Frame.BYTES, (byte) 0);
    long start = end;
    int whole = last;
    try {
      write(to, start, bytes, 0, length);
      syncIfDurable(to);
      System.arraycopy(frame, 0, bytes, last, Frame.BYTES);
      write(to, start + last, bytes, last, Frame.BYTES);
      whole = length;
      syncIfDurable(to);
    } catch (IOException e) {
      cutOff(to, start, bytes, whole, e);
      abandon();
      throw e;
    }
    end = start + length;
    return start;
  }

  private void write(Open to, long position, byte[] bytes, int from, int length)
      throws IOException {
    int done = 0;
    while (done < length) {
      done += files.write(to.file, position + done, bytes, from + done, length - done);
    }
  }

  private void syncIfDurable(Open to) throws IOException {
    if (durable) {
      files.sync(to.file);
    }
  }

  /** Of the frames in {@code length} bytes the whole ones stay, as a reader may have seen them. */
  private void cutOff(Open to, long start, byte[] bytes, int length, IOException failure) {
    try {
      long there = files.length(to.file) - start;
      long written = Math.min(length, there);
      long whole = 0;
      while (whole + Frame.BYTES <= written
          && whole + Frame.length(bytes, (int) whole) <= written) {
        whole += Frame.length(bytes, (int) whole);
      }
      if (whole < there) {
        files.truncate(to.file, start + whole);
      }
    } catch (IOException tornTailStays) {
      failure.addSuppressed(tornTailStays);
    }
  }

  /** Closes the segment and lets others compact it. */
  void abandon() {
    Open abandoned = open;
    open = null;
    if (abandoned == null) {
      return;
    }
    try {
      abandoned.file.close();
    } catch (IOException writtenBefore) {
      // Closing writes nothing; what was to be written is written, or was said to have failed.
    }
    if (abandoned.owner != null) {
      abandoned.owner.close();
    }
  }
}
