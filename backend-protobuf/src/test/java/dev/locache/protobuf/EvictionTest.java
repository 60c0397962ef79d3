package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.Outcome.SAME;
import static dev.locache.protobuf.Entries.QUOTE;
import static dev.locache.protobuf.Entries.UNLIMITED;
import static dev.locache.protobuf.Entries.entry;
import static dev.locache.protobuf.Entries.key;
import static dev.locache.protobuf.Entries.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries go, and how their uses come to be known. */
final class EvictionTest {
  private static final MethodId OTHER = MethodId.of("com.example.Other", "quote", List.of());
  private static final Limits A_DAY = new Limits(Limits.UNLIMITED, Duration.ofDays(1));

  private final SteppingClock clock = new SteppingClock();
  private final FailingFiles files = new FailingFiles();
  private Path cache;

  @BeforeEach
  void nameADirectory(@TempDir Path parent) {
    cache = parent.resolve("locache");
  }

  @Test
  void theExpiredOfAnotherMethodStay() throws IOException {
    try (SegmentStore backend = open()) {
      Entry other = ofOther(1);
      backend.write(other, UNLIMITED);
      backend.write(entry(1), UNLIMITED);
      clock.step(Duration.ofDays(2));
      backend.write(entry(2), UNLIMITED);

      assertThat(backend.evict(QUOTE, A_DAY)).isEqualTo(1);
      assertThat(Entries.listed(backend)).extracting(StoredEntry::key).containsExactly(key(2));
      assertThat(outcome(backend, other)).isEqualTo(SAME);
    }
  }

  @Test
  void theLeastRecentlyUsedOfAnotherMethodStay() throws IOException {
    try (SegmentStore backend = open()) {
      for (int call = 0; call < 10; call++) {
        backend.write(ofOther(call), atMost(10));
        clock.step(Duration.ofMinutes(1));
      }
      for (int call = 0; call < 10; call++) {
        backend.write(entry(call), atMost(10));
        clock.step(Duration.ofMinutes(1));
      }
      assertThat(backend.evict(QUOTE, atMost(7))).isEqualTo(3);
      assertThat(Entries.listed(backend)).hasSize(7).extracting(StoredEntry::key).contains(key(3));
      for (int call = 0; call < 10; call++) {
        assertThat(outcome(backend, ofOther(call))).isEqualTo(SAME);
      }
    }
  }

  /** Who looked once keeps a list of the next ones to go. */
  @Test
  void whatWasUsedRemovedOrReplacedSinceIsPassedOver() throws IOException {
    try (SegmentStore backend = open()) {
      for (int call = 0; call < 10; call++) {
        backend.write(entry(call), atMost(20));
        clock.step(Duration.ofMinutes(1));
      }
      assertThat(backend.evict(QUOTE, atMost(9))).isEqualTo(1); // 0
      assertThat(backend.read(key(1), atMost(9))).isPresent();
      assertThat(backend.remove(key(2))).isTrue();
      backend.write(entry(3), atMost(9));

      assertThat(backend.evict(QUOTE, atMost(6))).isEqualTo(2);
      assertThat(Entries.listed(backend))
          .extracting(StoredEntry::key)
          .containsExactlyInAnyOrder(key(1), key(3), key(6), key(7), key(8), key(9));
    }
  }

  @Test
  void anEntryOfAClockThatWasSetBackGoesFirst() throws IOException {
    try (SegmentStore backend = open()) {
      for (int call = 0; call < 3; call++) {
        backend.write(entry(call), atMost(20));
        clock.step(Duration.ofMinutes(1));
      }
      assertThat(backend.evict(QUOTE, atMost(2))).isEqualTo(1); // 0
      clock.step(Duration.ofMinutes(-4));
      backend.write(entry(5), atMost(20));

      assertThat(backend.evict(QUOTE, atMost(2))).isEqualTo(1);
      assertThat(Entries.listed(backend))
          .extracting(StoredEntry::key)
          .containsExactlyInAnyOrder(key(1), key(2));
    }
  }

  @Test
  void aUseInAFutureThatIsWrongDoesNotKeepAnEntry() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
      clock.step(Duration.ofDays(1));
      backend.write(entry(2), UNLIMITED);
      clock.step(Duration.ofHours(-12));

