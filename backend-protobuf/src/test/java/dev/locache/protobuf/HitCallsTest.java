package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Also when it is time to look for what others did. */
  @Test
  void hitsDoNotWaitForAWrite(@TempDir Path parent) throws IOException {
    SteppingClock clock = new SteppingClock();
    List<CacheBackend> opened = new ArrayList<>();
    AtomicBoolean hit = new AtomicBoolean();
    FileOps slow =
        new ForwardingFiles() {
          @Override
          public int write(
              RandomAccessFile file, long position, byte[] source, int offset, int length)
              throws IOException {
            for (CacheBackend each : opened) {
              hit.set(
                  CompletableFuture.supplyAsync(() -> isHit(each))
                      .orTimeout(20, TimeUnit.SECONDS)
                      .join());
            }
            return super.write(file, position, source, offset, length);
          }
        };
    try (CacheBackend backend =
        SegmentStore.open(
            TestBackendContext.in(parent.resolve("locache")).clock(clock), slow, Sizes.USUAL)) {
      backend.write(entry(1), UNLIMITED);
      clock.step(Duration.ofMinutes(1));
      opened.add(backend);
      backend.write(entry(2), UNLIMITED);
      assertThat(hit).isTrue();
      opened.clear();
    }
  }

  private static boolean isHit(CacheBackend backend) {
    try {
      return backend.read(key(1), UNLIMITED).isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
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
