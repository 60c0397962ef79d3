package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How records are read: by position, through a mapping, and while others change the file. */
final class SegmentFileTest {
  private static final SegmentId ID = SegmentId.of(1, 2);
  private static final int READS_BEFORE_MAPPING = 32;

  private final CountingFiles files = new CountingFiles();
  private Path path;
  private byte[] whole;
  private SegmentFile segment;

  /** Counts reads and mappings, and fails them on demand. */
  private static final class CountingFiles extends ForwardingFiles {
    private final List<RandomAccessFile> opened = new ArrayList<>();
    private final List<Long> mapped = new ArrayList<>();
    private boolean mapFails;
    private int reads;
    private Runnable whileReading = () -> {};

    @Override
    public RandomAccessFile open(Path file, boolean writable) throws IOException {
      RandomAccessFile open = super.open(file, writable);
      opened.add(open);
      return open;
    }

    @Override
    public int read(RandomAccessFile file, long position, byte[] target, int offset, int length)
        throws IOException {
      reads++;
      whileReading.run();
      return super.read(file, position, target, offset, length);
    }

    @Override
    public ByteBuffer map(Path file, long length) throws IOException {
      mapped.add(length);
      if (mapFails) {
        throw new IOException("no more mappings");
      }
      return super.map(file, length);
    }
  }

  @BeforeEach
  void writeTwoRecords(@TempDir Path parent) throws IOException {
    RecordWriter writer = new RecordWriter();
    writer.opening(ID, 1, false);
    writer.entry(ID, 2, Methods.digest(Entries.QUOTE), entry(1, 2_000), 60);
    whole = Arrays.copyOf(writer.bytes(), writer.length());
    path = Files.write(parent.resolve(ID.fileName()), whole);
    segment = new SegmentFile(files, ID, path);
  }

  @Test
  void recordsAreReadByPositionUntilAMappingIsWorthIt() throws IOException {
    for (int read = 1; read < READS_BEFORE_MAPPING; read++) {
      assertRead();
    }
    assertThat(files.mapped).isEmpty();
    assertRead();
    assertThat(files.mapped).containsExactly((long) whole.length);

    int before = files.reads;
    assertRead();
    assertThat(files.reads).isEqualTo(before);
  }

  @Test
  void segmentWithoutAWholeRecordIsNotMapped() throws IOException {
    for (int read = 0; read < 2 * READS_BEFORE_MAPPING; read++) {
      assertThat(segment.frame(0, 0)).isEqualTo(opening());
    }
    assertThat(files.mapped).isEmpty();
  }

  @Test
  void whatCannotBeMappedIsReadByPositionFromThenOn() throws IOException {
    files.mapFails = true;
    for (int read = 0; read < 10 * READS_BEFORE_MAPPING; read++) {
      assertRead();
    }
    assertThat(files.mapped).hasSize(1);
  }

  /** At once after a quarter and 16 KiB; for less, after twice as many reads each time. */
  @Test
  void mappingIsRenewedAsTheSegmentGrows() throws IOException {
    readUntilMapped();
    long end = grow(1_000);
    int readsBySmallSteps = READS_BEFORE_MAPPING;
    for (int mapping = 2; mapping < 5; mapping++) {
      for (int read = 0; read < readsBySmallSteps - 1; read++) {
        assertThat(segment.frame(lastRecord, end)).hasSize(lastLength);
      }
      assertThat(files.mapped).hasSize(mapping - 1);
      assertThat(segment.frame(lastRecord, end)).hasSize(lastLength);
      assertThat(files.mapped).hasSize(mapping).endsWith(end);
      end = grow(1_000);
      readsBySmallSteps *= 2;
    }
    end = grow(40_000);
    for (int read = 0; read < READS_BEFORE_MAPPING; read++) {
      assertThat(segment.frame(lastRecord, end)).hasSize(lastLength);
    }
    assertThat(files.mapped).hasSize(5).endsWith(end);
  }

