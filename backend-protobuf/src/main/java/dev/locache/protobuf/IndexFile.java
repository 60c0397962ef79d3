package dev.locache.protobuf;

import dev.locache.spi.Digest128;
import dev.locache.spi.KeyLock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index as it was a while ago, so that who opens need not read all segments: a process writes
 * it when it closes, and now and then as it appends, so that one that is killed leaves a recent
 * one. It is believed only if its checksum is right and every segment it tells of is there, is long
 * enough, and ends where the index does with the same bytes; else it is as if it were not there.
 * What was appended later is read from the segments. Deleting it costs time, never entries.
 */
final class IndexFile {
  private static final String NAME = "index";
  private static final int MAGIC = 0xF54C4F58;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 12;
  private static final int ROW_BYTES = 24;
  private static final int SEGMENT_BYTES = 44;
  private static final int METHOD_BYTES = Digest128.BYTES + 8;

  /** Bytes before the end of a segment that are compared: the last record's end at least. */
  private static final int TAIL_BYTES = 64;

  private static final int WORTH_WRITING = 1_000;
  private static final int MOST_ENTRIES = 80_000_000;

  /** What the file says takes some four times as much heap while it is read. */
  private static final long MOST_BYTES =
      Math.min(Runtime.getRuntime().maxMemory() / 8, Integer.MAX_VALUE - 16);

  private final FileOps files;
  private final SegmentDirectory directory;
  private final Locks locks;
  private final Methods methods;
  private final Sizes sizes;

  /** What the file says. */
  record Content(Index index, long sequence) {}

  IndexFile(FileOps files, SegmentDirectory directory, Locks locks, Methods methods, Sizes sizes) {
    this.files = files;
    this.directory = directory;
    this.locks = locks;
    this.methods = methods;
    this.sizes = sizes;
  }

