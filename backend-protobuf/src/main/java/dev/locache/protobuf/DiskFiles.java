package dev.locache.protobuf;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.locache.spi.local.CacheDirectory;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file system itself. */
final class DiskFiles implements FileOps {
  /** The JVM allocates as much outside the heap as one read asks for. */
  private static final int CHUNK = 1 << 16;

  @Override
  public List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
          names.add(String.valueOf(file.getFileName()));
        }
      }
    }
    return names;
  }

  @Override
  public long changed(Path directory) throws IOException {
    return Files.getLastModifiedTime(directory, NOFOLLOW_LINKS).to(NANOSECONDS);
  }

  @Override
  public void createDirectory(CacheDirectory root, Path directory) throws IOException {
    root.createDirectory(directory);
  }

  @Override
  public void createFile(CacheDirectory root, Path file) throws IOException {
    root.createFile(file);
  }

  @Override
  public RandomAccessFile open(Path file, boolean writable) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw new FileNotFoundException(file + " is missing, or not a regular file");
    }
    return new RandomAccessFile(file.toFile(), writable ? "rw" : "r");
  }

  @Override
  public long length(RandomAccessFile file) throws IOException {
    return file.length();
  }

  @Override
  public int read(RandomAccessFile file, long position, byte[] target, int offset, int length)
      throws IOException {
    file.seek(position);
    int done = 0;
    while (done < length) {
      int read = file.read(target, offset + done, Math.min(length - done, CHUNK));
      if (read < 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  @Override
  public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException {
    file.seek(position);
    file.write(source, offset, length);
    return length;
  }

  @Override
  public void truncate(RandomAccessFile file, long length) throws IOException {
    file.setLength(length);
  }

  @Override
  public void sync(RandomAccessFile file) throws IOException {
    file.getFD().sync();
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no directories
    }
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  @Override
  public ByteBuffer map(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
      return channel.map(MapMode.READ_ONLY, 0, length);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
