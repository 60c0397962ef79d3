package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C7 for the index file: whatever it says, no entry is wrong, and opening never fails. */
final class IndexBytesTest {
  private static final long MOST_HEAP = 64L << 20;
  private static final int ENTRIES = 20;

  private Path cache;
  private Path index;
  private byte[] whole;

  @BeforeEach
  void write(@TempDir Path parent) throws IOException {
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changedIndexFilesGiveNoWrongEntry(boolean repaired) throws IOException {
    Campaign campaign =
        Campaign.of("C7 fuzz, index file" + (repaired ? " with its checksum made right" : ""));
    new ParserFuzz(
            campaign,
            MOST_HEAP,
            bytes -> {
              Files.write(index, bytes);
              read(repaired);
            })
        .run(
            campaign.rounds(300, 20_000),
            List.of(whole),
            bytes -> repaired ? repaired(bytes) : bytes);
  }

  /** One whose checksum is right may hide entries, which then are loaded again. */
  private void read(boolean mayHide) throws IOException {
    try (SegmentStore backend =
        SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL)) {
      for (int call = 0; call < ENTRIES; call += 3) {
        Entries.Outcome found = outcome(backend, entry(call));
        assertThat(found).isNotEqualTo(Entries.Outcome.WRONG);
        assertThat(mayHide || found == SAME).as("entry %s", call).isTrue();
      }
    }
  }

  private static byte[] repaired(byte[] bytes) {
    if (bytes.length >= 12) {
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 12, bytes.length - 12);
      ByteBuffer.wrap(bytes).putInt(8, (int) checksum.getValue());
    }
    return bytes;
  }
}
