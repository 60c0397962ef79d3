package dev.locache.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The real disk.
 *
 * <p>Bytes go through the streams of {@link Files}, whose channels ignore interrupts; a {@code
 * FileChannel} would be closed by one (JDK-4469683). A hit loads classes of the JDK only: those of
 * Commons IO that read take as long to load as the whole of a first hit, so it does the passes over
 * directories, where nobody waits.
 */
final class DiskFiles implements FileOps {
  /** What moves at once, as the JDK keeps a buffer of that size outside the heap per thread. */
  private static final int CHUNK_BYTES = 1 << 17;

  private static final long LONGEST_PAUSE_NANOS = MILLISECONDS.toNanos(50);

  private final CacheDirectory root;
  private final boolean posix;

  DiskFiles(CacheDirectory root) {
    this.root = root;
    this.posix = root.path().getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Looks before it opens: opening a named pipe would wait for ever, and the size is needed before
   * anything is allocated. The time of use comes with it.
   */
  @Override
  public @Nullable Content read(Path file, int maximumBytes) throws IOException {
    try {
      BasicFileAttributes found = attributes(file);
      int size = checkedSize(file, found, maximumBytes);
      try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
        ByteBuffer bytes = read(in, size, maximumBytes);
        return new Content(bytes, found.lastModifiedTime().to(MICROSECONDS));
      }
    } catch (NoSuchFileException absent) {
      return null;
    }
  }

  private static int checkedSize(Path file, BasicFileAttributes found, int maximumBytes)
      throws CorruptEntryException {
    if (!found.isRegularFile()) {
      throw new CorruptEntryException("entry is not a regular file: " + file);
    }
    if (found.size() > maximumBytes) {
      throw new CorruptEntryException(
          "entry of " + found.size() + " bytes is larger than " + maximumBytes + ": " + file);
    }
    return (int) found.size();
  }

  /**
   * Reads what is open to its end. That may be another file than the one looked at, moved there
   * meanwhile, so its size is only a hint. Asks for a byte more, as a shorter answer is the end.
   */
  private static ByteBuffer read(InputStream in, int size, int maximumBytes) throws IOException {
    byte[] bytes = new byte[size + 1];
    int filled = 0;
    while (true) {
      int wanted = Math.min(bytes.length - filled, CHUNK_BYTES);
      int read = in.read(bytes, filled, wanted);
      filled += Math.max(read, 0);
      if (read < 0 || (read < wanted && filled >= size)) {
        return ByteBuffer.wrap(bytes, 0, filled);
      }
      if (filled == bytes.length) {
        bytes = grown(bytes, maximumBytes);
      }
    }
  }

  private static byte[] grown(byte[] bytes, int maximumBytes) throws CorruptEntryException {
    if (bytes.length > maximumBytes) {
      throw new CorruptEntryException("entry is larger than " + maximumBytes + " bytes");
    }
    return Arrays.copyOf(bytes, Math.min(2 * bytes.length, maximumBytes + 1));
  }

  @Override
  public BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    root.createDirectory(directory);
  }

  @Override
  public void createFile(Path file) throws IOException {
    root.createFile(file);
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    byte[] array = bytes.array();
    int end = bytes.arrayOffset() + bytes.limit();
    try (OutputStream out = Files.newOutputStream(file, WRITE, NOFOLLOW_LINKS)) {
      for (int at = bytes.arrayOffset() + bytes.position(); at < end; at += CHUNK_BYTES) {
        out.write(array, at, Math.min(end - at, CHUNK_BYTES));
      }
    }
  }

  @Override
  public void setUsed(Path file, long usedMicros) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .setTimes(FileTime.from(usedMicros, MICROSECONDS), null, null);
  }

  /** Through a descriptor, as a channel would be closed by an interrupt. */
  @Override
  public void forceFile(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.getFD().sync();
    }
  }

  /**
   * Through a channel, as nothing else opens a directory, so an interrupt is put aside meanwhile.
   * Windows neither can nor needs to.
   */
  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (!posix) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (FileChannel open = FileChannel.open(directory, READ, NOFOLLOW_LINKS)) {
      open.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  @Override
  public void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException inUse) {
      return;
    }
  }

  @Override
  public void visit(Path directory, int depth, FileVisitor<Path> visitor) throws IOException {
    PathUtils.visitFileTree(visitor, directory, EnumSet.noneOf(FileVisitOption.class), depth);
  }

  @Override
  public void restoreRoot() throws IOException {
    root.restore();
  }

  /** Windows refuses to replace or delete a file that another has open, and reports no access. */
  @Override
  public boolean isSharingViolation(IOException failure) {
    return !posix && failure instanceof AccessDeniedException;
  }

  @Override
  public void pause() {
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(MILLISECONDS.toNanos(1), LONGEST_PAUSE_NANOS));
  }
}
