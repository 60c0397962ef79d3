package dev.locache.protobuf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A segment as its readers see it. What is known of its content is guarded by the store's lock;
 * frames are read by any thread, without one.
 */
final class Segment implements Closeable {
  private final SegmentId id;
  private final int number;
  private final SegmentFile file;

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
    this.id = id;
    this.number = number;
    this.file = new SegmentFile(files, id, file);
  }

  SegmentId id() {
    return id;
  }

  Path file() {
    return file.path();
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
    return file.length();
  }

  /** Passes the records between {@link #end} and {@code length} and moves the end behind them. */
  void scan(long length, SegmentScan.Visitor visitor) throws IOException {
    end = file.scan(end, length, visitor);
  }

  /** Notes the opening record, and nothing else. */
  void readOpening() throws IOException {
    if (EntryReader.head(id, file.frame(0, 0)) instanceof Head.Opening opening) {
      opened(opening);
    }
  }

  /** Passes all records, once more, up to {@link #end}. */
  void rescan(SegmentScan.Visitor visitor) throws IOException {
    file.scan(0, end, visitor);
  }

  /**
   * Returns a frame and its message, unchecked but for the magic.
   *
   * @throws dev.locache.spi.CorruptEntryException if there is none at {@code offset}
   * @throws IOException if it cannot be read now
   */
  byte[] frame(long offset) throws IOException {
    return file.frame(offset, end);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
