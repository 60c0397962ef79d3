package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.Outcome.WRONG;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static dev.locache.protobuf.Entries.segments;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.protobuf.Entries.Outcome;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: never a wrong entry, and no more lost than what was damaged. */
final class DamageTest {
  private static final int ENTRIES = 4;

  private final SteppingClock clock = new SteppingClock();
  private Path cache;
  private Path segment;
  private byte[] whole;

  @BeforeEach
  void writeASegment(@TempDir Path parent) throws IOException {
    cache = parent.resolve("locache");
    try (CacheBackend backend = open()) {
      for (int call = 0; call < ENTRIES; call++) {
        backend.write(entry(call), UNLIMITED);
      }
    }
    segment = segments(cache).get(0);
    whole = Files.readAllBytes(segment);
  }

  @Test
  void tornTailOfAnyLengthLosesOnlyTornRecords() throws IOException {
    List<Integer> ends = endsOfEntries();
    for (int length = whole.length; length >= 0; length--) {
      Files.write(segment, Arrays.copyOf(whole, length));
      try (CacheBackend backend = open()) {
        for (int call = 0; call < ENTRIES; call++) {
          Outcome expected = ends.get(call) <= length ? SAME : MISS;
          assertThat(outcome(backend, entry(call)))
              .as("entry %s, cut off at %s", call, length)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void anyDamagedByteLosesOneEntryAtMost() throws IOException {
    for (int position = 0; position < whole.length; position++) {
      for (int change : new int[] {0x01, 0x80, 0xFF}) {
        byte[] damaged = whole.clone();
        damaged[position] ^= (byte) change;
        Files.write(segment, damaged);
        assertAtMostOneLost("byte " + position + " changed by " + change);
      }
    }
  }

  @Test
  void damagedRunOfBytesLosesWhatItTouches() throws IOException {
    List<Integer> ends = endsOfEntries();
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, ends.get(0), ends.get(1), (byte) 0);
    Files.write(segment, damaged);
    try (CacheBackend backend = open()) {
      assertThat(outcomes(backend)).containsExactly(SAME, MISS, SAME, SAME);
    }
  }

  @Test
  void damagedEntryIsWrittenAgainWithoutRepair() throws IOException {
    byte[] damaged = whole.clone();
    damaged[endsOfEntries().get(1) - 1] ^= 1;
    Files.write(segment, damaged);
    try (CacheBackend backend = open()) {
      assertThat(outcomes(backend)).containsExactly(SAME, MISS, SAME, SAME);
      backend.write(entry(1), UNLIMITED);
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
    try (CacheBackend backend = open()) {
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
  }

  @Test
  void damageWhileOpenIsFoundByTheNextRead() throws IOException {
    try (CacheBackend backend = open()) {
      byte[] damaged = whole.clone();
      damaged[endsOfEntries().get(2) - 40] ^= 1;
      Files.write(segment, damaged);
      assertThat(outcomes(backend)).doesNotContain(WRONG).filteredOn(SAME::equals).hasSize(3);
    }
  }

  @Test
  void removedSegmentIsAMiss() throws IOException {
    try (CacheBackend backend = open()) {
      backend.write(entry(9), UNLIMITED);
      Files.delete(segment);
      clock.step(Duration.ofMinutes(1));
      assertThat(outcome(backend, entry(9))).isEqualTo(SAME);
      assertThat(outcomes(backend)).containsOnly(MISS);
      backend.write(entry(1), UNLIMITED);
      assertThat(outcomes(backend)).containsExactly(MISS, SAME, MISS, MISS);
    }
  }

  @Test
  void segmentCutOffByAnotherIsReadAnew() throws IOException {
    try (CacheBackend owner = open();
        CacheBackend reader = open()) {
      for (int call = 10; call < 14; call++) {
        owner.write(entry(call, 1_000), UNLIMITED);
      }
      assertThat(outcome(reader, entry(13, 1_000))).isEqualTo(SAME);
      List<Path> both = new ArrayList<>(segments(cache));
      both.remove(segment);
      try (RandomAccessFile growing = new RandomAccessFile(both.get(0).toFile(), "rw")) {
        growing.setLength(growing.length() - 700); // a part of the last record's value
      }

      assertThat(outcome(reader, entry(13, 1_000))).isEqualTo(MISS);
      assertThat(Entries.listed(reader)).extracting(StoredEntry::key).doesNotContain(key(13));
      assertThat(outcome(reader, entry(12, 1_000))).isEqualTo(SAME);
      assertThat(outcomes(reader)).containsOnly(SAME);
    }
  }

  @Test
  void segmentThatCannotBeReadIsAMissUntilItCan() throws IOException {
    AtomicBoolean failing = new AtomicBoolean(true);
    FileOps files =
        new ForwardingFiles() {
          @Override
          public RandomAccessFile open(Path file, boolean writable) throws IOException {
            if (failing.get() && file.equals(segment)) {
              throw new IOException("input/output error");
            }
            return super.open(file, writable);
          }
        };
    try (CacheBackend other = open();
        CacheBackend backend =
            SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL)) {
      other.write(entry(9), UNLIMITED);
      assertThat(outcomes(backend)).containsOnly(MISS);
      assertThat(outcome(backend, entry(9))).isEqualTo(SAME);

      failing.set(false);
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
  }

  @Test
  void segmentThatCameAndCannotBeReadHidesNothingElse() throws IOException {
    AtomicBoolean failing = new AtomicBoolean(true);
    AtomicInteger opened = new AtomicInteger();
    FileOps files =
        new ForwardingFiles() {
          @Override
          public RandomAccessFile open(Path file, boolean writable) throws IOException {
            if (failing.get() && !file.equals(segment)) {
              throw new IOException("input/output error");
            }
            opened.addAndGet(file.equals(segment) ? 1 : 0);
            return super.open(file, writable);
          }
        };
    try (CacheBackend backend =
            SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL);
        CacheBackend other = open()) {
      other.write(entry(9), UNLIMITED);
      assertThat(outcome(backend, entry(9))).isEqualTo(MISS);
      assertThat(outcomes(backend)).containsOnly(SAME);
      assertThat(opened).as("the others are not read anew").hasValue(1);

      failing.set(false);
      assertThat(outcome(backend, entry(9))).isEqualTo(SAME);
    }
  }

  @Test
  void segmentThatEndsWhileItIsScannedIsScannedAgain() throws IOException {
    AtomicBoolean ending = new AtomicBoolean(true);
    FileOps files =
        new ForwardingFiles() {
          @Override
          public int read(
              RandomAccessFile file, long position, byte[] target, int offset, int length)
              throws IOException {
            return super.read(file, position, target, offset, length - (ending.get() ? 1 : 0));
          }
        };
    try (CacheBackend backend =
        SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL)) {
      assertThat(outcomes(backend)).containsOnly(MISS);
      ending.set(false);
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
  }

  @Test
  void ownSegmentRemovedIsReplaced() throws IOException {
    try (CacheBackend backend = open()) {
      backend.write(entry(9), UNLIMITED);
      for (Path each : segments(cache)) {
        Files.delete(each);
      }
      clock.step(Duration.ofMinutes(1));
      assertThat(outcome(backend, entry(9))).isEqualTo(MISS);
      backend.write(entry(9), UNLIMITED);
    }
    try (CacheBackend backend = open()) {
      assertThat(outcome(backend, entry(9))).isEqualTo(SAME);
    }
  }

  @Test
  void directoryRemovedIsMadeAgain() throws IOException {
    try (CacheBackend backend = open()) {
      deleteAll(cache);
      clock.step(Duration.ofMinutes(1));
      assertThat(outcomes(backend)).containsOnly(MISS);
      backend.write(entry(0), UNLIMITED);
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
    try (CacheBackend backend = open()) {
      assertThat(outcome(backend, entry(0))).isEqualTo(SAME);
    }
  }

  @Test
  void foreignFilesAreLeftAlone() throws IOException {
    Path directory = cache.resolve("protobuf-v1");
    Path text = Files.writeString(directory.resolve("notes.txt"), "mine");
    Path temporary = Files.writeString(directory.resolve(UUID.randomUUID() + ".old.tmp"), "mine");
    Path named = Files.write(directory.resolve(UUID.randomUUID() + ".segment"), new byte[500]);
    Path copied = Files.write(directory.resolve(UUID.randomUUID() + ".segment"), whole);
    Path nested = Files.createDirectory(directory.resolve(UUID.randomUUID() + ".segment"));
    Path link = directory.resolve(UUID.randomUUID() + ".segment");
    Files.createSymbolicLink(link, segment);
    try (SegmentStore backend = open()) {
      assertThat(outcomes(backend)).containsOnly(SAME);
      backend.compact();
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
    assertThat(List.of(text, temporary, named, copied, nested)).allMatch(Files::exists);
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void segmentOfANewerFormatIsLeftAlone() throws IOException {
    SegmentId id = SegmentId.random();
    RecordWriter writer = new RecordWriter();
    writer.opening(id, 1, false);
    byte[] newer = Arrays.copyOf(writer.bytes(), writer.length());
    newer[newer.length - 1] = 2; // the format
    Frame.seal(id, newer, 0, newer.length, newer.length - Frame.BYTES);
    writer.reset();
    writer.entry(id, 1_000, Methods.digest(Entries.QUOTE), entry(0, 7), 0);
    byte[] segmentOfTwo = Arrays.copyOf(newer, newer.length + writer.length());
    System.arraycopy(writer.bytes(), 0, segmentOfTwo, newer.length, writer.length());
    Path file = Files.write(id.in(cache.resolve("protobuf-v1")), segmentOfTwo);
    try (SegmentStore backend = open()) {
      assertThat(outcomes(backend)).containsOnly(SAME);
      backend.compact();
      assertThat(outcomes(backend)).containsOnly(SAME);
    }
    assertThat(file).hasBinaryContent(segmentOfTwo);
  }

  private void assertAtMostOneLost(String damage) throws IOException {
    try (CacheBackend backend = open()) {
      List<Outcome> outcomes = outcomes(backend);
      assertThat(outcomes).as(damage).doesNotContain(WRONG);
      assertThat(outcomes).as(damage).filteredOn(MISS::equals).hasSizeLessThan(2);
    }
  }

  private List<Outcome> outcomes(CacheBackend backend) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int call = 0; call < ENTRIES; call++) {
      outcomes.add(outcome(backend, entry(call)));
    }
    return outcomes;
  }

  /** Returns where each entry's record ends in the whole segment. */
  private List<Integer> endsOfEntries() throws IOException {
    List<Integer> ends = new ArrayList<>();
    SegmentId id = SegmentId.parse(String.valueOf(segment.getFileName()));
    Segment reader = new Segment(new DiskFiles(), requireNonNull(id), segment, 0);
    try (reader) {
      reader.scan(
          whole.length,
          (offset, length, head) -> {
            if (head instanceof Head.EntryHead) {
              ends.add((int) (offset + length));
            }
          });
    }
    assertThat(ends).hasSize(ENTRIES);
    return ends;
  }

  private SegmentStore open() throws IOException {
    return SegmentStore.open(
        TestBackendContext.in(cache).clock(clock), new DiskFiles(), Sizes.USUAL);
  }

  private static void deleteAll(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
