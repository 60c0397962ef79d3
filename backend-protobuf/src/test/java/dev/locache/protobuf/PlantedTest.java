package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.CorruptEntryException;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links and pipes in place of files, and files that announce what they do not hold. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlantedTest {
  private final SteppingClock clock = new SteppingClock();
  private final Path cache;
  private final Path directory;
  private final Path outside;

  PlantedTest(@TempDir Path temp) throws IOException {
    cache = temp.resolve("cache");
    directory = cache.resolve("protobuf-v1");
    outside = Files.createDirectory(temp.resolve("outside"));
  }

  @Test
  void aLinkedDirectoryIsRefused() throws IOException {
    Files.createDirectory(cache);
    Files.createSymbolicLink(directory, outside);

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not a directory, or a link, which is not followed: " + directory);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatBecomesALinkIsNotWrittenTo() throws IOException {
    Files.createDirectory(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwx---"));
    String message = "not a directory, or a link, which is not followed: " + directory;
    try (SegmentStore backend =
        SegmentStore.open(
            TestBackendContext.in(cache).clock(clock).signed(true), new DiskFiles(), Sizes.USUAL)) {
      Files.delete(directory);
      Files.createSymbolicLink(directory, outside);

      assertThatThrownBy(() -> backend.write(entry(1), UNLIMITED)).hasMessage(message);
      assertThatThrownBy(() -> backend.read(key(1), UNLIMITED)).hasMessage(message);
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aPipeInPlaceOfTheIndexFileDoesNotBlock() throws Exception {
    writeOne();
    Path index = directory.resolve("index");
    Files.deleteIfExists(index);
    assertThat(new ProcessBuilder("mkfifo", index.toString()).start().waitFor()).isZero();

    assertOneIsThere();
  }

  @Test
  void aPipeOrALinkInPlaceOfASegmentIsAMissAndDoesNotBlock() throws Exception {
    writeOne();
    Path segment = Entries.segments(cache).get(0);
    try (SegmentStore backend = open()) {
      Path target = outside.resolve("segment");
      Files.move(segment, target);
      Files.createSymbolicLink(segment, target);
      clock.step(Duration.ofMinutes(1));
      assertThat(outcome(backend, entry(1))).isEqualTo(MISS);
    }
    Files.delete(segment);
    assertThat(new ProcessBuilder("mkfifo", segment.toString()).start().waitFor()).isZero();
    try (SegmentStore backend = open()) {
      assertThat(outcome(backend, entry(1))).isEqualTo(MISS);
    }
  }

  @Test
  void anIndexFileBehindALinkIsNotRead() throws IOException {
    writeOne();
    Path index = directory.resolve("index");
    Files.write(outside.resolve("secret"), indexFile(0, 0));
    Files.deleteIfExists(index);
    Files.createSymbolicLink(index, outside.resolve("secret"));

    assertOneIsThere();
  }

  @Test
  void anIndexFileThatAnnouncesTooMuchIsNotBelieved() throws IOException {
    writeOne();
    Path index = directory.resolve("index");
    for (int announced : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 28}) {
      Files.write(index, indexFile(announced, 0, 0));
      assertOneIsThere();
      Files.write(index, indexFile(0, 0, announced));
      assertOneIsThere();
      Files.write(index, indexFile(0, 1, 0, 0, 0, 0, announced, announced, 0, 0, 0, 0, 0));
      assertOneIsThere();
    }
  }

  @Test
  void anIndexFileLargerThanTheHeapAllowsIsNotRead() throws IOException {
    writeOne();
    try (RandomAccessFile index = new RandomAccessFile(directory.resolve("index").toFile(), "rw")) {
      index.setLength(Integer.MAX_VALUE - 100);
    }
    assertOneIsThere();
  }

  /** Room for one that is not there, many times over, would leave the table without an end. */
  @Test
  void aRemovalOfNothingLeavesTheTableInOrder() throws IOException {
    SegmentId id = SegmentId.random();
    RecordWriter writer = new RecordWriter();
    writer.opening(id, 1, false);
    writer.removal(id, 1000, new long[500], new long[500]);
    writer.uses(id, 1001, new long[1], new int[1]);
    try (SegmentStore backend = open()) {
      for (int call = 0; call < 10; call++) {
        backend.write(entry(call), UNLIMITED);
      }
      byte[] planted = Arrays.copyOf(writer.bytes(), writer.length());
      Files.write(id.in(directory), planted);
      clock.step(Duration.ofMinutes(1));
      for (int call = 10; call < 300; call++) {
        backend.write(entry(call), UNLIMITED);
        assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
      }
    }
  }

  @Test
  void aRecordThatAnnouncesGigabytesIsDamageAndAllocatesNothing() throws IOException {
    writeOne();
    Path segment = Entries.segments(cache).get(0);
    SegmentId id = requireNonNull(SegmentId.parse(String.valueOf(segment.getFileName())));
    byte[] whole = Files.readAllBytes(segment);
    int start = lastEntry(whole);
    int headEnd = Frame.check(id, whole, start, whole.length);
    Frame.seal(id, whole, start, headEnd, Integer.MAX_VALUE - 100);
    Files.deleteIfExists(directory.resolve("index"));
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.write(whole);
      file.setLength(Integer.MAX_VALUE + 1000L); // takes no room on the disk
    }
    try (SegmentStore backend = open()) {
      assertThatThrownBy(() -> backend.read(key(1), UNLIMITED))
          .isInstanceOf(CorruptEntryException.class)
          .hasMessageStartingWith("no whole record at " + start);
    }
  }

  private static int lastEntry(byte[] segment) {
    int start = 0;
    for (int at = 0; at + Frame.BYTES < segment.length; at++) {
      boolean entry = Frame.startsAt(segment, at) && segment.length - at > 60;
      start = entry ? at : start;
    }
    return start;
  }

  /**
   * Returns an index file without rows whose checksums are right, with those numbers in its head.
   */
  private static byte[] indexFile(int... numbers) {
    ByteBuffer head = ByteBuffer.allocate(8 + numbers.length * 4 + 8).putLong(5);
    for (int number : numbers) {
      head.putInt(number);
    }
    CRC32C checksum = new CRC32C();
    checksum.update(head.array());
    ByteBuffer file = ByteBuffer.allocate(16 + head.capacity() + 4);
    file.putInt(0xF54C4F58).putInt(2).putInt(head.capacity());
    return file.putInt((int) checksum.getValue()).put(head.array()).array();
  }

  private void writeOne() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
    }
  }

  private void assertOneIsThere() throws IOException {
    try (SegmentStore backend = open()) {
      assertThat(outcome(backend, entry(1))).isEqualTo(SAME);
    }
  }

  private SegmentStore open() throws IOException {
    return SegmentStore.open(
        TestBackendContext.in(cache).clock(clock), new DiskFiles(), Sizes.USUAL);
  }
}
