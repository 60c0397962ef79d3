package dev.locache.spi;

import java.nio.ByteBuffer;

/**
 * The first 128 bits of a SHA-256 digest (FIPS 180-4), as two big-endian halves.
 *
 * @param high bytes 0 to 7
 * @param low bytes 8 to 15
 */
public record Digest128(long high, long low) {
  /** Length of the encoded form, in bytes. */
  public static final int BYTES = 16;

  private static final char[] HEX_DIGITS = "0123456789abcdef".toCharArray();

  /**
   * Returns the digest in the next {@value #BYTES} bytes of {@code source}, a big-endian buffer,
   * which moves past them.
   *
   * @throws java.nio.BufferUnderflowException if fewer bytes remain
   */
  public static Digest128 readFrom(ByteBuffer source) {
    long high = source.getLong();
    return new Digest128(high, source.getLong());
  }

  /**
   * Returns the digest in the first {@value #BYTES} bytes of {@code bytes}; the rest is dropped.
   *
   * @throws java.nio.BufferUnderflowException if there are fewer bytes
   */
  public static Digest128 of(byte[] bytes) {
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /**
   * Returns the digest that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code hex} is not of that form
   */
  public static Digest128 parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("not a digest: " + hex);
    }
    return new Digest128(parseHalf(hex, 0), parseHalf(hex, BYTES));
  }

  private static long parseHalf(String hex, int start) {
    long half = 0;
    for (int i = start; i < start + BYTES; i++) {
      int digit = digit(hex.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a digest: " + hex);
      }
      half = half << 4 | digit;
    }
    return half;
  }

  /** Returns the value of a lower-case hexadecimal digit; -1 for any other character. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** Writes {@value #BYTES} bytes to {@code target}, a big-endian buffer. */
  public void writeTo(ByteBuffer target) {
    target.putLong(high).putLong(low);
  }

  /** Appends 32 lower-case hexadecimal digits. */
  public void appendHex(StringBuilder target) {
    appendHex(target, high);
    appendHex(target, low);
  }

  /** Written out, since the methods that a record is given take a process long to set up. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest128 that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ low);
  }

  /** Returns 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    StringBuilder hex = new StringBuilder(2 * BYTES);
    appendHex(hex);
    return hex.toString();
  }

  private static void appendHex(StringBuilder target, long half) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      target.append(HEX_DIGITS[(int) (half >>> shift) & 0xF]);
    }
  }
}
