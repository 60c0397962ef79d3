package dev.locache.files;

import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitor;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * All that is ever done to the disk, so that a test can count it and make any of it fail. No call
 * follows a link in its last name, none is cut short by an interrupt, all may throw for reasons of
 * the disk.
 */
interface FileOps {
  /**
   * Reads a whole file.
   *
   * @return null if there is none
   * @throws CorruptEntryException if it is not a regular file or has more bytes than {@code
   *     maximumBytes}: nothing is allocated for it then
   */
  @Nullable Content read(Path file, int maximumBytes) throws IOException;

  /** The bytes of a file, and when the entry in it was used, in microseconds since the epoch. */
  record Content(ByteBuffer bytes, long usedMicros) {}

  BasicFileAttributes attributes(Path path) throws IOException;

  /** Creates one directory for its owner alone. */
  void createDirectory(Path directory) throws IOException;

  /** Creates one empty file for its owner alone. */
  void createFile(Path file) throws IOException;

  /** Writes all of {@code bytes} to an empty file. */
  void write(Path file, ByteBuffer bytes) throws IOException;

  void setUsed(Path file, long usedMicros) throws IOException;

  /** Waits until the bytes of a file have reached the disk. */
  void forceFile(Path file) throws IOException;

  /** Waits until the names in a directory have reached the disk, where that can be asked for. */
  void forceDirectory(Path directory) throws IOException;

  /** Moves a file to a name in one step, replacing what has that name. */
  void move(Path from, Path to) throws IOException;

  /** Returns whether there was such a file, which is gone now. */
  boolean delete(Path file) throws IOException;

  /** Deletes a directory if it is empty; does nothing if it is not, or is missing. */
  void deleteIfEmpty(Path directory) throws IOException;

  /** Walks a directory without following links. */
  void visit(Path directory, int depth, FileVisitor<Path> visitor) throws IOException;

  /** Creates the root again if somebody has deleted it. */
  void restoreRoot() throws IOException;

  /** Returns whether the call may go well a moment later, when another has closed the file. */
  boolean isSharingViolation(IOException failure);

  /** Waits such a moment. */
  void pause();
}
