package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.locache.protobuf.Entries.Outcome;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** C4, C5 and C7 for records: the bytes of one, changed in every way and at random. */
final class RecordBytesTest {
  private static final long MOST_HEAP = 64L << 20;

  private static final SegmentId ID = SegmentId.of(7, 8);

  private final Methods methods = new Methods();
  private final ParserFuzz asTheyAre;
  private final ParserFuzz repaired;

  RecordBytesTest(@TempDir Path temp) {
    Path file = temp.resolve(ID.fileName());
    asTheyAre = target(file, UnaryOperator.identity());
    repaired = target(file, RecordBytesTest::repaired);
  }

  /** Returns the record of an entry whose value has so many bytes. */
  private byte[] record(Entry entry) throws IOException {
    RecordWriter writer = new RecordWriter();
    Method method = methods.of(entry.key().method());
    writer.entry(ID, 5, method.digest(), entry, Seconds.ofMillis(entry.createdMillis()));
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  private Entry entryOfRecord(int size) throws IOException {
    int value = size;
    for (int length = 0; length != size; value += size - length) {
      length = record(entry(1, value)).length;
      if (length == size) {
        return entry(1, value);
      }
    }
    throw new AssertionError("no value makes a record of " + size + " bytes");
  }

  /** Reads as the store does, and checks the seal as the engine does. */
  private Outcome outcome(byte[] frame, Entry written) {
    try {
      Method method = methods.of(written.key().method());
      Entry read = EntryReader.entry(ID, frame, written.key(), method);
      if (read == null || read.seal().remaining() != 4) {
        return MISS;
      }
      if (read.seal().getInt() != Entries.seal(read)) {
        return MISS;
      }
      return read.equals(written) ? SAME : Outcome.WRONG;
    } catch (CorruptEntryException damaged) {
      return MISS;
    }
  }

  @Test
  void everyOtherByteIsAMiss() throws IOException {
    Campaign campaign = Campaign.of("C4 every byte of a record");
    Entry written = entryOfRecord(512);
    byte[] whole = record(written);
    assertThat(outcome(whole, written)).isEqualTo(SAME);
    byte[] damaged = whole.clone();
    for (int at = 0; at < damaged.length; at++) {
      for (int change = 1; change < 256; change++) {
        damaged[at] = (byte) (whole[at] ^ change);
        if (outcome(damaged, written) != MISS) {
          throw new AssertionError("byte " + at + " changed by " + change);
        }
      }
      damaged[at] = whole[at];
    }
    campaign.result("130560 changes of 512 bytes, 0 wrong, 0 escapes");
  }

  @Test
  void everyFlippedBitOfALargeRecordIsAMiss() throws IOException {
    Campaign campaign = Campaign.of("C4 every bit of a large record");
    Entry written = entryOfRecord(64 << 10);
    byte[] damaged = record(written);
    int step = campaign.rounds(16, 1);
    int bits = 0;
    for (int bit = (int) (campaign.seed() & 15) % step; bit < 8 * damaged.length; bit += step) {
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      if (outcome(damaged, written) != MISS) {
        throw new AssertionError("bit " + bit);
      }
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      bits++;
    }
    campaign.result(bits + " bits of 524288, 0 wrong, 0 escapes");
  }

  @Test
  void everyOtherLengthIsAMiss() throws IOException {
    Entry written = entryOfRecord(512);
    byte[] whole = record(written);
    for (int length = 0; length < whole.length; length++) {
      assertThat(outcome(Arrays.copyOf(whole, length), written)).isEqualTo(MISS);
    }
  }

  /** C6: values and seals of other records, which are right where they come from. */
  @Test
  void valueOfAnotherRecordIsAMiss() throws IOException {
    for (int other = 2; other < 200; other++) {
      byte[] victim = record(entry(1, 100));
      byte[] donor = record(entry(other, 100));
      System.arraycopy(donor, donor.length - 100, victim, victim.length - 100, 100);
      assertThat(outcome(victim, entry(1, 100))).isEqualTo(MISS);
      assertThat(outcome(donor, entry(1, 100))).isEqualTo(MISS);
    }
  }

  @Test
  void changedSegmentsAreReadOrPassedOver() throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, segment");
    asTheyAre.run(campaign, campaign.rounds(2_000, 100_000), segments());
  }

  /** As from somebody who knows the segment's name and makes each frame's checksum right. */
  @Test
  void changedSegmentsWithRightChecksumsAreReadOrPassedOver() throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, segment with checksums made right");
    repaired.run(campaign, campaign.rounds(2_000, 100_000), segments());
  }

  @MethodSource("segments")
  @FuzzTest
  void changedSegmentsAreReadOrPassedOver(byte[] bytes) {
    asTheyAre.accepts(bytes);
  }

  @MethodSource("segments")
  @FuzzTest
  void changedSegmentsWithRightChecksumsAreReadOrPassedOver(byte[] bytes) {
    repaired.accepts(bytes);
  }

  private ParserFuzz target(Path file, UnaryOperator<byte[]> repair) {
    return new ParserFuzz(
        MOST_HEAP,
        repair,
        bytes -> {
          Files.write(file, bytes);
          readAll(file, bytes.length);
        });
  }

  /** Reads as a store that opens, then each entry that was found. */
  private void readAll(Path file, long length) throws IOException {
    Index index = new Index(0);
    Merge merge = new Merge(index, methods);
    try (Segment segment = new Segment(new DiskFiles(), ID, file, 0)) {
      index.add(segment);
      segment.scan(length, merge.into(segment));
      merge.apply(true);
      for (int call = 0; call < 4; call++) {
        read(index, entry(call, 60));
      }
      assertThat(index.table().size()).isBetween(0, 50);
    }
  }

  private void read(Index index, Entry written) throws IOException {
    Method method = methods.of(written.key().method());
    long hash = KeyHash.of(method.digest(), written.key().code(), written.key().arguments());
    int slot = index.table().find(hash);
    Segment segment = slot < 0 ? null : index.segment(index.table().location(slot));
    if (segment != null) {
      byte[] frame = segment.frame(Index.offset(index.table().location(slot)));
      assertThat(outcome(frame, written)).isNotEqualTo(Outcome.WRONG);
    }
  }

  static List<byte[]> segments() throws IOException {
    RecordWriter writer = new RecordWriter();
    Method method = new Methods().of(Entries.QUOTE);
    writer.opening(ID, 1, false);
    writer.methodName(ID, 2, Entries.QUOTE.toString());
    for (int call = 0; call < 4; call++) {
      writer.entry(ID, 3 + call, method.digest(), entry(call, 60), 1_000);
    }
    writer.uses(ID, 10, new long[] {1, 2}, new int[] {3, 4});
    writer.removal(ID, 11, new long[] {5, 6}, new long[] {9, 0});
    writer.clear(ID, 2, method.digest());
    writer.end(ID, 12);
    return List.of(Arrays.copyOf(writer.bytes(), writer.length()));
  }

  /** Makes the checksum right wherever a frame begins, as far as its head can be told. */
  private static byte[] repaired(byte[] bytes) {
    for (int at = 0; at + Frame.BYTES + 2 < bytes.length; at++) {
      if (Frame.startsAt(bytes, at)) {
        int head = bytes[at + Frame.BYTES + 1];
        int headEnd = at + Frame.BYTES + 2 + head;
        if (head >= 0 && headEnd <= bytes.length) {
          Frame.seal(ID, bytes, at, headEnd, Frame.getInt(bytes, at + 4));
        }
      }
    }
    return bytes;
  }
}