  Optional<Content> read() {
    try {
      return parse(bytes());
    } catch (FileNotFoundException noneWritten) {
      return Optional.empty();
    } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException notBelieved) {
      return Optional.empty();
    }
  }

  private ByteBuffer bytes() throws IOException {
    try (RandomAccessFile file = files.open(directory.path().resolve(NAME), false)) {
      long length = files.length(file);
      if (length < HEADER_BYTES || length > MOST_BYTES) {
        throw new IOException("index file of " + length + " bytes");
      }
      byte[] bytes = new byte[(int) length];
      if (files.read(file, 0, bytes, 0, bytes.length) < bytes.length) {
        throw new IOException("index file was cut off while it was read");
      }
      return ByteBuffer.wrap(bytes);
    }
  }

  private Optional<Content> parse(ByteBuffer in) throws IOException {
    boolean mine = in.getInt() == MAGIC && in.getInt() == VERSION;
    if (!mine || in.getInt() != checksum(in.duplicate().position(HEADER_BYTES))) {
      return Optional.empty();
    }
    long sequence = in.getLong();
    int entries = count(in, ROW_BYTES);
    Index index = new Index(entries);
    int segments = in.getInt();
    for (int i = 0; i < segments; i++) {
      if (!readSegment(in, index)) {
        return Optional.empty();
      }
    }
    readEntries(in, index, readMethods(in, index), entries);
    return Optional.of(new Content(index, sequence));
  }

  /** Reads how many rows there are: a checksum is no reason to believe more than there can be. */
  private static int count(ByteBuffer in, int rowBytes) throws IOException {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / rowBytes) {
      throw new IOException("index file announces " + count + " rows");
    }
    return count;
  }

  private boolean readSegment(ByteBuffer in, Index index) throws IOException {
    SegmentId id = SegmentId.of(in.getLong(), in.getLong());
    Path path = id.in(directory.path());
    Segment segment = new Segment(files, id, path, index.nextNumber());
    long end = in.getLong();
    if (end < 0) {
      throw new IOException("index file has a segment of " + end + " bytes");
    }
    segment.restore(end, in.getLong(), in.getInt(), in.getInt());
    index.add(segment);
    return in.getInt() == tailChecksum(path, end);
  }

  private int[] readMethods(ByteBuffer in, Index index) throws IOException {
    int[] numbers = new int[count(in, METHOD_BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = methods.of(Digest128.readFrom(in)).number();
      index.group(numbers[i]).cleared(in.getLong());
    }
    return numbers;
  }

  private static void readEntries(ByteBuffer in, Index index, int[] methods, int entries) {
    long[] hashes = new long[entries];
    long[] locations = new long[entries];
    int[] uses = new int[entries];
    int[] methodsOf = new int[entries];
    in.asLongBuffer().get(hashes).get(locations);
    in.position(in.position() + entries * 16);
    in.asIntBuffer().get(uses).get(methodsOf);
    for (int i = 0; i < entries; i++) {
      methodsOf[i] = methods[methodsOf[i]];
    }
    index.load(hashes, locations, uses, methodsOf);
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
    Index index = catalog.index();
    if (index.table().size() > MOST_ENTRIES) {
      return;
    }
    SegmentId name = SegmentId.random();
    Path temporary = name.temporaryIn(directory.path());
    try (KeyLock owner = locks.segment(name).orElse(null)) {
      try {
        write(temporary, encode(index, catalog.sequence()));
        files.rename(temporary, directory.path().resolve(NAME));
      } catch (IOException nextOneReadsTheSegments) {
        files.delete(temporary);
      }
    } catch (IOException leftBehind) {
      return; // a compaction deletes what nobody owns
    }
  }

  private void write(Path temporary, byte[] bytes) throws IOException {
    directory.createFile(temporary);
    try (RandomAccessFile file = files.open(temporary, true)) {
      int done = 0;
      while (done < bytes.length) {
        done += files.write(file, done, bytes, done, bytes.length - done);
      }
    }
  }

  private byte[] encode(Index index, long sequence) throws IOException {
    List<Segment> segments = index.segments();
    Table table = index.table();
    int entries = table.size();
    int fixed = HEADER_BYTES + 8 + 4 + 4 + 4;
    int tables = segments.size() * SEGMENT_BYTES + methods.count() * METHOD_BYTES;
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(fixed + tables, entries * ROW_BYTES));
    out.putInt(MAGIC).putInt(VERSION).putInt(0);
    out.putLong(sequence).putInt(entries).putInt(segments.size());
    int[] renumbered = new int[index.nextNumber()];
    for (int i = 0; i < segments.size(); i++) {
      renumbered[segments.get(i).number()] = i;
      writeSegment(out, segments.get(i));
    }
    out.putInt(methods.count());
    for (int i = 0; i < methods.count(); i++) {
      methods.get(i).digest().writeTo(out);
      out.putLong(index.group(i).clearedSequence());
    }
    writeEntries(out, table, renumbered);
    return out.putInt(8, checksum(out.duplicate().flip().position(HEADER_BYTES))).array();
  }

  private void writeSegment(ByteBuffer out, Segment segment) throws IOException {
    out.putLong(segment.id().high()).putLong(segment.id().low());
    out.putLong(segment.end()).putLong(segment.lowestSequence());
    out.putInt(segment.records()).putInt(segment.flags());
    out.putInt(tailChecksum(segment.file(), segment.end()));
  }

  private static void writeEntries(ByteBuffer out, Table table, int[] renumbered) {
    table.forEach(slot -> out.putLong(table.hash(slot)));
    table.forEach(
        slot -> {
          long location = table.location(slot);
          long segment = renumbered[(int) (location >>> 40)];
          out.putLong(segment << 40 | Index.offset(location));
        });
    table.forEach(slot -> out.putInt(table.used(slot)));
    table.forEach(slot -> out.putInt(table.method(slot)));
  }

  private int tailChecksum(Path segment, long end) throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, end)];
    try (RandomAccessFile file = files.open(segment, false)) {
      if (files.read(file, end - tail.length, tail, 0, tail.length) < tail.length) {
        throw new IOException("segment " + segment + " is shorter than the index says");
      }
    }
    return checksum(ByteBuffer.wrap(tail));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
