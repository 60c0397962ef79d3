package dev.locache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Methods, keys and entries to test with. Each entry is sealed, so that {@link #assertWhole} finds
 * out about any byte that is not its own.
 */
final class Samples {
  static final MethodId QUOTE = method("quote");

  static final Limits UNLIMITED = atMost(Limits.UNLIMITED);

  private Samples() {}

  static Limits atMost(long entries) {
    return new Limits(entries, Duration.ofDays(365));
  }

  static Limits expireAfter(Duration age) {
    return new Limits(Limits.UNLIMITED, age);
  }

  static MethodId method(String name) {
    return MethodId.of(
        "com.example.RateService", name, List.of("java.lang.String", "int[]", "java.util.Map"));
  }

  /** Returns the key of call number {@code call} of {@link #QUOTE}. */
  static CacheKey key(int call) {
    return key(QUOTE, 1, call);
  }

  /** Returns the key of call number {@code call} of {@code method} in a version of its code. */
  static CacheKey key(MethodId method, int code, int call) {
    return new CacheKey(method, digest(code), digest(~call));
  }

  static Entry entry(CacheKey key, InstantSource clock) {
    return entry(key, clock, 40);
  }

  /** Returns an entry whose value has {@code size} bytes; other sizes have other bytes. */
  static Entry entry(CacheKey key, InstantSource clock, int size) {
    return entry(key, clock, ByteBuffer.wrap(bytes(key.hashCode() ^ size, size)));
  }

  static Entry entry(CacheKey key, InstantSource clock, ByteBuffer value) {
    Entry unsealed =
        new Entry(key, "java", clock.millis(), 1_234_567_890L, value, ByteBuffer.allocate(4));
    ByteBuffer seal = ByteBuffer.allocate(4).putInt(checksum(unsealed)).flip();
    return new Entry(
        key, unsealed.codec(), unsealed.createdMillis(), unsealed.loadTimeNanos(), value, seal);
  }

  /** Fails if {@code entry} is not one that these methods made for {@code key}. */
  static void assertWhole(CacheKey key, Entry entry) {
    assertThat(entry.key()).as("key of the entry read").isEqualTo(key);
    assertThat(entry.seal().remaining()).as("bytes in the seal of %s", key).isEqualTo(4);
    assertThat(checksum(entry)).as("checksum of %s", key).isEqualTo(entry.seal().getInt());
  }

  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static Digest128 digest(int number) {
    SplittableRandom random = new SplittableRandom(number);
    return new Digest128(random.nextLong(), random.nextLong());
  }

  private static int checksum(Entry entry) {
    CRC32C checksum = new CRC32C();
    checksum.update(EntryFormat.header(entry));
    checksum.update(entry.value());
    return (int) checksum.getValue();
  }
}
