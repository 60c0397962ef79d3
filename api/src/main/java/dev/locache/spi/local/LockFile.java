package dev.locache.spi.local;

import dev.locache.spi.CacheKey;
import dev.locache.spi.KeyLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks between processes: the lock of a key is one byte of a file, far beyond its end, that the
 * operating system locks for a process and frees when the process ends, however it ends (fcntl(2),
 * LockFileEx). Thread-safe.
 *
 * <p>The file is for locks alone. Closing <em>any</em> descriptor of a file drops a process's locks
 * on it, so all users of one file in this JVM share one channel, and nobody else must ever open it:
 * not to read, not to copy. A second class loader with Locache in it sees locks as busy, but its
 * closing drops them.
 *
 * <p>Where nothing can be locked (a read-only directory, a network file system without locks, a
 * full disk) every lock is granted. Locks save work; results are right without them.
 *
 * <p>Nothing blocks, so a thread's interrupt neither closes the channel nor is lost.
 */
public final class LockFile implements Closeable {
  private static final long OFFSET_MASK = (1L << 62) - 1;
  private static final KeyLock NOTHING_TO_RELEASE =
      new KeyLock() {
        @Override
        public void close() {}
      };

  private final CacheDirectory directory;
  private final Path file;
  private final Set<HeldRange> held = ConcurrentHashMap.newKeySet();
  private final ReentrantLock opening = new ReentrantLock();
  private @Nullable SharedChannel shared; // guarded by opening; null before first use, after close
  private boolean closed; // guarded by opening

  private LockFile(CacheDirectory directory, Path file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Names the lock file. It is created, with mode 0600, when the first lock is tried.
   *
   * @param file a path under {@code directory}, in a directory that exists; not followed if it is a
   *     link
   */
  public static LockFile of(CacheDirectory directory, Path file) {
    return new LockFile(directory, file);
  }

  /**
   * Tries to lock {@code key}, without waiting.
   *
   * @return the lock; empty while another thread or process holds it, or, once in 2<sup>62</sup>,
   *     that of another key
   * @throws IOException if this is closed
   */
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    SharedChannel channel = channel();
    if (channel == null) {
      return Optional.of(NOTHING_TO_RELEASE);
    }
    try {
      FileLock lock = channel.tryLock(offset(key));
      return lock == null ? Optional.empty() : Optional.of(new HeldRange(lock, held));
    } catch (OverlappingFileLockException heldInThisJvm) {
      return Optional.empty();
    } catch (IOException nothingCanBeLocked) {
      return Optional.of(NOTHING_TO_RELEASE);
    }
  }

  /** Frees what is still held and gives up the file. Does nothing the second time. */
  @Override
  public void close() throws IOException {
    opening.lock();
    try {
      closed = true;
      for (HeldRange range : held) {
        range.close();
      }
      if (shared != null) {
        shared.release();
        shared = null;
      }
    } finally {
      opening.unlock();
    }
  }

  private @Nullable SharedChannel channel() throws IOException {
    opening.lock();
    try {
      if (closed) {
        throw new IOException("lock file " + file + " is closed");
      }
      if (shared == null) {
        shared = open();
      }
      return shared;
    } finally {
      opening.unlock();
    }
  }

  private @Nullable SharedChannel open() {
    try {
      return SharedChannel.acquire(directory, file);
    } catch (IOException nothingCanBeLocked) {
      return null;
    }
  }

  /**
   * Spreads keys over all offsets; a digest is even enough to be cut, sums keep the parts apart.
   */
  static long offset(CacheKey key) {
    long mixed =
        key.code().low()
            + Long.rotateLeft(key.arguments().low(), 21)
            + key.method().toString().hashCode() * 0x9E3779B97F4A7C15L;
    return mixed & OFFSET_MASK;
  }
}
