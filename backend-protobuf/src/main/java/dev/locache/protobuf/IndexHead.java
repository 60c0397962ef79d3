package dev.locache.protobuf;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of an index file: the highest sequence, how many entries follow, the segments and the
 * methods, in the order in which the rows number them. Of each segment it tells how long it was and
 * what the bytes before its end were.
 */
final class IndexHead {
  private static final int FIXED_BYTES = 8 + 4 + 4 + 4;
  private static final int SEGMENT_BYTES = 44;
  private static final int METHOD_BYTES = Digest128.BYTES + 8;

  /** Bytes before the end of a segment that are compared: the last record's end at least. */
  private static final int TAIL_BYTES = 64;

  private final FileOps files;
  private final SegmentDirectory directory;
  private final Methods methods;

  /**
   * What a head says.
   *
   * @param index with the segments and methods, but no entries yet
   * @param methods those of the file, in its order
   */
  record Content(Index index, long sequence, int entries, List<Method> methods) {}

  IndexHead(FileOps files, SegmentDirectory directory, Methods methods) {
    this.files = files;
    this.directory = directory;
    this.methods = methods;
  }

  /**
   * Returns what a head says; empty if a segment is not what it was.
   *
   * @param most how many entries may follow: a checksum is no reason to believe in more
   * @throws IOException if it cannot be a head, or a segment is not there
   */
  Optional<Content> parse(ByteBuffer in, int most) throws IOException {
    long sequence = in.getLong();
    int entries = count(in.getInt(), most);
    Index index = new Index(entries);
    int segments = in.getInt();
    for (int i = 0; i < segments; i++) {
      if (!readSegment(in, index)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Content(index, sequence, entries, readMethods(in, index)));
  }

  private static int count(int announced, int most) throws IOException {
    if (announced < 0 || announced > most) {
      throw new IOException("index file announces " + announced + " rows");
    }
    return announced;
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

  private List<Method> readMethods(ByteBuffer in, Index index) throws IOException {
    List<Method> read = new ArrayList<>();
    int announced = in.getInt();
    int count = count(announced, in.remaining() / METHOD_BYTES);
    for (int i = 0; i < count; i++) {
      Method method = methods.of(Digest128.readFrom(in));
      index.group(method.number()).cleared(in.getLong());
      read.add(method);
    }
    return read;
  }

  ByteBuffer encode(Index index, long sequence) throws IOException {
    List<Segment> segments = index.segments();
    int tables = segments.size() * SEGMENT_BYTES + methods.count() * METHOD_BYTES;
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + tables);
    out.putLong(sequence).putInt(index.table().size()).putInt(segments.size());
    for (Segment segment : segments) {
      writeSegment(out, segment);
    }
    out.putInt(methods.count());
    for (int i = 0; i < methods.count(); i++) {
      methods.get(i).digest().writeTo(out);
      out.putLong(index.group(i).clearedSequence());
    }
    return out.flip();
  }

  private void writeSegment(ByteBuffer out, Segment segment) throws IOException {
    out.putLong(segment.id().high()).putLong(segment.id().low());
    out.putLong(segment.end()).putLong(segment.lowestSequence());
    out.putInt(segment.records()).putInt(segment.flags());
    out.putInt(tailChecksum(segment.file(), segment.end()));
  }

  private int tailChecksum(Path segment, long end) throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, end)];
    try (RandomAccessFile file = files.open(segment, false)) {
      if (files.read(file, end - tail.length, tail, 0, tail.length) < tail.length) {
        throw new IOException("segment " + segment + " is shorter than the index says");
      }
    }
    return IndexFile.checksum(ByteBuffer.wrap(tail));
  }
}
