package dev.locache.testkit;

import static dev.locache.testkit.Samples.QUOTE;
import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.key;
import static dev.locache.testkit.Samples.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link CacheBackendContract} on what goes in and comes out, under which name. */
abstract class EntryContract extends BackendFixture {
  @Test
  void absentKeyIsNotRead() throws IOException {
    assertThat(backend.read(key(1), UNLIMITED)).isEmpty();
    assertThat(listed(QUOTE)).isEmpty();
  }

  @Test
  void entryIsReadBackInEveryField() throws IOException {
    Entry odd =
        new Entry(
            key(1),
            "a codec's \u00efd",
            -1,
            Long.MAX_VALUE,
            ByteBuffer.wrap(Samples.bytes(1, 300)),
            ByteBuffer.wrap(Samples.bytes(2, 32)));
    backend.write(odd, UNLIMITED);

    assertThat(backend.read(key(1), UNLIMITED)).contains(odd);
  }

  @Test
  void entryThatWasWrittenHereIsKnown() throws IOException {
    assertThat(backend.readIfKnown(key(1), UNLIMITED)).isEmpty();
    Entry entry = Samples.entry(key(1), clock, 100);
    backend.write(entry, UNLIMITED);

    assertThat(backend.readIfKnown(key(1), UNLIMITED)).contains(entry);
    backend.remove(key(1));
    assertThat(backend.readIfKnown(key(1), UNLIMITED)).isEmpty();
  }

  @Test
  void valuesOfAllSizesAreReadBack() throws IOException {
    for (int size : new int[] {0, 1, 255, 4096, 65_536, 1 << 20}) {
      Entry entry = Samples.entry(key(size), clock, size);
      backend.write(entry, UNLIMITED);

      assertThat(backend.read(key(size), UNLIMITED)).as("entry of %s bytes", size).contains(entry);
    }
  }

  @Test
  void valueMayLieOutsideTheHeap() throws IOException {
    ByteBuffer direct = ByteBuffer.allocateDirect(100).put(Samples.bytes(1, 100)).slice(20, 50);
    Entry entry = Samples.entry(key(1), clock, direct);
    backend.write(entry, UNLIMITED);

    assertThat(backend.read(key(1), UNLIMITED)).contains(entry);
  }

  @Test
  void laterEntryReplacesTheEarlier() throws IOException {
    for (int size : new int[] {100, 70_000, 3, 0, 5}) {
      Entry entry = Samples.entry(key(1), clock, size);
      backend.write(entry, UNLIMITED);

      assertThat(backend.read(key(1), UNLIMITED)).contains(entry);
    }
    assertThat(listed(QUOTE)).hasSize(1);
  }

  @Test
  void readEntryStaysAsItWasRead() throws IOException {
    Entry written = Samples.entry(key(1), clock, 70_000);
    backend.write(written, UNLIMITED);
    Entry read = backend.read(key(1), UNLIMITED).orElseThrow();

    backend.write(Samples.entry(key(1), clock, 70_001), UNLIMITED);
    backend.remove(key(1));
    backend.close();
    assertThat(read).isEqualTo(written);
  }

  @Test
  void entriesSurviveReopening() throws IOException {
    writeCalls(5, UNLIMITED);
    backend.remove(key(2));
    reopen();

    assertThat(callsThere(5)).containsExactly(0, 1, 3, 4);
    assertThat(reads(key(4), UNLIMITED)).isTrue();
    assertThat(reads(key(2), UNLIMITED)).isFalse();
  }

  @Test
  void removeTellsWhetherThereWasOne() throws IOException {
    write(key(1), UNLIMITED);
    write(key(2), UNLIMITED);

    assertThat(backend.remove(key(1))).isTrue();
    assertThat(backend.remove(key(1))).isFalse();
    assertThat(reads(key(1), UNLIMITED)).isFalse();
    assertThat(reads(key(2), UNLIMITED)).isTrue();
  }

  @Test
  void removedEntryCanBeWrittenAgain() throws IOException {
    write(key(1), UNLIMITED);
    backend.remove(key(1));
    write(key(1), UNLIMITED);

    assertThat(reads(key(1), UNLIMITED)).isTrue();
  }

  @Test
  void keysThatDifferInOnePartDoNotMeet() throws IOException {
    Digest128 digest = new Digest128(0, 0);
    CacheKey key = new CacheKey(QUOTE, digest, digest);
    List<CacheKey> others = new ArrayList<>();
    others.add(new CacheKey(method("quote2"), digest, digest));
    for (int bit : new int[] {0, 31, 32, 63}) {
      for (Digest128 one : List.of(new Digest128(1L << bit, 0), new Digest128(0, 1L << bit))) {
        others.add(new CacheKey(QUOTE, one, digest));
        others.add(new CacheKey(QUOTE, digest, one));
        others.add(new CacheKey(QUOTE, one, one));
      }
    }
    write(key, UNLIMITED);
    for (CacheKey other : others) {
      assertThat(reads(other, UNLIMITED)).as("read %s, written %s", other, key).isFalse();
      assertThat(backend.remove(other)).as("removed %s, written %s", other, key).isFalse();
    }

    for (CacheKey other : others) {
      write(other, UNLIMITED);
    }
    for (CacheKey other : others) {
      assertThat(reads(other, UNLIMITED)).as("read %s", other).isTrue();
    }
    assertThat(reads(key, UNLIMITED)).isTrue();
  }

