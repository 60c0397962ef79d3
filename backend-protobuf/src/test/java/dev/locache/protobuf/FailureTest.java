package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full disks and crashes in the middle. */
final class FailureTest {
  private final FailingFiles files = new FailingFiles();
  private Path cache;

  @BeforeEach
  void nameADirectory(@TempDir Path parent) {
    cache = parent.resolve("locache");
  }

  @Test
  void recordThatDoesNotFitIsCutOffAgain() throws IOException {
    for (int fitting = 0; fitting < 115; fitting += 6) {
      Path own = cache.resolve("disk" + fitting);
      try (CacheBackend backend = open(own)) {
        backend.write(entry(0), UNLIMITED);
        long before = Entries.bytes(own);
        files.failAfter(0, fitting);
        assertThatIOException()
            .isThrownBy(() -> backend.write(entry(1), UNLIMITED))
            .withMessage("no space left on device");
        assertThat(Entries.bytes(own)).as("%s bytes fitted", fitting).isEqualTo(before);
        assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
        assertThat(outcome(backend, entry(1))).isEqualTo(MISS);

        files.recover();
        backend.write(entry(1), UNLIMITED);
        assertThat(outcome(backend, entry(1))).isEqualTo(SAME);
      }
      try (CacheBackend backend = open(own)) {
        assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
        assertThat(outcome(backend, entry(1))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void segmentThatCannotBeCreatedIsTriedAgainByTheNextWrite() throws IOException {
    try (CacheBackend backend = open(cache)) {
      files.failAfter(0, 0);
      assertThatIOException()
          .isThrownBy(() -> backend.write(entry(0), UNLIMITED))
          .withMessage("no space left on device");
      assertThat(outcome(backend, entry(0))).isEqualTo(MISS);

      files.recover();
      backend.write(entry(0), UNLIMITED);
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
    try (SegmentStore backend = open(cache)) {
      backend.compact();
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
      assertThat(Entries.segments(cache)).as("the empty one is gone").hasSize(1);
    }
  }

  @Test
  void directoryThatCouldNotBeListedIsListedAgain() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      Path elsewhere = cache.resolveSibling("elsewhere");
      Files.move(cache.resolve("protobuf-v1"), elsewhere);
      files.failListings(true);
      for (int again = 0; again < 3; again++) {
        assertThatIOException()
            .isThrownBy(() -> backend.read(key(1), UNLIMITED))
            .withMessage("not a directory");
      }

      files.failListings(false);
      assertThat(outcome(backend, entry(0))).isEqualTo(MISS);
      backend.write(entry(0), UNLIMITED);
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
  }

  @Test
  void whereNoDirectoryMayBeMadeAllAreMissesAndTheWriteSaysWhy() throws IOException {
    FileOps readOnly =
        new ForwardingFiles() {
          @Override
          public void createDirectory(CacheDirectory root, Path directory) throws IOException {
            throw new IOException("read-only file system");
          }
        };
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache), readOnly, Sizes.USUAL)) {
      assertThat(outcome(backend, entry(0))).isEqualTo(MISS);
      assertThatIOException()
          .isThrownBy(() -> backend.write(entry(0), UNLIMITED))
          .withMessage("read-only file system");
    }
  }

  /** Each listing has a segment that is gone when it is read, and no listing comes out twice. */
  @Test
  void directoryThatNeverStandsStillIsReadAsFarAsItGoes() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
    }
    AtomicInteger listings = new AtomicInteger();
    FileOps restless =
        new ForwardingFiles() {
          @Override
          public List<String> list(Path directory) throws IOException {
            List<String> names = new ArrayList<>(super.list(directory));
            names.add(SegmentId.of(7, listings.incrementAndGet()).fileName());
            return names;
          }

          @Override
          public long changed(Path directory) {
            return Long.MAX_VALUE;
          }
        };
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache), restless, Sizes.USUAL)) {
      assertThat(listings).hasValueLessThan(100);
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
  }

  @Test
  void indexFileThatCannotBeWrittenIsLeftOut() throws IOException {
    for (int step = 0; step < 4; step++) {
      Path own = cache.resolve("index" + step);
      try (CacheBackend backend = open(own)) {
        for (int call = 0; call < 1_200; call++) {
          backend.write(entry(call), UNLIMITED);
        }
        files.failAfter(step + 1, 0); // after the record that ends the segment
      }
      files.recover();
      try (CacheBackend backend = open(own)) {
        for (int call = 0; call < 1_200; call += 7) {
          assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
        }
      }
    }
  }

  @Test
  void shortWritesAreContinued() throws IOException {
    files.writeAtMost(7);
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(1, 5_000), UNLIMITED);
      assertThat(outcome(backend, entry(1, 5_000))).isEqualTo(SAME);
    }
    assertThat(files.changes()).isGreaterThan(5_000 / 7);
  }

  @Test
  void recordIsWrittenByOneCall() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      int before = files.changes();
      backend.write(entry(1, 300_000), UNLIMITED);
      assertThat(files.changes() - before).isEqualTo(1);
    }
  }

  @Test
  void segmentWhoseSyncFailedIsGivenUp() throws IOException {
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache).durable(true), files, Sizes.USUAL)) {
      backend.write(entry(0), UNLIMITED);
      files.failAfter(1, 0); // after the write
      assertThatIOException().isThrownBy(() -> backend.write(entry(1), UNLIMITED));

      files.recover();
      backend.write(entry(2), UNLIMITED);
      assertThat(Entries.segments(cache)).hasSize(2);
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
      assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
    }
  }

  @Test
  void durableReplacementThatFailsLeavesTheEarlierEntry() throws IOException {
    for (int changes = 0; changes < 4; changes++) {
      Path own = cache.resolveSibling("cache-" + changes);
      try (CacheBackend backend =
          SegmentStore.open(TestBackendContext.in(own).durable(true), files, Sizes.USUAL)) {
        backend.write(entry(0), UNLIMITED);
        files.failAfter(changes, 0); // of write, sync, write of the frame, sync
        assertThatIOException().isThrownBy(() -> backend.write(entry(0, 500), UNLIMITED));
        files.recover();
      }
      try (CacheBackend reopened = open(own)) {
        // A frame that was written and not synced is there as long as the computer lives.
        Entry expected = changes < 3 ? entry(0) : entry(0, 500);
        assertThat(outcome(reopened, expected)).as("after %s changes", changes).isEqualTo(SAME);
      }
    }
  }

  /** The last record only makes others look; the entry is written. */
  @Test
  void durableReplacementIsThereWhateverHappensToTheRecordBehindIt() throws IOException {
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache).durable(true), files, Sizes.USUAL)) {
      backend.write(entry(0), UNLIMITED);
      files.failAfter(4, 0);
      backend.write(entry(0, 500), UNLIMITED);
      files.recover();
      assertThat(outcome(backend, entry(0, 500))).isEqualTo(SAME);
      backend.write(entry(1), UNLIMITED);
    }
    try (CacheBackend reopened = open(cache)) {
      assertThat(outcome(reopened, entry(0, 500))).isEqualTo(SAME);
      assertThat(outcome(reopened, entry(1))).isEqualTo(SAME);
    }
  }

  @Test
  void durableReplacementIsSeenByOthers() throws IOException {
    try (CacheBackend backend =
            SegmentStore.open(TestBackendContext.in(cache).durable(true), files, Sizes.USUAL);
        CacheBackend other = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      assertThat(outcome(other, entry(0))).isEqualTo(SAME);
      backend.write(entry(0, 500), UNLIMITED);
      assertThat(other.read(entry(1).key(), UNLIMITED)).isEmpty(); // looks around
      assertThat(outcome(other, entry(0, 500))).isEqualTo(SAME);
    }
  }

  @Test
  void durableSegmentIsCreatedWithTheNamesThatLeadToIt() throws IOException {
    List<Path> synced = new ArrayList<>();
    FileOps recording =
        new ForwardingFiles() {
          @Override
          public void syncDirectory(Path directory) throws IOException {
            synced.add(directory);
            super.syncDirectory(directory);
          }
        };
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache).durable(true), recording, Sizes.USUAL)) {
      backend.write(entry(0), UNLIMITED);
      backend.write(entry(1), UNLIMITED);
    }
    Path parent = cache.toRealPath().getParent();
    assertThat(synced).containsExactly(cache.resolve("protobuf-v1"), cache, parent);
  }

  @Test
  void readerOfATornSegmentChangesNothing() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      backend.write(entry(1), UNLIMITED);
    }
    Path segment = Entries.segments(cache).get(0);
    byte[] whole = Files.readAllBytes(segment);
    byte[] torn = Arrays.copyOf(whole, whole.length - 40);
    Files.write(segment, torn);
    int before = files.changes();
    try (CacheBackend backend = open(cache)) {
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
      assertThat(outcome(backend, entry(1))).isEqualTo(MISS);
    }
    assertThat(files.changes()).isEqualTo(before);
    assertThat(Files.readAllBytes(segment)).isEqualTo(torn);
  }

  @Test
  void failedRemovalLeavesTheEntry() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      files.failAfter(0, 0);
      assertThatIOException().isThrownBy(() -> backend.remove(key(0)));
      files.recover();
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
  }

  @Test
  void failedEvictionLeavesTheEntries() throws IOException {
    try (CacheBackend backend = open(cache)) {
      backend.write(entry(0), UNLIMITED);
      files.failAfter(0, 0);
      assertThatIOException()
          .isThrownBy(() -> backend.evict(Entries.QUOTE, new Limits(0, Duration.ofDays(1))));
      files.recover();
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
  }

  @Test
  void compactionThatStopsAnywhereLosesAndReturnsNothing() throws IOException {
    int steps = stepsOfACompaction();
    assertThat(steps).isGreaterThan(4);
    for (int step = 0; step <= steps; step++) {
      Path own = cache.resolve("step" + step);
      fill(own);
      SegmentStore crashed = open(own);
      files.failAfter(step, 10);
      try {
        crashed.compact();
      } catch (IOException stopped) {
        assertThat(stopped).hasMessage("no space left on device");
      }
      files.recover();
      assertFilled(crashed, "went on after step " + step);
      try (CacheBackend next = open(own)) {
        assertFilled(next, "reopened after step " + step);
      }
      crashed.close();
      try (SegmentStore next = open(own)) {
        next.compact();
        next.compact();
        assertFilled(next, "compacted again after step " + step);
        assertThat(Entries.segments(own)).as("segments after step %s", step).hasSize(1);
      }
      try (CacheBackend last = open(own)) {
        assertFilled(last, "compacted and reopened after step " + step);
      }
    }
  }

  /** Entries 0 to 9 in two segments, of which the odd ones are removed by a third. */
  private void fill(Path directory) throws IOException {
    for (int from = 0; from < 10; from += 5) {
      try (CacheBackend backend = open(directory)) {
        for (int call = from; call < from + 5; call++) {
          backend.write(entry(call), UNLIMITED);
        }
      }
    }
    try (CacheBackend backend = open(directory)) {
      for (int call = 1; call < 10; call += 2) {
        backend.remove(key(call));
      }
    }
  }

  private static void assertFilled(CacheBackend backend, String when) throws IOException {
    for (int call = 0; call < 10; call++) {
      assertThat(outcome(backend, entry(call)))
          .as("entry %s, %s", call, when)
          .isEqualTo(call % 2 == 0 ? SAME : MISS);
    }
  }

  private int stepsOfACompaction() throws IOException {
    Path own = cache.resolve("counted");
    fill(own);
    try (SegmentStore backend = open(own)) {
      int before = files.changes();
      backend.compact();
      assertFilled(backend, "compacted");
      return files.changes() - before;
    }
  }

  private SegmentStore open(Path directory) throws IOException {
    return SegmentStore.open(TestBackendContext.in(directory), files, Sizes.USUAL);
  }
}
