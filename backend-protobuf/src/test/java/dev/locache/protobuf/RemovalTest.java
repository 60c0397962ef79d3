package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.MISS;
import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What removes an entry ends the one that it saw, and none that was written since. */
final class RemovalTest {
  private static final Limits ONE = new Limits(1, Duration.ofDays(365));

  private Path cache;
  private SegmentStore writer;
  private SegmentStore remover;

  @BeforeEach
  void openBoth(@TempDir Path parent) throws IOException {
    cache = parent.resolve("locache");
    writer = open();
    remover = open();
    writer.write(entry(0), UNLIMITED);
    for (int call = 1; call < 10; call++) {
      remover.write(entry(call), UNLIMITED); // so that its next record is later than the writer's
    }
  }

  @AfterEach
  void closeBoth() throws IOException {
    writer.close();
    remover.close();
  }

  @Test
  void entryWrittenAfterARemovalThatItsWriterHasNotSeenStays() throws IOException {
    assertThat(remover.remove(key(0))).isTrue();

    assertNewEntryStays();
  }

  @Test
  void entryWrittenAfterAnEvictionThatItsWriterHasNotSeenStays() throws IOException {
    assertThat(remover.evict(Entries.QUOTE, ONE)).isEqualTo(9);

    assertNewEntryStays();
  }

  @Test
  void entryWrittenSinceStaysAlsoWhenTheRemovalIsCompacted() throws IOException {
    assertThat(remover.remove(key(0))).isTrue();
    Entry written = entry(0, 77);
    writer.write(written, UNLIMITED);
    remover.close();
    writer.compact();

    assertThat(outcome(writer, written)).isEqualTo(SAME);
    try (SegmentStore later = open()) {
      assertThat(outcome(later, written)).isEqualTo(SAME);
    }
  }

  @Test
  void removedEntryIsGoneForAll() throws IOException {
    assertThat(remover.remove(key(0))).isTrue();

    assertThat(writer.read(key(1), UNLIMITED)).as("looks around").isPresent();
    assertThat(outcome(writer, entry(0))).isEqualTo(MISS);
    try (SegmentStore later = open()) {
      assertThat(outcome(later, entry(0))).isEqualTo(MISS);
    }
  }

  private void assertNewEntryStays() throws IOException {
    Entry written = entry(0, 77);
    writer.write(written, UNLIMITED);

    assertThat(writer.read(key(-1), UNLIMITED)).as("looks around").isEmpty();
    assertThat(outcome(writer, written)).as("to its writer").isEqualTo(SAME);
    assertThat(remover.read(key(-1), UNLIMITED)).as("looks around").isEmpty();
    assertThat(outcome(remover, written)).as("to who removed").isEqualTo(SAME);
    try (SegmentStore later = open()) {
      assertThat(outcome(later, written)).as("to a later run").isEqualTo(SAME);
    }
  }

  private SegmentStore open() throws IOException {
    return SegmentStore.open(TestBackendContext.in(cache), new DiskFiles(), Sizes.USUAL);
  }
}