  private long lastRecord;
  private int lastLength;

  /** Appends an entry of about that length and returns the new end. */
  private long grow(int bytes) throws IOException {
    RecordWriter writer = new RecordWriter();
    writer.entry(ID, 3, Methods.digest(Entries.QUOTE), entry(1, bytes), 60);
    lastRecord = Files.size(path);
    lastLength = writer.length();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(lastRecord);
      file.write(writer.bytes(), 0, lastLength);
    }
    return lastRecord + lastLength;
  }

  @Test
  void mappedRecordThatIsOverwrittenIsDamaged() throws IOException {
    readUntilMapped();
    int start = opening().length;
    overwrite(start, 0);
    assertDamaged(start);
    overwrite(start, Frame.MAGIC);
    assertRead();

    overwrite(start + 4, whole.length); // longer than what is left
    assertDamaged(start);
    overwrite(start + 4, -1); // 4 GiB
    assertDamaged(start);
  }

  @Test
  void mappedRecordThatAnnouncesMoreThanAnyHasIsDamaged() throws IOException {
    long end = Frame.MAXIMUM_BYTES + 10_000L;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(end); // takes no room on the disk
    }
    int start = opening().length;
    for (int read = 0; read < READS_BEFORE_MAPPING; read++) {
      assertThat(segment.frame(start, end)).hasSize(whole.length - start);
    }
    assertThat(files.mapped).containsExactly(end);
    overwrite(start + 4, Frame.MAXIMUM_BYTES);
    assertDamaged(start);
  }

  @Test
  void recordThatIsCutOffWhileItIsReadIsDamaged() {
    int start = opening().length;
    files.whileReading =
        () -> {
          if (files.reads == 2) { // of what the first read did not give
            setLength(whole.length - 1);
          }
        };
    assertDamaged(start);
    setLength(whole.length - 1);
    assertDamaged(start);
    setLength(start + 5);
    assertDamaged(start);
  }

  @Test
  void oneOpenFileServesAllReadsThatGoWellOrNot() throws IOException {
    for (int read = 0; read < 10; read++) {
      assertRead();
      assertDamaged(3);
      assertThat(segment.length()).isEqualTo(whole.length);
      assertThat(segment.scan(0, whole.length, (offset, length, head) -> {}))
          .isEqualTo(whole.length);
    }
    assertThat(files.opened).hasSize(1);
    segment.close();
    assertThat(files.opened.get(0).getFD().valid()).isFalse();
  }

  @Test
  void closingClosesAlsoWhatIsBeingRead() throws IOException {
    assertRead();
    files.whileReading = this::close;
    assertRead();
    assertThat(files.opened).hasSize(1);
    assertThat(files.opened.get(0).getFD().valid()).isFalse();
  }

  @Test
  void closedFileIsNotOpenedAgain() throws IOException {
    segment.close();
    assertThatIOException()
        .isThrownBy(() -> segment.length())
        .withMessage("segment " + path + " is closed");
    assertThat(files.opened).isEmpty();
  }

  private byte[] opening() {
    return Arrays.copyOf(whole, (int) Frame.length(whole, 0));
  }

  private void assertRead() throws IOException {
    int start = opening().length;
    assertThat(segment.frame(start, whole.length))
        .isEqualTo(Arrays.copyOfRange(whole, start, whole.length));
  }

  private void assertDamaged(long start) {
    assertThatThrownBy(() -> segment.frame(start, whole.length))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("no whole record at " + start + " in segment " + path);
  }

  private void readUntilMapped() throws IOException {
    for (int read = 0; read < READS_BEFORE_MAPPING; read++) {
      assertRead();
    }
    assertThat(files.mapped).hasSize(1);
  }

  /** Writes in place: a file that is cut off under a mapping is another matter. */
  private void overwrite(long position, int number) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      file.writeInt(number);
    }
  }

  private void setLength(long length) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void close() {
    try {
      segment.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
