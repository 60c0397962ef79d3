package dev.locache.spi;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 (FIPS 180-4) that is there at once. The platform's is several times faster, but finding
 * it the first time is a good part of what a process does up to its first hit. So the first {@value
 * #OWN_BYTES} bytes of a process are digested here, and only who has more than that, a program that
 * runs for longer, asks the platform. Both give the same digests.
 *
 * <p>Not thread-safe; may be used again and again.
 */
public final class Sha256 {
  static final int OWN_BYTES = 1 << 15;

  private static final int BLOCK_BYTES = 64;
  private static final int LENGTH_BYTES = 8;

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2). */
  private static final int[] ROUND_CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  /** Not counted exactly when threads count at once: then the platform is asked a little later. */
  private static int ownBytes;

  private @Nullable Platform platform;

  /** Nothing is taken yet. */
  public Sha256() {}

  /** Returns the first half of the digest of {@code content}. */
  public static Digest128 of(byte[] content) {
    return of(content, content.length);
  }

  /** Returns the first half of the digest of the first {@code length} bytes of {@code content}. */
  public static Digest128 of(byte[] content, int length) {
    return new Sha256().digest(content, length);
  }

  /** Takes some of the content, and more than a little: this asks the platform. */
  public void update(byte[] content, int length) {
    platform().update(content, length);
  }

  /**
   * Returns the first half of the digest of all that was taken since the last digest, and of the
   * first {@code length} bytes of {@code last} behind it.
   */
  public Digest128 digest(byte[] last, int length) {
    if (platform == null && length <= OWN_BYTES - ownBytes) {
      ownBytes += length + BLOCK_BYTES;
      return own(last, length);
    }
    return platform().digest(last, length);
  }

  private Platform platform() {
    if (platform == null) {
      platform = new Platform();
    }
    return platform;
  }

  /** The platform's, in a class of its own, so that who does without it does not load it. */
  private static final class Platform {
    private static final int DIGEST_BYTES = 32;

    private final byte[] digest = new byte[DIGEST_BYTES];
    private final MessageDigest sha256;

    Platform() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
      }
    }

    void update(byte[] content, int length) {
      sha256.update(content, 0, length);
    }

    Digest128 digest(byte[] last, int length) {
      sha256.update(last, 0, length);
      try {
        sha256.digest(digest, 0, DIGEST_BYTES);
      } catch (DigestException e) {
        throw new IllegalStateException("a digest has " + DIGEST_BYTES + " bytes", e);
      }
      return Digest128.of(digest);
    }
  }

  /** Digests the padded message (5.1.1) block by block (6.2.2). */
  static Digest128 own(byte[] content, int length) {
    int paddedLength = (length + LENGTH_BYTES) / BLOCK_BYTES * BLOCK_BYTES + BLOCK_BYTES;
    ByteBuffer padded = ByteBuffer.allocate(paddedLength);
    padded.put(content, 0, length).put((byte) 0x80);
    padded.putLong(paddedLength - LENGTH_BYTES, 8L * length).rewind();
    int[] hash = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    int[] schedule = new int[ROUND_CONSTANTS.length];
    while (padded.hasRemaining()) {
      schedule(padded, schedule);
      compress(hash, schedule);
    }
    return new Digest128(half(hash[0], hash[1]), half(hash[2], hash[3]));
  }

  private static void schedule(ByteBuffer block, int[] w) {
    for (int t = 0; t < 16; t++) {
      w[t] = block.getInt();
    }
    for (int t = 16; t < w.length; t++) {
      int a = w[t - 15];
      int b = w[t - 2];
      int sigma0 = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ (a >>> 3);
      int sigma1 = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ (b >>> 10);
      w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
  }

  private static void compress(int[] hash, int[] w) {
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int t = 0; t < w.length; t++) {
      int sum1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int choice = (e & f) ^ (~e & g);
      int first = h + sum1 + choice + ROUND_CONSTANTS[t] + w[t];
      int sum0 =
          Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + sum0 + majority;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }

  private static long half(int high, int low) {
    return (long) high << 32 | (low & 0xFFFFFFFFL);
  }
}
