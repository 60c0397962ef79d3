package dev.locache.campaigns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheKey;
import dev.locache.testkit.campaign.Campaign;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C4 and C5: whatever happens to the bytes of an entry, the method runs instead. */
final class EntryBytesTest {
  /** An answer that was stored, in a cache that writes no more. */
  private static final class Stored implements AutoCloseable {
    private final BytesBackend backend;
    private final ResultCache cache;
    private final Answers answers;
    private final CacheKey key;
    private final byte[] whole;

    private Stored(
        BytesBackend backend, ResultCache cache, Answers answers, CacheKey key, byte[] whole) {
      this.backend = backend;
      this.cache = cache;
      this.answers = answers;
      this.key = key;
      this.whole = whole;
    }

    byte[] whole() {
      return whole;
    }

    /** Stores an answer so long that its entry has {@code size} bytes. */
    static Stored of(String codec, int size) {
      BytesBackend backend = new BytesBackend();
      ResultCache cache = Locache.open(CacheConfig.builder().backend(backend).codec(codec).build());
      int padding = size;
      while (true) {
        Answers.Spoken implementation = new Answers.Spoken("x".repeat(padding));
        Answers answers = cache.wrap(Answers.class, implementation);
        backend.files().clear();
        answers.text(1);
        CacheKey key = backend.files().keySet().iterator().next();
        byte[] whole = requireNonNull(backend.files().get(key));
        if (whole.length == size) {
          backend.freeze();
          implementation.say("fresh");
          return new Stored(backend, cache, answers, key, whole);
        }
        padding = Math.max(0, padding + size - whole.length);
      }
    }

    void assertMiss(byte[] damaged, String what, int at) {
      if (!answerTo(damaged).equals("fresh text 1")) {
        throw new AssertionError("wrong value: " + what + " at " + at);
      }
    }

    private String answerTo(byte[] file) {
      backend.files().put(key, file);
      return answers.text(1);
    }

    @Override
    public void close() {
      assertThat(answerTo(whole)).as("what nobody changed").startsWith("x");
      cache.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void everyOtherByteIsAMiss(String codec) {
    Campaign campaign = Campaign.of("C4 every byte of an entry, codec " + codec);
    try (Stored stored = Stored.of(codec, 512)) {
      byte[] whole = stored.whole();
      int step = campaign.rounds(8, 1);
      byte[] damaged = whole.clone();
      int changes = 0;
      for (int at = 0; at < damaged.length; at++) {
        for (int change = 1 + at % step; change < 256; change += step) {
          damaged[at] = (byte) (whole[at] ^ change);
          stored.assertMiss(damaged, "byte changed by " + change, at);
          changes++;
        }
        damaged[at] = whole[at];
      }
      campaign.result(changes + " changes of 130560, 0 wrong, 0 escapes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void everyFlippedBitOfALargeEntryIsAMiss(String codec) {
    Campaign campaign = Campaign.of("C4 every bit of a large entry, codec " + codec);
    try (Stored stored = Stored.of(codec, 64 << 10)) {
      byte[] whole = stored.whole();
      int step = campaign.rounds(64, 1);
      byte[] damaged = whole.clone();
      int changes = 0;
      for (int bit = (int) (campaign.seed() & 63) % step; bit < 8 * damaged.length; bit += step) {
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        stored.assertMiss(damaged, "bit", bit);
        damaged[bit / 8] = whole[bit / 8];
        changes++;
      }
      campaign.result(changes + " bits of 524288, 0 wrong, 0 escapes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void everyOtherLengthIsAMiss(String codec) {
    Campaign campaign = Campaign.of("C5 every other length of an entry, codec " + codec);
    try (Stored stored = Stored.of(codec, 512)) {
      byte[] whole = stored.whole();
      for (int length = 0; length < whole.length; length++) {
        stored.assertMiss(Arrays.copyOf(whole, length), "cut", length);
      }
      Random random = campaign.random(0);
      for (int more = 1; more <= 64; more++) {
        byte[] longer = Arrays.copyOf(whole, whole.length + more);
        stored.assertMiss(longer, "zeros", more);
        System.arraycopy(whole, whole.length - more, longer, whole.length, more);
        stored.assertMiss(longer.clone(), "its end once more", more);
        System.arraycopy(whole, 0, longer, whole.length, more);
        stored.assertMiss(longer.clone(), "its begin once more", more);
        byte[] junk = new byte[more];
        random.nextBytes(junk);
        System.arraycopy(junk, 0, longer, whole.length, more);
        stored.assertMiss(longer.clone(), "junk", more);
      }
      campaign.result("512 truncations, 256 growths, 0 wrong, 0 escapes");
    }
  }
}