      assertThat(backend.evict(QUOTE, UNLIMITED)).isEqualTo(1);
      assertThat(Entries.listed(backend)).extracting(StoredEntry::key).containsExactly(key(1));
    }
  }

  @Test
  void whereNothingMustGoNothingIsWritten() throws IOException {
    try (SegmentStore backend = open()) {
      assertThat(backend.evict(QUOTE, new Limits(0, Duration.ZERO))).isZero();
      backend.write(entry(1), UNLIMITED);
      int before = files.changes();

      assertThat(backend.evict(QUOTE, atMost(1))).isZero();
      assertThat(backend.evict(OTHER, atMost(0))).isZero();
      assertThat(files.changes()).isEqualTo(before);
    }
  }

  @Test
  void whereNothingIsKeptNothingIsRead() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), UNLIMITED);
      assertThat(backend.read(key(1), new Limits(Limits.UNLIMITED, Duration.ZERO))).isEmpty();
    }
  }

  @Test
  void oneProcessAtATimeEvicts() throws IOException {
    try (SegmentStore other = open()) {
      List<Long> meanwhile = new ArrayList<>();
      FileOps watching =
          new ForwardingFiles() {
            @Override
            public int write(
                RandomAccessFile file, long position, byte[] source, int offset, int length)
                throws IOException {
              meanwhile.add(other.evict(QUOTE, atMost(1)));
              return super.write(file, position, source, offset, length);
            }
          };
      for (int call = 0; call < 5; call++) {
        other.write(entry(call), UNLIMITED);
      }
      try (SegmentStore backend =
          SegmentStore.open(TestBackendContext.in(cache).clock(clock), watching, Sizes.USUAL)) {
        assertThat(backend.evict(QUOTE, atMost(1))).isEqualTo(4);
        assertThat(meanwhile).containsExactly(0L);
      }
      assertThat(Entries.listed(other)).hasSize(1);
    }
  }

  @Test
  void aUseOfTheEntryThatWasReplacedDoesNotCount() throws IOException {
    SegmentId id = SegmentId.random();
    Digest128 method = Methods.digest(QUOTE);
    long[] hash = {KeyHash.of(method, key(1).code(), key(1).arguments())};
    int start = Seconds.ofMillis(clock.millis());
    RecordWriter writer = new RecordWriter();
    writer.opening(id, 1, false);
    writer.entry(id, 2, method, entry(1), start);
    writer.uses(id, 3, hash, new int[] {start + 100});
    writer.entry(id, 4, method, entry(1, 50), start);
    try (SegmentStore backend = open()) {
      byte[] planted = Arrays.copyOf(writer.bytes(), writer.length());
      Files.write(id.in(cache.resolve("protobuf-v1")), planted);
      assertThat(lastUse(backend, 1)).isEqualTo(clock.instant());

      writer.reset();
      writer.uses(id, 5, hash, new int[] {start + 100});
      writer.uses(id, 6, hash, new int[] {start + 50});
      byte[] more = Arrays.copyOf(writer.bytes(), writer.length());
      Files.write(id.in(cache.resolve("protobuf-v1")), more, StandardOpenOption.APPEND);
      assertThat(lastUse(backend, 1)).isEqualTo(clock.instant().plusSeconds(100));
    }
  }

  @Test
  void usesAreWrittenByTheNextWriteOnceTheyAreSome() throws IOException {
    try (SegmentStore backend = open();
        SegmentStore other = open()) {
      for (int call = 0; call < 256; call++) {
        backend.write(entry(call), atMost(1_000));
      }
      clock.step(Duration.ofSeconds(30));
      for (int call = 0; call < 255; call++) {
        assertThat(backend.read(key(call), atMost(1_000))).isPresent();
      }
      backend.write(entry(256), atMost(1_000));
      assertThat(lastUse(other, 1)).isEqualTo(SteppingClock.START);

      assertThat(backend.read(key(255), atMost(1_000))).isPresent();
      backend.write(entry(257), atMost(1_000));
      assertThat(lastUse(other, 1)).isEqualTo(clock.instant());
    }
  }

  @Test
  void usesAreWrittenByTheNextWriteAfterAMinute() throws IOException {
    try (SegmentStore backend = open();
        SegmentStore other = open()) {
      backend.write(entry(1), atMost(10));
      clock.step(Duration.ofMinutes(1));
      assertThat(backend.read(key(1), atMost(10))).isPresent();
      Instant used = clock.instant();
      clock.step(Duration.ofSeconds(59));
      backend.write(entry(2), atMost(10));
      assertThat(lastUse(other, 1)).isEqualTo(SteppingClock.START);

      clock.step(Duration.ofSeconds(1));
      backend.write(entry(3), atMost(10));
      assertThat(lastUse(other, 1)).isEqualTo(used);
    }
  }

  @Test
  void manyUsesAreWrittenByAReaderToo() throws IOException {
    try (SegmentStore backend = open();
        SegmentStore other = open()) {
      backend.write(entry(1), atMost(10));
      for (int hit = 1; hit < Uses.BATCH; hit++) {
        clock.step(Duration.ofSeconds(30));
        assertThat(backend.read(key(1), atMost(10))).isPresent();
      }
      assertThat(lastUse(other, 1)).isEqualTo(SteppingClock.START);

      clock.step(Duration.ofSeconds(30));
      assertThat(backend.read(key(1), atMost(10))).isPresent();
      assertThat(lastUse(other, 1)).isEqualTo(clock.instant());
    }
  }

  /** A use is worth less than a hit. */
  @Test
  void usesThatCannotBeWrittenAreForgotten() throws IOException {
    try (SegmentStore backend = open()) {
      backend.write(entry(1), atMost(10));
      clock.step(Duration.ofMinutes(1));
      assertThat(backend.read(key(1), atMost(10))).isPresent();
      clock.step(Duration.ofMinutes(1));
      files.failAfter(1, 0); // the entry is written, the uses are not
      backend.write(entry(2), atMost(10));
      files.recover();
      assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
    }
    try (SegmentStore backend = open()) {
      assertThat(lastUse(backend, 1)).isEqualTo(SteppingClock.START);
      assertThat(outcome(backend, entry(2))).isEqualTo(SAME);
    }
  }

  private static Instant lastUse(CacheBackend backend, int call) throws IOException {
    for (StoredEntry stored : Entries.listed(backend)) {
      if (stored.key().equals(key(call))) {
        return stored.lastUsed();
      }
    }
    throw new AssertionError("entry " + call + " is not listed");
  }

  private static Entry ofOther(int call) {
    CacheKey key = new CacheKey(OTHER, key(call).code(), key(call).arguments());
    return Entries.sealed(key, entry(call).value());
  }

  private static Limits atMost(long entries) {
    return new Limits(entries, Duration.ofDays(365));
  }

  private SegmentStore open() throws IOException {
    return SegmentStore.open(TestBackendContext.in(cache).clock(clock), files, Sizes.USUAL);
  }
}
