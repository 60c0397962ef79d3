package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C4, C5 and C7 for records: the bytes of one, changed in every way and at random. */
final class RecordBytesTest {
  private static final long MOST_HEAP = 64L << 20;

  private final SegmentId id = SegmentId.of(7, 8);
  private final Methods methods = new Methods();

  /** Returns the record of an entry whose value has so many bytes. */
  private byte[] record(Entry entry) throws IOException {
    RecordWriter writer = new RecordWriter();
    Method method = methods.of(entry.key().method());
    writer.entry(id, 5, method.digest(), entry, Seconds.ofMillis(entry.createdMillis()));
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
      Entry read = EntryReader.entry(id, frame, written.key(), method);
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
  void changedSegmentsAreReadOrPassedOver(@TempDir Path temp) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, segment");
    fuzz(campaign, temp, campaign.rounds(2_000, 100_000), false);
  }

  /** As from somebody who knows the segment's name and makes each frame's checksum right. */
  @Test
  void changedSegmentsWithRightChecksumsAreReadOrPassedOver(@TempDir Path temp) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, segment with checksums made right");
    fuzz(campaign, temp, campaign.rounds(2_000, 100_000), true);
  }

  private void fuzz(Campaign campaign, Path temp, int rounds, boolean repaired) throws IOException {
    Path file = temp.resolve(id.fileName());
    new ParserFuzz(
            campaign,
            MOST_HEAP,
            bytes -> {
              Files.write(file, bytes);
              readAll(file, bytes.length);
            })
        .run(rounds, List.of(segment()), bytes -> repaired ? repaired(bytes) : bytes);
  }

  /** Reads as a store that opens, then each entry that was found. */
  private void readAll(Path file, long length) throws IOException {
    Index index = new Index(0);
    Merge merge = new Merge(index, methods);
    try (Segment segment = new Segment(new DiskFiles(), id, file, 0)) {
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

  private byte[] segment() throws IOException {
    RecordWriter writer = new RecordWriter();
    Method method = methods.of(Entries.QUOTE);
    writer.opening(id, 1, false);
    writer.methodName(id, 2, Entries.QUOTE.toString());
    for (int call = 0; call < 4; call++) {
      writer.entry(id, 3 + call, method.digest(), entry(call, 60), 1_000);
    }
    writer.uses(id, 10, new long[] {1, 2}, new int[] {3, 4});
    writer.removal(id, 11, new long[] {5, 6});
    writer.clear(id, 2, method.digest());
    writer.end(id, 12);
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  /** Makes the checksum right wherever a frame begins, as far as its head can be told. */
  private byte[] repaired(byte[] bytes) {
    for (int at = 0; at + Frame.BYTES + 2 < bytes.length; at++) {
      if (Frame.startsAt(bytes, at)) {
        int head = bytes[at + Frame.BYTES + 1];
        int headEnd = at + Frame.BYTES + 2 + head;
        if (head >= 0 && headEnd <= bytes.length) {
          Frame.seal(id, bytes, at, headEnd, Frame.getInt(bytes, at + 4));
        }
      }
    }
    return bytes;
  }
}
