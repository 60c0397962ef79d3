package dev.locache.testkit.campaign;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Entries whose values follow from their key, a version and their size, so that whoever reads one
 * can tell each byte that is not its own, and which of the versions it is. The seal is empty: it is
 * the value that is checked.
 */
public final class Versions {
  /** What a read that found nothing returns instead of a version. */
  public static final long ABSENT = 0;

  /** What a read returns instead of a version if what it found is damaged. */
  public static final long DAMAGED = -1;

  /** Unlimited in number, for a year. */
  public static final Limits UNLIMITED = new Limits(Limits.UNLIMITED, Duration.ofDays(365));

  private static final int LEAST_BYTES = 12;

  private Versions() {}

  /** Returns a method to which the entries of the owner of that name belong. */
  public static MethodId method(String name) {
    return MethodId.of("com.example.RateService", name, List.of("int"));
  }

  /** Returns the key of that number, spread like a digest. */
  public static CacheKey key(MethodId method, int number) {
    SplittableRandom random = new SplittableRandom(number);
    return new CacheKey(
        method, new Digest128(1, 2), new Digest128(random.nextLong(), random.nextLong()));
  }

  /**
   * Returns the entry of {@code key} in that version.
   *
   * @param version 1 or more
   * @param size of the value in bytes, 12 or more
   */
  public static Entry entry(CacheKey key, long version, int size, InstantSource clock) {
    ByteBuffer value = ByteBuffer.wrap(value(key, version, size));
    return new Entry(key, "java", clock.millis(), 1_000, value, ByteBuffer.allocate(4));
  }

  /**
   * Reads an entry.
   *
   * @return its version, {@link #ABSENT} or {@link #DAMAGED}
   * @throws IOException if the backend cannot read now
   */
  public static long read(CacheBackend backend, CacheKey key, Limits limits) throws IOException {
    try {
      Optional<Entry> read = backend.read(key, limits);
      return read.isEmpty() ? ABSENT : versionOf(key, read.get());
    } catch (CorruptEntryException damaged) {
      return DAMAGED;
    }
  }

  private static long versionOf(CacheKey key, Entry entry) {
    ByteBuffer value = entry.value();
    if (!entry.key().equals(key) || value.remaining() < LEAST_BYTES) {
      return DAMAGED;
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    long version = value.getLong();
    boolean whole = version > 0 && Arrays.equals(bytes, value(key, version, bytes.length));
    return whole ? version : DAMAGED;
  }

  private static byte[] value(CacheKey key, long version, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(key.hashCode() ^ version).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(version).putInt(size);
    return bytes;
  }
}
