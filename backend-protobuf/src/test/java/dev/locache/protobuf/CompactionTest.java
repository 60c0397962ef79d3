package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.QUOTE;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.Limits;
import dev.locache.spi.StoredEntry;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompactionTest {
  private static final Limits A_DAY = new Limits(Limits.UNLIMITED, Duration.ofDays(1));

  private final SteppingClock clock = new SteppingClock();
  private Path cache;

  @BeforeEach
  void nameADirectory(@TempDir Path parent) {
    cache = parent.resolve("locache");
  }

  @Test
  void replacedAndRemovedEntriesGiveTheirSpaceBack() throws IOException {
    try (SegmentStore backend = open()) {
      for (int round = 0; round < 5; round++) {
        for (int call = 0; call < 100; call++) {
          backend.write(entry(call, 100 + round), UNLIMITED);
        }
      }
      for (int call = 10; call < 100; call++) {
        backend.remove(key(call));
      }
      long before = Entries.bytes(cache);
      backend.compact();
      backend.compact();

      assertThat(Entries.bytes(cache)).isLessThan(before / 20);
      assertKept(backend);
    }
    try (SegmentStore backend = open()) {
      assertKept(backend);
    }
  }

  @Test
  void compactionRunsByItselfWhenMostIsDead() throws IOException {
    try (SegmentStore backend = open(TinySegmentsTest.TINY)) {
      for (int round = 0; round < 100; round++) {
        for (int call = 0; call < 10; call++) {
          backend.write(entry(call, 100 + round), UNLIMITED);
        }
      }
      assertThat(Entries.bytes(cache)).isLessThan(1_000 * 250L / 4);
      for (int call = 0; call < 10; call++) {
        assertThat(outcome(backend, entry(call, 199))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void entriesAreFoundThoughOthersCompactWheneverASegmentIsOpened() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
    }
    AtomicBoolean disturbed = new AtomicBoolean();
    try (SegmentStore other = open()) {
      ForwardingFiles files =
          new ForwardingFiles() {
            @Override
            void before(String call) throws IOException {
              if (call.equals("open") && disturbed.get()) {
                other.compact();
              }
            }
          };
      try (SegmentStore reader =
          SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL)) {
        other.compact();
        disturbed.set(true);

        assertThat(reader.read(key(-1), UNLIMITED)).as("looks around").isEmpty();
        assertThat(outcome(reader, entry(1))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void clearedEntriesDoNotReturn() throws IOException {
    try (SegmentStore other = open()) {
      other.write(entry(1), UNLIMITED);
      try (SegmentStore backend = open()) {
        backend.clear(QUOTE);
        backend.write(entry(2), UNLIMITED);
        backend.compact();
        backend.compact();
      }
      try (SegmentStore backend = open()) {
        assertThat(outcome(backend, entry(1))).isEqualTo(MISS);
        assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
      }
    }
    try (SegmentStore backend = open()) {
      backend.compact();
      assertThat(outcome(backend, entry(1))).isEqualTo(MISS);
      assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
    }
  }

  @Test
  void removalOutlivesTheSegmentOfALivingOwner() throws IOException {
    try (SegmentStore owner = open()) {
      owner.write(entry(1), UNLIMITED);
      for (int round = 0; round < 3; round++) {
        try (SegmentStore backend = open()) {
          backend.remove(key(1));
          backend.compact();
        }
        try (SegmentStore backend = open()) {
          assertThat(outcome(backend, entry(1))).as("round %s", round).isEqualTo(MISS);
        }
      }
    }
  }

  @Test
  void segmentsOfLivingOwnersAreLeftAlone() throws IOException {
    try (SegmentStore owner = open();
        SegmentStore backend = open()) {
      for (int call = 0; call < 10; call++) {
        owner.write(entry(call), UNLIMITED);
        backend.compact();
      }
      for (int call = 0; call < 10; call++) {
        assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
        assertThat(outcome(owner, entry(call))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void lastUsesSurvive() throws IOException {
    Instant written = clock.instant();
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
      backend.write(entry(2), UNLIMITED);
      clock.step(Duration.ofDays(100));
      assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
    }
    try (SegmentStore backend = open()) {
      backend.compact();
    }
    try (SegmentStore backend = open()) {
      for (StoredEntry stored : Entries.listed(backend)) {
        Instant expected = stored.key().equals(key(2)) ? clock.instant() : written;
        assertThat(stored.lastUsed()).as("last use of %s", stored).isEqualTo(expected);
      }
    }
  }

  @Test
  void expiredEntriesAreDropped() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), A_DAY);
      clock.step(Duration.ofDays(2));
      backend.write(entry(2), A_DAY);
      backend.compact();
      assertThat(Entries.listed(backend)).extracting(StoredEntry::key).containsExactly(key(2));
    }
  }

  /** Of a large cache, a compaction takes minutes. */
  @Test
  void entryUsedLongAfterTheCompactionBeganIsKept() throws IOException {
    List<SegmentStore> compacted = new ArrayList<>();
    FileOps using =
        new ForwardingFiles() {
          @Override
          public void createFile(CacheDirectory root, Path file) throws IOException {
            super.createFile(root, file);
            if (file.toString().endsWith(".tmp")) {
              clock.step(Duration.ofDays(2));
              assertThat(outcome(compacted.get(0), entry(1))).isEqualTo(SAME);
            }
          }
        };
    TestBackendContext context = TestBackendContext.in(cache).clock(clock);
    try (SegmentStore backend = SegmentStore.open(context, using, Sizes.USUAL)) {
      compacted.add(backend);
      backend.write(entry(1), UNLIMITED);
      backend.write(entry(2), UNLIMITED);
      backend.remove(key(2));
      backend.compact();
      assertThat(Entries.listed(backend)).extracting(StoredEntry::key).containsExactly(key(1));
    }
  }

  @Test
  void manySmallSegmentsAreMergedWithoutBeingAsked() throws IOException {
    for (int call = 0; call < 30; call++) {
      try (SegmentStore backend = open()) {
        backend.write(entry(call), UNLIMITED);
      }
    }
    try (SegmentStore backend = open()) {
      for (int call = 30; call < 100; call++) {
        backend.write(entry(call), UNLIMITED);
      }
      assertThat(Entries.segments(cache)).hasSizeLessThan(5);
      for (int call = 0; call < 100; call++) {
        assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void whatIsNotWorthItIsNotCompactedWithoutBeingAsked() throws IOException {
    Sizes sizes = new Sizes(64L << 20, 1_000, 1_000, 4, 1 << 14);
    try (SegmentStore earlier = open(sizes)) {
      earlier.write(entry(0), UNLIMITED); // a small segment, but only one
    }
    try (SegmentStore owner = open(sizes);
        SegmentStore backend = open(sizes)) {
      for (int round = 0; round < 60; round++) {
        owner.write(entry(1, 1_000), UNLIMITED); // all the garbage is in a segment that lives
      }
      assertThat(outcome(backend, entry(1, 1_000))).isEqualTo(SAME);
      backend.write(entry(2), UNLIMITED);
      List<Path> before = Entries.segments(cache);
      for (int call = 3; call < 100; call++) {
        backend.write(entry(call), UNLIMITED);
      }
      assertThat(Entries.segments(cache)).isEqualTo(before).hasSize(3);
    }
  }

  @Test
  void oneProcessAtATimeCompacts() throws IOException {
    AtomicInteger meanwhile = new AtomicInteger();
    try (SegmentStore other = open()) {
      FileOps watching =
          new ForwardingFiles() {
            @Override
            public void rename(Path from, Path to) throws IOException {
              try (SegmentStore late = CompactionTest.this.open()) {
                late.write(entry(9), UNLIMITED); // in a segment that nobody else compacts
              }
              List<Path> before = Entries.segments(cache);
              other.compact();
              assertThat(Entries.segments(cache)).isEqualTo(before);
              meanwhile.incrementAndGet();
              super.rename(from, to);
            }
          };
      try (SegmentStore backend = fill(watching)) {
        backend.compact();
        assertThat(meanwhile).hasValue(1);
        assertFilled(backend);
        assertFilled(other);
      }
    }
  }

  @Test
  void whoHasSeenNothingYetReadsACompactedSegment() throws IOException {
    try (SegmentStore reader = open()) {
      try (SegmentStore backend = open()) {
        backend.write(entry(1), UNLIMITED);
        backend.compact();
      }
      assertThat(outcome(reader, entry(1))).isEqualTo(SAME);
    }
  }

  @Test
  void recordsOfALaterVersionAreKept() throws IOException {
    SegmentId id = SegmentId.random();
    RecordWriter writer = new RecordWriter();
    writer.opening(id, 1, false);
    int start = writer.length();
    writer.end(id, 0); // which is out of range, so what it says is not known
    byte[] dropped = Arrays.copyOfRange(writer.bytes(), start + Frame.BYTES, writer.length());
    start = writer.length();
    writer.end(id, 77);
    byte[] segment = Arrays.copyOf(writer.bytes(), writer.length());
    segment[segment.length - 2] = 9 << 3 | 2; // a kind that nobody knows yet
    Frame.seal(id, segment, start, segment.length, segment.length - start - Frame.BYTES);
    byte[] message = Arrays.copyOfRange(segment, start + Frame.BYTES, segment.length);
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
      Files.write(id.in(cache.resolve("protobuf-v1")), segment);
      backend.compact();

      List<Path> compacted = Entries.segments(cache);
      assertThat(compacted).doesNotContain(id.in(cache.resolve("protobuf-v1"))).hasSize(1);
      assertThat(new String(Files.readAllBytes(compacted.get(0)), ISO_8859_1))
          .containsOnlyOnce(new String(message, ISO_8859_1))
          .doesNotContain(new String(dropped, ISO_8859_1));
      assertThat(outcome(backend, entry(1))).isEqualTo(SAME);
    }
  }

  @Test
  void recordThatChangesWhileItIsCopiedEndsTheCompaction() throws IOException {
    AtomicBoolean changing = new AtomicBoolean(true);
    FileOps files =
        new ForwardingFiles() {
          @Override
          public int read(
              RandomAccessFile file, long position, byte[] target, int offset, int length)
              throws IOException {
            int read = super.read(file, position, target, offset, length);
            if (length == 512 && changing.getAndSet(false)) { // of one record
              target[20] ^= 1;
            }
            return read;
          }
        };
    try (SegmentStore backend = fill(files)) {
      List<Path> before = Entries.segments(cache);
      assertThatIOException()
          .isThrownBy(backend::compact)
          .withMessageMatching("record at \\d+ in .*\\.segment has changed");
      assertThat(Entries.segments(cache)).containsAll(before);
      assertFilled(backend);

      backend.compact();
      assertThat(Entries.segments(cache)).doesNotContainAnyElementsOf(before).hasSize(1);
      assertFilled(backend);
    }
  }

  /** A byte of the first record that is written, which is an entry's, and one of the last. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compactedSegmentThatIsNotWhatWasWrittenIsGivenUp(boolean last) throws IOException {
    AtomicBoolean lying = new AtomicBoolean();
    FileOps files =
        new ForwardingFiles() {
          @Override
          public RandomAccessFile open(Path file, boolean writable) throws IOException {
            lying.set(lying.get() || (writable && file.toString().endsWith(".tmp")));
            return super.open(file, writable);
          }

          @Override
          public int write(
              RandomAccessFile file, long position, byte[] source, int offset, int length)
              throws IOException {
            byte[] written = Arrays.copyOfRange(source, offset, offset + length);
            written[last ? length - 1 : 100] ^= (byte) (lying.get() ? 1 : 0);
            return super.write(file, position, written, 0, length);
          }
        };
    try (SegmentStore backend = fill(files)) {
      List<Path> before = Entries.segments(cache);
      assertThatIOException()
          .isThrownBy(backend::compact)
          .withMessageMatching(
              "compacted segment .*\\.tmp has " + (last ? 3 : 2) + " entries, not 3");
      assertThat(Entries.segments(cache)).containsAll(before);
      assertThat(cache.resolve("protobuf-v1"))
          .isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
      assertFilled(backend);
    }
  }

  private SegmentStore fill(FileOps files) throws IOException {
    try (SegmentStore earlier = open()) {
      for (int call = 0; call < 3; call++) {
        earlier.write(entry(call), UNLIMITED);
      }
    }
    return SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL);
  }

  private static void assertFilled(CacheBackend backend) throws IOException {
    for (int call = 0; call < 3; call++) {
      assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
    }
  }

  @Test
  void openReadersFollow() throws IOException {
    try (SegmentStore reader = open()) {
      try (SegmentStore backend = open()) {
        for (int call = 0; call < 200; call++) {
          backend.write(entry(call), UNLIMITED);
        }
      }
      assertThat(outcome(reader, entry(7))).isEqualTo(SAME);
      try (SegmentStore backend = open()) {
        backend.remove(key(7));
        backend.compact();
      }
      clock.step(Duration.ofMinutes(1));
      assertThat(outcome(reader, entry(7))).isEqualTo(MISS);
      for (int call = 8; call < 200; call++) {
        assertThat(outcome(reader, entry(call))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void whoListsDuringACompactionSeesAllAndWritesWhatIsLater() throws IOException {
    assertLatestAfterOpeningBy(
        compactor ->
            new Meanwhile(compactor) {
              @Override
              public List<String> list(Path directory) throws IOException {
                List<String> before = super.list(directory);
                compactOnce();
                return before;
              }
            });
  }

  @Test
  void whoReadsDuringACompactionSeesAllAndWritesWhatIsLater() throws IOException {
    assertLatestAfterOpeningBy(
        compactor ->
            new Meanwhile(compactor) {
              @Override
              public RandomAccessFile open(Path file, boolean writable) throws IOException {
                if (file.toString().endsWith(".segment")) {
                  compactOnce();
                }
                return super.open(file, writable);
              }
            });
  }

  @Test
  void entryRemovedWhileItIsCompactedIsNotSeenForAMoment() throws IOException {
    try (SegmentStore earlier = open()) {
      earlier.write(entry(1), UNLIMITED);
      earlier.write(entry(2), UNLIMITED);
    }
    List<Runnable> whileListing = new ArrayList<>();
    FileOps watching =
        new ForwardingFiles() {
          @Override
          public List<String> list(Path directory) throws IOException {
            whileListing.forEach(Runnable::run);
            return super.list(directory);
          }
        };
    List<String> places = new ArrayList<>();
    TestBackendContext context = TestBackendContext.in(cache).clock(clock);
    try (SegmentStore remover = SegmentStore.open(context, watching, Sizes.USUAL)) {
      FileOps removing =
          new ForwardingFiles() {
            @Override
            public void rename(Path from, Path to) throws IOException {
              remover.remove(key(1));
              super.rename(from, to);
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
              super.syncDirectory(directory);
              whileListing.add(() -> places.add(remover.place(key(1))));
              clock.step(Duration.ofMinutes(1)); // so that a hit looks
              assertThat(outcome(remover, entry(2))).isEqualTo(SAME);
            }
          };
      try (SegmentStore compactor = SegmentStore.open(context, removing, Sizes.USUAL)) {
        compactor.compact();
      }
      assertThat(places).hasSizeGreaterThan(1).containsOnly(cache.resolve("protobuf-v1") + "");
    }
  }

  /** Files on which a compaction takes place in between. */
  private abstract static class Meanwhile extends ForwardingFiles {
    private final SegmentStore compactor;
    private boolean compacted;

    Meanwhile(SegmentStore compactor) {
      this.compactor = compactor;
    }

    final void compactOnce() throws IOException {
      if (!compacted) {
        compacted = true;
        compactor.compact();
      }
    }
  }

  private void assertLatestAfterOpeningBy(Function<SegmentStore, FileOps> files)
      throws IOException {
    try (SegmentStore earlier = open()) {
      for (int size = 100; size < 200; size++) {
        earlier.write(entry(1, size), UNLIMITED);
      }
      earlier.write(entry(2), UNLIMITED);
    }
    TestBackendContext context = TestBackendContext.in(cache).clock(clock);
    try (SegmentStore compactor = open();
        SegmentStore late = SegmentStore.open(context, files.apply(compactor), Sizes.USUAL)) {
      late.write(entry(1, 40), UNLIMITED);
      assertThat(outcome(late, entry(2))).isEqualTo(SAME);
    }
    try (SegmentStore reopened = open()) {
      assertThat(outcome(reopened, entry(1, 40))).isEqualTo(SAME);
      assertThat(outcome(reopened, entry(2))).isEqualTo(SAME);
    }
  }

  @Test
  void twoWritersUnderCompactionLoseNothing() throws Exception {
    int calls = 400;
    List<JavaProcess> writers = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      writers.add(
          JavaProcess.run(Writer.class)
              .arguments(cache.toString(), "" + writer * calls, "" + (writer + 1) * calls)
              .start());
    }
    try (SegmentStore backend = open(TinySegmentsTest.TINY)) {
      for (JavaProcess writer : writers) {
        while (writer.running()) {
          backend.compact();
        }
        assertThat(writer.awaitSuccess()).containsExactly("done");
      }
      backend.compact();
      for (int call = 0; call < 2 * calls; call++) {
        assertThat(outcome(backend, entry(call, 60))).as("entry %s", call).isEqualTo(SAME);
      }
    }
    try (SegmentStore backend = open()) {
      backend.compact();
      backend.compact();
      assertThat(Entries.listed(backend)).hasSize(2 * calls);
      assertThat(Entries.bytes(cache)).isLessThan(2L * calls * 250);
    }
  }

  /** Writes each entry twice, small segments all along, and reads each back. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      TestBackendContext context = TestBackendContext.in(Path.of(arguments[0]));
      SegmentStore backend = SegmentStore.open(context, new DiskFiles(), TinySegmentsTest.TINY);
      for (int call = Integer.parseInt(arguments[1]);
          call < Integer.parseInt(arguments[2]);
          call++) {
        backend.write(entry(call, 50), UNLIMITED);
        backend.write(entry(call, 60), UNLIMITED);
        if (outcome(backend, entry(call, 60)) != SAME) {
          throw new AssertionError("entry " + call + " is not there after it was written");
        }
      }
      backend.close();
      System.out.println("done");
    }
  }

  private static void assertKept(CacheBackend backend) throws IOException {
    for (int call = 0; call < 100; call++) {
      assertThat(outcome(backend, entry(call, 104)))
          .as("entry %s", call)
          .isEqualTo(call < 10 ? SAME : MISS);
    }
  }

  private SegmentStore open() throws IOException {
    return open(Sizes.USUAL);
  }

  private SegmentStore open(Sizes sizes) throws IOException {
    return SegmentStore.open(TestBackendContext.in(cache).clock(clock), new DiskFiles(), sizes);
  }
}