  @Test
  void clearRemovesAllCodeVersionsOfOneMethod() throws IOException {
    MethodId neighbour = method("quotes");
    write(key(QUOTE, 1, 1), UNLIMITED);
    write(key(QUOTE, 2, 1), UNLIMITED);
    write(key(QUOTE, 2, 2), UNLIMITED);
    write(key(neighbour, 1, 1), UNLIMITED);
    backend.clear(QUOTE);
    backend.clear(method("neverWritten"));

    assertThat(listed(QUOTE)).isEmpty();
    assertThat(reads(key(QUOTE, 1, 1), UNLIMITED)).isFalse();
    assertThat(reads(key(QUOTE, 2, 2), UNLIMITED)).isFalse();
    assertThat(reads(key(neighbour, 1, 1), UNLIMITED)).isTrue();
  }

  @Test
  void listPassesEachEntryOnceWithItsLastUse() throws IOException {
    Instant first = clock.instant();
    write(key(QUOTE, 1, 1), UNLIMITED);
    write(key(method("other"), 1, 1), UNLIMITED);
    clock.step(MINUTE.multipliedBy(60));
    write(key(QUOTE, 2, 1), UNLIMITED);

    List<StoredEntry> listed = listed(QUOTE);
    assertThat(listed)
        .extracting(StoredEntry::key)
        .containsExactlyInAnyOrder(key(QUOTE, 1, 1), key(QUOTE, 2, 1));
    for (StoredEntry stored : listed) {
      assertThat(stored.bytes()).as("bytes of %s", stored).isPositive();
      boolean earlier = stored.key().equals(key(QUOTE, 1, 1));
      assertUsed(stored, earlier ? first : clock.instant());
    }
  }

  @Test
  void methodsWithOddNamesDoNotMeet() throws IOException {
    List<MethodId> methods = OddNames.methods();
    for (MethodId method : methods) {
      write(key(method, 1, 1), UNLIMITED);
      write(key(method, 1, 2), UNLIMITED);
    }
    for (MethodId method : methods) {
      assertThat(listed(method))
          .extracting(StoredEntry::key)
          .containsExactlyInAnyOrder(key(method, 1, 1), key(method, 1, 2));
      assertThat(reads(key(method, 1, 1), UNLIMITED)).as("read of %s", method).isTrue();
    }

    for (MethodId method : methods) {
      assertThat(listed(method)).as("%s, others cleared", method).hasSize(2);
      backend.clear(method);
      assertThat(listed(method)).as("%s, cleared", method).isEmpty();
    }
  }

  @Test
  void nothingIsLeftOutsideTheDirectory() throws IOException {
    assumeTrue(usesDirectory(), "a backend of this kind uses no directory");
    for (MethodId method : OddNames.methods()) {
      write(key(method, 1, 1), UNLIMITED);
    }
    backend.close();
    try (Stream<Path> beside = Files.list(parent)) {
      assertThat(beside).isSubsetOf(List.of(directory()));
    }
  }

  @Test
  void directoriesDoNotMeet() throws IOException {
    assumeTrue(usesDirectory(), "a backend of this kind uses no directory");
    write(key(1), UNLIMITED);
    CacheBackend elsewhere = open(parent.resolve("elsewhere"));

    assertThat(reads(elsewhere, key(1), UNLIMITED)).isFalse();
    elsewhere.clear(QUOTE);
    assertThat(reads(key(1), UNLIMITED)).isTrue();
  }

  @Test
  void thousandsOfEntriesOfOneMethodAreKept() throws IOException {
    int thousands = 2_000;
    for (int call = 0; call < thousands; call++) {
      write(key(call), UNLIMITED);
    }
    assertThat(listed(QUOTE)).hasSize(thousands);
    for (int call = 0; call < thousands; call++) {
      assertThat(reads(key(call), UNLIMITED)).as("read of call %s", call).isTrue();
    }

    assertThat(backend.evict(QUOTE, Samples.atMost(500))).isEqualTo(1_500);
    assertThat(listed(QUOTE)).hasSize(500);
  }

  @Test
  void placeSaysWhereAnEntryRests() {
    assertThat(backend.place(key(1))).isNotBlank();
  }

  private static void assertUsed(StoredEntry entry, Instant time) {
    assertThat(entry.lastUsed())
        .as("last use of %s", entry.key())
        .isBetween(time.minus(MINUTE), time.plus(MINUTE));
  }
}
