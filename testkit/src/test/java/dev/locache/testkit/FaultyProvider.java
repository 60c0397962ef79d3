package dev.locache.testkit;

import com.example.snapshot.SnapshotBackendProvider;
import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens backends with the mistake among processes that the setting {@code fault} names. */
public final class FaultyProvider implements CacheBackendProvider {
  /** Locks that hold within this process only, by their directory. */
  private static final Map<Path, MemoryBackend> LOCKS = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public FaultyProvider() {}

  @Override
  public String id() {
    return "faulty";
  }

  @Override
  public CacheBackend open(BackendContext context) throws IOException {
    CacheBackend right = new SnapshotBackendProvider().open(context);
    String fault = context.setting("fault").orElseThrow();
    return switch (fault) {
      case "keeps to itself" -> MemoryBackend.open(context.clock());
      case "writes on close" -> new WritesOnClose(right);
      case "leaves a mark while it writes" -> new LeavesAMark(right, context.directory());
      case "locks in this process" -> new LocksInThisProcess(right, context.directory());
      case "lock outlives its owner" -> new LockOutlivesItsOwner(right, context.directory());
      case "close frees all locks" -> new CloseFreesAllLocks(right, context.directory());
      case "evicts its own" -> new EvictsItsOwn(right);
      default -> throw new IllegalStateException("fault (" + fault + ") is unknown");
    };
  }

  private static final class WritesOnClose extends ForwardingBackend {
    private final List<Entry> late = new ArrayList<>();

    WritesOnClose(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) {
      late.add(entry);
    }

    @Override
    public void close() throws IOException {
      for (Entry entry : late) {
        super.write(entry, Samples.UNLIMITED);
      }
      late.clear();
      super.close();
    }
  }

  private static final class LeavesAMark extends ForwardingBackend {
    private final Path mark;
    private boolean writing;

    LeavesAMark(CacheBackend delegate, Path directory) {
      super(delegate);
      mark = directory.resolve("writing");
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (!writing) {
        Files.createFile(mark);
        writing = true;
      }
      super.write(entry, limits);
    }
  }

  private static final class LocksInThisProcess extends ForwardingBackend {
    private final MemoryBackend locks;

    LocksInThisProcess(CacheBackend delegate, Path directory) {
      super(delegate);
      locks = LOCKS.computeIfAbsent(directory, first -> MemoryBackend.open(new SteppingClock()));
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      return locks.tryLock(key);
    }
  }

  private static class LockOutlivesItsOwner extends ForwardingBackend {
    final Path directory;

    LockOutlivesItsOwner(CacheBackend delegate, Path directory) {
      super(delegate);
      this.directory = directory;
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      Path lock = directory.resolve(key.arguments() + ".locked");
      try {
        Files.createFile(lock);
      } catch (FileAlreadyExistsException heldByAnother) {
        return Optional.empty();
      }
      return Optional.of(() -> lock.toFile().delete());
    }
  }

  private static final class CloseFreesAllLocks extends LockOutlivesItsOwner {
    CloseFreesAllLocks(CacheBackend delegate, Path directory) {
      super(delegate, directory);
    }

    @Override
    public void close() throws IOException {
      try (var locks = Files.newDirectoryStream(directory, "*.locked")) {
        for (Path lock : locks) {
          Files.delete(lock);
        }
      }
      super.close();
    }
  }

  private static final class EvictsItsOwn extends ForwardingBackend {
    private final Set<CacheKey> own = ConcurrentHashMap.newKeySet();

    EvictsItsOwn(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      own.add(entry.key());
      super.write(entry, limits);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> all = new ArrayList<>();
      list(method, all::add);
      all.removeIf(entry -> !own.contains(entry.key()));
      for (int i = (int) limits.maximumEntries(); i < all.size(); i++) {
        remove(all.get(i).key());
      }
      return 0;
    }
  }
}
