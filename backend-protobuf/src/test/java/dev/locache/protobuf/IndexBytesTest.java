package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.InMemory;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** C7 for the index file: whatever it says, no entry is wrong, and opening never fails. */
final class IndexBytesTest {
  private static final long MOST_HEAP = 64L << 20;
  private static final int ENTRIES = 20;

  private static Path cache;
  private static Path index;
  private static byte[] whole;

  private final ParserFuzz asItIs = target(UnaryOperator.identity(), false);
  private final ParserFuzz repaired = target(IndexBytesTest::repaired, true);

  /** An index file is for the segments beside it only, so all inputs are for one cache. */
  @BeforeAll
  static void write(@TempDir(factory = InMemory.class) Path parent) throws IOException {
    cache = parent.resolve("locache");
    Sizes indexAtOnce = new Sizes(64L << 20, 4L << 20, 4L << 20, 16, 1);
    try (SegmentStore backend =
        SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), indexAtOnce)) {
      for (int call = 0; call < ENTRIES; call++) {
        backend.write(entry(call), UNLIMITED);
      }
    }
    index = cache.resolve("protobuf-v1").resolve("index");
    whole = Files.readAllBytes(index);
  }

  static List<byte[]> indexes() {
    return List.of(whole);
  }

  private static ParserFuzz target(UnaryOperator<byte[]> repair, boolean mayHide) {
    return new ParserFuzz(
        MOST_HEAP,
        repair,
        bytes -> {
          Files.write(index, bytes);
          read(mayHide);
        });
  }

  @Test
  void changedIndexFilesGiveNoWrongEntry() {
    Campaign campaign = Campaign.of("C7 fuzz, index file");
    asItIs.run(campaign, campaign.rounds(300, 100_000), indexes());
  }

  @Test
  void changedIndexFilesWithARightChecksumGiveNoWrongEntry() {
    Campaign campaign = Campaign.of("C7 fuzz, index file with its checksum made right");
    repaired.run(campaign, campaign.rounds(300, 100_000), indexes());
  }

  @MethodSource("indexes")
  @FuzzTest
  void changedIndexFilesGiveNoWrongEntry(byte[] bytes) {
    asItIs.accepts(bytes);
  }

  @MethodSource("indexes")
  @FuzzTest
  void changedIndexFilesWithARightChecksumGiveNoWrongEntry(byte[] bytes) {
    repaired.accepts(bytes);
  }

  /** One whose checksum is right may hide entries, which then are loaded again. */
  private static void read(boolean mayHide) throws IOException {
    try (SegmentStore backend =
        SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL)) {
      for (int call = 0; call < ENTRIES; call += 3) {
        Entries.Outcome found = outcome(backend, entry(call));
        assertThat(found).isNotEqualTo(Entries.Outcome.WRONG);
        assertThat(mayHide || found == SAME).as("entry %s", call).isTrue();
      }
    }
  }

  /** Makes both checksums right: the head's, and that of the rows behind it. */
  private static byte[] repaired(byte[] bytes) {
    if (bytes.length < 20) {
      return bytes;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int most = bytes.length - 20;
    int head = Math.min(Math.max(0, in.getInt(8)), most);
    in.putInt(12, checksum(bytes, 16, head));
    in.putInt(bytes.length - 4, checksum(bytes, 16 + head, most - head));
    return bytes;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }
}
