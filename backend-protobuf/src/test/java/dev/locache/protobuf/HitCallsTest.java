package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hit asks of the disk: what can be asserted of its speed. */
final class HitCallsTest {
  private static final int ENTRIES = 50;
  private static final int HITS = 64;

  private final List<String> calls = new ArrayList<>();
  private final ForwardingFiles files =
      new ForwardingFiles() {
        @Override
        void before(String call) {
          calls.add(call);
        }
      };

  private SegmentStore open(Path cache) throws IOException {
    return SegmentStore.open(
        TestBackendContext.in(cache).clock(new SteppingClock()), files, Sizes.USUAL);
  }

  @Test
  void hitsOnWhatThisProcessWroteCallNothing(@TempDir Path parent) throws IOException {
    try (CacheBackend backend = open(parent.resolve("locache"))) {
      write(backend);

      assertThat(callsOfHits(backend)).isEmpty();
    }
  }

  @Test
  void oneHitOf64AsksWhetherAnotherProcessHasAppended(@TempDir Path parent) throws IOException {
    Path cache = parent.resolve("locache");
    try (CacheBackend other = open(cache);
        CacheBackend backend = open(cache)) {
      write(other);

      assertThat(callsOfHits(backend)).containsExactly("length");
    }
  }

  private static void write(CacheBackend backend) throws IOException {
    for (int call = 0; call < ENTRIES; call++) {
      backend.write(entry(call), UNLIMITED);
    }
  }

  private List<String> callsOfHits(CacheBackend backend) throws IOException {
    hit(backend, 10 * HITS); // the segment is mapped meanwhile
    calls.clear();
    hit(backend, HITS);
    return calls;
  }

  private static void hit(CacheBackend backend, int times) throws IOException {
    for (int hit = 0; hit < times; hit++) {
      assertThat(outcome(backend, entry(hit % ENTRIES))).isEqualTo(SAME);
    }
  }
}
