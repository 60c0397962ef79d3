package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.Sha256;

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
    return Sha256.of(text.toString().getBytes(UTF_8)).high();
  }
}
