package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import dev.locache.spi.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects tokens and digests them. Each token begins with its kind and tells its own length, so
 * two different sequences of tokens never have the same bytes.
 */
final class TokenSink implements Comparable<TokenSink> {
  private static final byte MARK = 1;
  private static final byte OPCODE = 2;
  private static final byte NUMBER = 3;
  private static final byte LONG_NUMBER = 4;
  private static final byte ASCII = 5;
  private static final byte UTF_16 = 6;
  private static final byte ABSENT = 7;
  private static final byte DIGEST = 8;

  private byte[] bytes = new byte[512];
  private int size;

  /** Adds a mark that says what follows. */
  TokenSink mark(char kind) {
    room(2);
    bytes[size++] = MARK;
    bytes[size++] = (byte) kind;
    return this;
  }

  TokenSink opcode(int opcode) {
    room(2);
    bytes[size++] = OPCODE;
    bytes[size++] = (byte) opcode;
    return this;
  }

  TokenSink number(int value) {
    room(5);
    bytes[size++] = NUMBER;
    putInt(value);
    return this;
  }

  TokenSink longNumber(long value) {
    room(9);
    bytes[size++] = LONG_NUMBER;
    putLong(value);
    return this;
  }

  TokenSink digest(Digest128 digest) {
    room(1 + Digest128.BYTES);
    bytes[size++] = DIGEST;
    putLong(digest.high());
    putLong(digest.low());
    return this;
  }

  /** Adds a text char by char: UTF-8 would make one byte of all unpaired surrogates. */
  TokenSink text(@Nullable String text) {
    if (text == null) {
      room(1);
      bytes[size++] = ABSENT;
      return this;
    }
    boolean ascii = isAscii(text);
    int length = text.length();
    room(5 + 2 * length);
    bytes[size++] = ascii ? ASCII : UTF_16;
    putInt(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!ascii) {
        bytes[size++] = (byte) (c >>> 8);
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  /** Adds the digest of some bytes. */
  TokenSink bytes(byte[] content) {
    return digest(Sha256.of(content));
  }

  /** Adds all tokens of {@code other}. */
  TokenSink all(TokenSink other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
    return this;
  }

  /** Returns the digest of the tokens so far. */
  Digest128 digest() {
    return Sha256.of(bytes, size);
  }

  /** Compares the bytes. */
  @Override
  public int compareTo(TokenSink other) {
    return Arrays.compare(bytes, 0, size, other.bytes, 0, other.size);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private void putInt(int value) {
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
