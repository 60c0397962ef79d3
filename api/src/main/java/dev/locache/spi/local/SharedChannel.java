package dev.locache.spi.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one channel of a lock file in this JVM, counted by its users. */
final class SharedChannel {
  private static final ReentrantLock REGISTRY = new ReentrantLock();

  /** By what the file system says the file is, as one file may have many paths. */
  private static final Map<Object, SharedChannel> OPEN = new HashMap<>(); // guarded by REGISTRY

  private final Object identity;
  private final FileChannel channel;
  private int users; // guarded by REGISTRY

  private SharedChannel(Object identity, FileChannel channel) {
    this.identity = identity;
    this.channel = channel;
  }

  static SharedChannel acquire(CacheDirectory directory, Path file) throws IOException {
    REGISTRY.lock();
    try {
      Object identity = identity(directory, file);
      SharedChannel shared = OPEN.get(identity);
      if (shared == null) {
        shared = new SharedChannel(identity, FileChannel.open(file, WRITE, NOFOLLOW_LINKS));
        OPEN.put(identity, shared);
      }
      shared.users++;
      return shared;
    } finally {
      REGISTRY.unlock();
    }
  }

  @Nullable FileLock tryLock(long offset) throws IOException {
    return channel.tryLock(offset, 1, false);
  }

  void release() throws IOException {
    REGISTRY.lock();
    try {
      users--;
      if (users == 0) {
        OPEN.remove(identity);
        channel.close();
      }
    } finally {
      REGISTRY.unlock();
    }
  }

  /** Looked up before opening: a second descriptor, once closed, would cost the first its locks. */
  private static Object identity(CacheDirectory directory, Path file) throws IOException {
    requireNoLink(directory.path(), file.getParent());
    try {
      directory.createFile(file);
    } catch (FileAlreadyExistsException usual) {
      // Made by the first process that came here; what it is shows below.
    }
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException("lock file " + file + " is not a regular file");
    }
    Object fileKey = found.fileKey();
    return fileKey == null ? file.toRealPath() : fileKey;
  }

  /** Else the lock file would be created wherever a link leads. */
  private static void requireNoLink(Path root, @Nullable Path directory) throws IOException {
    for (Path level = directory; level != null && !level.equals(root); level = level.getParent()) {
      if (!Files.isDirectory(level, NOFOLLOW_LINKS)) {
        throw new IOException("not a directory, or a link, which is not followed: " + level);
      }
    }
  }
}
