package dev.locache.protobuf;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.KeyLock;
import dev.locache.spi.MethodId;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.spi.local.LockFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks of a directory: those of keys, and beside them one for each segment, held by its owner,
 * one for the eviction of each method and one for the compaction. All end with {@link #close}.
 */
final class Locks implements Closeable {
  private static final Digest128 NONE = new Digest128(0, 0);
  private static final MethodId SEGMENT = own("segment");
  private static final MethodId EVICTION = own("eviction");
  private static final MethodId COMPACTION = own("compaction");

  private final LockFile file;
  private final Set<KeyLock> held = ConcurrentHashMap.newKeySet();

  private Locks(LockFile file) {
    this.file = file;
  }

  static Locks in(CacheDirectory root, Path directory) {
    return new Locks(LockFile.of(root, directory.resolve("locks")));
  }

  Optional<KeyLock> key(CacheKey key) throws IOException {
    return tryLock(key);
  }

  Optional<KeyLock> segment(SegmentId id) throws IOException {
    return tryLock(new CacheKey(SEGMENT, new Digest128(id.high(), id.low()), NONE));
  }

  Optional<KeyLock> eviction(Method method) throws IOException {
    return tryLock(new CacheKey(EVICTION, method.digest(), NONE));
  }

  Optional<KeyLock> compaction() throws IOException {
    return tryLock(new CacheKey(COMPACTION, NONE, NONE));
  }

  private Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    Optional<KeyLock> lock = file.tryLock(key);
    if (lock.isEmpty()) {
      return lock;
    }
    Held tracked = new Held(lock.get());
    held.add(tracked);
    return Optional.of(tracked);
  }

  @Override
  public void close() throws IOException {
    for (KeyLock lock : held) {
      lock.close();
    }
    file.close();
  }

  private static MethodId own(String name) {
    return MethodId.of("dev.locache.protobuf", name, List.of());
  }

  private final class Held implements KeyLock {
    private final KeyLock lock;

    Held(KeyLock lock) {
      this.lock = lock;
    }

    @Override
    public void close() {
      if (held.remove(this)) {
        lock.close();
      }
    }
  }
}
