package dev.locache.protobuf;

import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Every call that this package makes to the file system, so that a test can let any of them fail.
 *
 * <p>Files are read and written through {@link RandomAccessFile}: an interrupt closes a {@code
 * FileChannel} for all its users, and leaves these alone.
 */
interface FileOps {
  /** Returns the names of the regular files in {@code directory}, links not followed. */
  List<String> list(Path directory) throws IOException;

  /** Returns when {@code directory} got or lost a file, in nanoseconds since the epoch. */
  long changed(Path directory) throws IOException;

  /** Creates one directory for its owner alone. */
  void createDirectory(CacheDirectory root, Path directory) throws IOException;

  /** Creates one empty file for its owner alone. */
  void createFile(CacheDirectory root, Path file) throws IOException;

  /**
   * Opens a file that is there.
   *
   * @throws java.io.FileNotFoundException if it is not, or is no regular file: a link would lead
   *     elsewhere, and opening a pipe would wait for ever
   */
  RandomAccessFile open(Path file, boolean writable) throws IOException;

  long length(RandomAccessFile file) throws IOException;

  /** Reads up to {@code length} bytes; fewer only at the end of the file. */
  int read(RandomAccessFile file, long position, byte[] target, int offset, int length)
      throws IOException;

  /** Writes up to {@code length} bytes and returns how many, at least one. */
  int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException;

  void truncate(RandomAccessFile file, long length) throws IOException;

  void sync(RandomAccessFile file) throws IOException;

  /** Makes the names in {@code directory} survive a power cut, where the system can do that. */
  void syncDirectory(Path directory) throws IOException;

  ByteBuffer map(Path file, long length) throws IOException;

  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;
}
