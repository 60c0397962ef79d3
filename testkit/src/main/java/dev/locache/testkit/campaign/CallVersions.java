package dev.locache.testkit.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Entries of calls, which are numbered, in versions, which are numbered from 1: no two have the
 * same value, so that what is read says which one it is. Sealed as the engine seals them, so that,
 * other than of {@link Versions}, one that reads well and is none of them is a wrong value.
 */
public final class CallVersions {
  /** What is read where there is no entry, or one whose seal is not right: a miss. */
  public static final int MISS = 0;

  private static final int CALLS_OF_A_METHOD = 8;

  private CallVersions() {}

  /** Returns the method of a call: each eight calls have one. */
  public static MethodId method(int call) {
    return MethodId.of("com.example.Rates", "quote" + call / CALLS_OF_A_METHOD, List.of("int"));
  }

  /** Returns the key of a call. */
  public static CacheKey key(int call) {
    return Versions.key(method(call), call);
  }

  /** Returns the entry of a call in a version; most are small, some have a few thousand bytes. */
  public static Entry entry(int call, int version, InstantSource clock) {
    Entry unsealed =
        new Entry(
            key(call),
            "java",
            clock.millis(),
            version,
            ByteBuffer.wrap(value(call, version)),
            ByteBuffer.allocate(4));
    return new Entry(
        unsealed.key(),
        unsealed.codec(),
        unsealed.createdMillis(),
        unsealed.loadTimeNanos(),
        unsealed.value(),
        ByteBuffer.allocate(4).putInt(0, seal(unsealed)));
  }

  private static byte[] value(int call, int version) {
    SplittableRandom random = new SplittableRandom(call * 1_000_003L + version);
    int size = random.nextInt(random.nextInt(8) == 0 ? 3_000 : 200);
    byte[] name = (call + " in version " + version + " ").getBytes(UTF_8);
    byte[] value = Arrays.copyOf(name, name.length + size);
    byte[] filling = new byte[size];
    random.nextBytes(filling);
    System.arraycopy(filling, 0, value, name.length, size);
    return value;
  }

  private static int seal(Entry entry) {
    CRC32C checksum = new CRC32C();
    checksum.update(EntryFormat.header(entry));
    checksum.update(entry.value());
    return (int) checksum.getValue();
  }

  /**
   * Reads a call's entry as the engine would.
   *
   * @return its version, or {@link #MISS}
   * @throws AssertionError if it is one that was never made
   * @throws IOException if the backend throws one that does not say that the entry is damaged
   */
  public static int read(CacheBackend backend, int call) throws IOException {
    Entry read;
    try {
      read = backend.read(key(call), Versions.UNLIMITED).orElse(null);
    } catch (CorruptEntryException damaged) {
      return MISS;
    }
    boolean sealed =
        read != null && read.seal().remaining() == 4 && read.seal().getInt() == seal(read);
    if (read == null || !sealed) {
      return MISS;
    }
    int version = (int) read.loadTimeNanos();
    boolean right = Arrays.equals(bytes(read.value()), value(call, version));
    if (!right || !read.key().equals(key(call))) {
      throw new AssertionError("entry of call " + call + " is none that was made: " + read);
    }
    return version;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
