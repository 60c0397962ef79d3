package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index file saves reading, and is never believed against the segments. */
final class IndexFileTest {
  private static final int ENTRIES = 1_500;

  private Path parent;
  private Path cache;
  private Path index;

  /** Counts the bytes that are read, those of an index file included. */
  private static final class CountingFiles extends ForwardingFiles {
    private long scanned;

    @Override
    public int read(RandomAccessFile file, long position, byte[] target, int offset, int length)
        throws IOException {
      scanned += length;
      return super.read(file, position, target, offset, length);
    }
  }

  @BeforeEach
  void writeEntries(@TempDir Path parent) throws IOException {
    this.parent = parent;
    cache = parent.resolve("locache");
    index = fill(cache, 0);
  }

  @Test
  void segmentsAreNotReadAgain() throws IOException {
    CountingFiles withIndex = new CountingFiles();
    SegmentStore.open(TestBackendContext.in(cache), withIndex, Sizes.USUAL).close();
    assertThat(withIndex.scanned).isLessThan(Files.size(index) + 1_000);

    Files.delete(index);
    CountingFiles without = new CountingFiles();
    SegmentStore.open(TestBackendContext.in(cache), without, Sizes.USUAL).close();
    assertThat(without.scanned).isGreaterThan(Entries.bytes(cache));
    assertThat(index).as("index file, written again by a reader").exists();
  }

  @Test
  void writerThatNeverClosesLeavesARecentIndexFile() throws IOException {
    Path own = parent.resolve("killed");
    SegmentStore killed =
        SegmentStore.open(
            TestBackendContext.in(own),
            new DiskFiles(),
            new Sizes(64L << 20, 4L << 20, 4L << 20, 16, 100));
    for (int call = 0; call < ENTRIES; call++) {
      killed.write(entry(call), UNLIMITED);
    }
    Path recent = own.resolve("protobuf-v1").resolve("index");
    CountingFiles files = new CountingFiles();
    try (CacheBackend backend = SegmentStore.open(TestBackendContext.in(own), files, Sizes.USUAL)) {
      assertThat(files.scanned - Files.size(recent)).isLessThan(Entries.bytes(own) / 2);
      for (int call = 0; call < ENTRIES; call++) {
        assertThat(outcome(backend, entry(call))).isEqualTo(SAME);
      }
    }
    killed.close();
  }

  @Test
  void indexFileIsWrittenAgainAfterACompaction() throws IOException {
    try (SegmentStore backend =
        SegmentStore.open(
            TestBackendContext.in(cache),
            new DiskFiles(),
            new Sizes(64L << 20, 4L << 20, 4L << 20, 16, 100))) {
      for (int call = 0; call < 500; call++) {
        backend.remove(key(call));
      }
      backend.compact();
      backend.write(entry(ENTRIES), UNLIMITED);
      CountingFiles files = new CountingFiles();
      SegmentStore.open(TestBackendContext.in(cache), files, Sizes.USUAL).close();
      assertThat(files.scanned).isLessThan(Files.size(index) + 5_000);
    }
  }

  @Test
  void deletedIndexFileLosesNothing() throws IOException {
    Files.delete(index);
    assertAll(ENTRIES);
  }

  @Test
  void truncatedIndexFileLosesNothing() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    for (int length : new int[] {0, 3, 4, 11, 12, 40, 100, whole.length / 2, whole.length - 1}) {
      Files.write(index, Arrays.copyOf(whole, length));
      assertAll(ENTRIES);
    }
  }

  @Test
  void damagedIndexFileLosesNothing() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    for (int position = 0; position < whole.length; position += 1 + position / 8) {
      byte[] damaged = whole.clone();
      damaged[position] ^= (byte) 0x81;
      Files.write(index, damaged);
      assertAll(ENTRIES);
    }
  }

  @Test
  void staleIndexFileLosesNothing() throws IOException {
    byte[] stale = Files.readAllBytes(index);
    try (CacheBackend backend = open(cache)) {
      backend.remove(key(3));
      backend.write(entry(ENTRIES), UNLIMITED);
      backend.write(entry(5, 77), UNLIMITED);
    }
    Files.write(index, stale);
    try (CacheBackend backend = open(cache)) {
      assertThat(outcome(backend, entry(3))).isEqualTo(MISS);
      assertThat(outcome(backend, entry(4))).isEqualTo(SAME);
      assertThat(outcome(backend, entry(5, 77))).isEqualTo(SAME);
      assertThat(outcome(backend, entry(ENTRIES))).isEqualTo(SAME);
    }
  }

  @Test
  void indexFileFromBeforeACompactionLosesNothing() throws IOException {
    byte[] stale = Files.readAllBytes(index);
    try (SegmentStore backend = open(cache)) {
      for (int call = 0; call < 500; call++) {
        backend.remove(key(call));
      }
      backend.compact();
    }
    Files.write(index, stale);
    try (CacheBackend backend = open(cache)) {
      for (int call = 0; call < ENTRIES; call++) {
        assertThat(outcome(backend, entry(call))).isEqualTo(call < 500 ? MISS : SAME);
      }
    }
  }

  @Test
  void indexFileOfAnotherDirectoryLosesNothing() throws IOException {
    Path other = fill(parent.resolve("other"), 700);
    Files.write(index, Files.readAllBytes(other));
    assertAll(ENTRIES);
  }

  @Test
  void indexFileThatPointsElsewhereIsNotBelieved() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    int rows = whole.length - 4 - ENTRIES * 24;
    for (int row = rows; row < whole.length - 4; row += 24) {
      whole[row + 15] ^= 1; // the offset
    }
    CRC32C checksum = new CRC32C();
    checksum.update(whole, rows, ENTRIES * 24);
    ByteBuffer.wrap(whole).putInt(whole.length - 4, (int) checksum.getValue());
    Files.write(index, whole);
    assertAll(ENTRIES);
  }

  private void assertAll(int entries) throws IOException {
    try (CacheBackend backend = open(cache)) {
      for (int call = 0; call < entries; call += 7) {
        assertThat(outcome(backend, entry(call))).as("entry %s", call).isEqualTo(SAME);
      }
      assertThat(Entries.listed(backend)).hasSize(entries);
    }
  }

  /** Returns the index file. */
  private static Path fill(Path cache, int from) throws IOException {
    try (CacheBackend backend = open(cache)) {
      for (int call = from; call < from + ENTRIES; call++) {
        backend.write(entry(call), UNLIMITED);
      }
    }
    return cache.resolve("protobuf-v1").resolve("index");
  }

  private static SegmentStore open(Path cache) throws IOException {
    return SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL);
  }
}
