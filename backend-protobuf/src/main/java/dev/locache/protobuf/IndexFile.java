package dev.locache.protobuf;

import dev.locache.spi.KeyLock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index as it was a while ago, so that who opens need not read all segments: a process writes
 * it when it closes, and now and then as it appends, so that one that is killed leaves a recent
 * one. It is believed only if its checksums are right and every segment it tells of is there, is
 * long enough, and ends where the index does with the same bytes; else it is as if it were not
 * there. What was appended later is read from the segments. Deleting it costs time, never entries.
 *
 * <p>Numbers are big-endian: {@link #MAGIC}, {@link #VERSION}, the head's length and its CRC-32C,
 * four bytes each; the {@link IndexHead}; the {@link IndexRows}.
 */
final class IndexFile {
  private static final String NAME = "index";
  private static final int MAGIC = 0xF54C4F58;
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 16;
  private static final int WORTH_WRITING = 1_000;
  private static final int MOST_ENTRIES = 80_000_000;

  /** Of a file that lies, all may be head, which is read at once. */
  private static final long MOST_BYTES =
      Math.min(Runtime.getRuntime().maxMemory() / 8, Integer.MAX_VALUE - 16);

  private final FileOps files;
  private final SegmentDirectory directory;
  private final Locks locks;
  private final IndexHead head;
  private final Sizes sizes;

  /** What the file says. */
  record Content(Index index, long sequence) {}

  IndexFile(FileOps files, SegmentDirectory directory, Locks locks, Methods methods, Sizes sizes) {
    this.files = files;
    this.directory = directory;
    this.locks = locks;
    this.head = new IndexHead(files, directory, methods);
    this.sizes = sizes;
  }

  Optional<Content> read() {
    try (RandomAccessFile file = files.open(directory.path().resolve(NAME), false)) {
      return read(file);
    } catch (FileNotFoundException noneWritten) {
      return Optional.empty();
    } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException notBelieved) {
      return Optional.empty();
    }
  }

  private Optional<Content> read(RandomAccessFile file) throws IOException {
    long length = files.length(file);
    if (length > MOST_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = read(file, 0, HEADER_BYTES);
    boolean mine = header.getInt() == MAGIC && header.getInt() == VERSION;
    int headBytes = header.getInt();
    long rest = length - HEADER_BYTES - IndexRows.CHECKSUM_BYTES - headBytes;
    if (!mine || headBytes < 0 || rest < 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = read(file, HEADER_BYTES, headBytes);
    if (checksum(bytes.duplicate()) != header.getInt()) {
      return Optional.empty();
    }
    Optional<IndexHead.Content> said = head.parse(bytes, (int) (rest / IndexRows.ROW_BYTES));
    IndexRows rows = new IndexRows(files, file, HEADER_BYTES + headBytes);
    return said.isPresent() && rows.readInto(said.get())
        ? Optional.of(new Content(said.get().index(), said.get().sequence()))
        : Optional.empty();
  }

  private ByteBuffer read(RandomAccessFile file, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (files.read(file, position, bytes, 0, length) < length) {
      throw new IOException("index file was cut off while it was read");
    }
    return ByteBuffer.wrap(bytes);
  }

  /** Writes the file, at the end, if reading what it does not tell of would take long. */
  void writeIfWorthIt(Catalog catalog) {
    if (catalog.unsaved() >= WORTH_WRITING + catalog.index().table().size() / 8) {
      write(catalog);
    }
  }

  /**
   * Writes the file if it does not tell of a third of all: the more there are, the more records lie
   * between two writes, so that a record bears a constant part of their cost. A compaction makes
   * all records new.
   */
  void writeIfOld(Catalog catalog) {
    if (catalog.unsaved() >= sizes.unsaved() + catalog.index().table().size() / 2) {
      write(catalog);
    }
  }

  /** The file is only a help, so this may fail, and is then not tried again with each record. */
  @SuppressWarnings("try") // the lock is held, not used
  private void write(Catalog catalog) {
    catalog.saved();
    if (catalog.index().table().size() > MOST_ENTRIES) {
      return;
    }
    SegmentId name = SegmentId.random();
    Path temporary = name.temporaryIn(directory.path());
    try (KeyLock owner = locks.segment(name).orElse(null)) {
      try {
        write(temporary, catalog);
        files.rename(temporary, directory.path().resolve(NAME));
      } catch (IOException nextOneReadsTheSegments) {
        files.delete(temporary);
      }
    } catch (IOException leftBehind) {
      return; // a compaction deletes what nobody owns
    }
  }

  private void write(Path temporary, Catalog catalog) throws IOException {
    ByteBuffer said = head.encode(catalog.index(), catalog.sequence());
    ByteBuffer begin = ByteBuffer.allocate(HEADER_BYTES + said.remaining());
    begin.putInt(MAGIC).putInt(VERSION).putInt(said.remaining());
    begin.putInt(checksum(said.duplicate())).put(said);
    directory.createFile(temporary);
    try (RandomAccessFile file = files.open(temporary, true)) {
      byte[] bytes = begin.array();
      for (int done = 0; done < bytes.length; ) {
        done += files.write(file, done, bytes, done, bytes.length - done);
      }
      new IndexRows(files, file, bytes.length).write(catalog.index());
    }
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
