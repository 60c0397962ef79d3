package dev.locache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An open backend in a directory of its own, and the words in which the contract is written. */
abstract class BackendFixture {
  static final Duration MINUTE = Duration.ofMinutes(1);

  final SteppingClock clock = new SteppingClock();
  private final Deque<CacheBackend> opened = new ArrayDeque<>();
  Path parent;
  CacheBackend backend;

  abstract CacheBackend open(BackendContext context) throws IOException;

  abstract boolean persistent();

  abstract boolean usesDirectory();

  @BeforeEach
  final void openBackend(@TempDir Path parent) throws IOException {
    this.parent = parent;
    backend = openAnother();
  }

  @AfterEach
  final void closeBackends() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  final Path directory() {
    return parent.resolve("locache");
  }

  /** Opens one more backend on the same place. */
  final CacheBackend openAnother() throws IOException {
    return open(directory());
  }

  final CacheBackend open(Path directory) throws IOException {
    return open(directory, clock);
  }

  private CacheBackend open(Path directory, InstantSource clock) throws IOException {
    CacheBackend another = open(TestBackendContext.in(directory).clock(clock));
    opened.push(another);
    return another;
  }

  /** Closes the backend and opens another one on the same place, as a later process would. */
  final void reopen() throws IOException {
    assumeTrue(persistent(), "a reopened backend of this kind is empty");
    backend.close();
    backend = openAnother();
  }

  final CacheBackend openBeside() throws IOException {
    return openBeside(clock);
  }

  final CacheBackend openBeside(InstantSource clock) throws IOException {
    assumeTrue(persistent(), "backends of this kind do not share what they keep");
    return open(directory(), clock);
  }

  final Entry entry(CacheKey key) {
    return Samples.entry(key, clock);
  }

  final void write(CacheKey key, Limits limits) throws IOException {
    backend.write(entry(key), limits);
  }

  /** Writes calls 0 to {@code count - 1} of {@link Samples#QUOTE}, a minute apart. */
  final void writeCalls(int count, Limits limits) throws IOException {
    for (int call = 0; call < count; call++) {
      write(Samples.key(call), limits);
      clock.step(MINUTE);
    }
  }

  /** Returns whether there is an entry of {@code key}; if there is, it must be a whole one. */
  final boolean reads(CacheKey key, Limits limits) throws IOException {
    return reads(backend, key, limits);
  }

  static boolean reads(CacheBackend backend, CacheKey key, Limits limits) throws IOException {
    Optional<Entry> read = backend.read(key, limits);
    read.ifPresent(entry -> Samples.assertWhole(key, entry));
    return read.isPresent();
  }

  /** Returns which of the first {@code count} calls of {@link Samples#QUOTE} are there. */
  final List<Integer> callsThere(int count) throws IOException {
    List<CacheKey> there = listed(Samples.QUOTE).stream().map(StoredEntry::key).toList();
    return IntStream.range(0, count)
        .filter(call -> there.contains(Samples.key(call)))
        .boxed()
        .toList();
  }

  final List<StoredEntry> listed(MethodId method) throws IOException {
    return listed(backend, method);
  }

  static List<StoredEntry> listed(CacheBackend backend, MethodId method) throws IOException {
    List<StoredEntry> listed = new ArrayList<>();
    backend.list(method, listed::add);
    assertThat(listed).as("entries listed").extracting(StoredEntry::key).doesNotHaveDuplicates();
    return listed;
  }

  /** Fails unless {@code condition} holds soon. */
  final void soon(String what, Callable<Boolean> condition) throws Exception {
    Soon.holds(clock, what, condition);
  }
}
