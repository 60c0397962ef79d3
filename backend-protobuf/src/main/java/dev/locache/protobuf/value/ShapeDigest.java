package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digest of what a result type is made of: the type itself, the components of its records, the
 * schemas of its messages. Bytes that were written for another shape are not read.
 */
final class ShapeDigest {
  private final StringBuilder text = new StringBuilder("locache value 1\n");

  /** Adds a line. */
  void add(String line) {
    text.append(line).append('\n');
  }

  /** Returns the first 64 bits of the SHA-256 (FIPS 180-4) of all lines, big-endian. */
  long value() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
