package dev.locache.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks seals over a head and a body, one after the other. Thread-safe. */
public sealed interface Seal {
  /**
   * Returns a signature, or a checksum if there are no keys.
   *
   * @param signingKeys the first one signs; a signature with any of them matches
   */
  static Seal with(List<byte[]> signingKeys) {
    return signingKeys.isEmpty() ? new Checksum() : Signature.with(signingKeys);
  }

  /** Length of every seal of this kind, in bytes. */
  int bytes();

  /** Returns the seal over the remaining bytes of both, which it may use up. */
  byte[] over(ByteBuffer head, ByteBuffer body);

  /** Returns whether {@code found} is a seal over the remaining bytes of both. */
  boolean matches(ByteBuffer found, ByteBuffer head, ByteBuffer body);

  /** Against accidents: CRC32C (RFC 3720, appendix B.4), 4 bytes, big-endian. */
  record Checksum() implements Seal {
    @Override
    public int bytes() {
      return Integer.BYTES;
    }

    @Override
    public byte[] over(ByteBuffer head, ByteBuffer body) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(checksum(head, body)).array();
    }

    @Override
    public boolean matches(ByteBuffer found, ByteBuffer head, ByteBuffer body) {
      return found.remaining() == Integer.BYTES
          && found.getInt(found.position()) == checksum(head, body);
    }

    private static int checksum(ByteBuffer head, ByteBuffer body) {
      CRC32C crc = new CRC32C();
      crc.update(head);
      crc.update(body);
      return (int) crc.getValue();
    }
  }

  /**
   * Against people: HMAC-SHA-256 (RFC 2104), 32 bytes.
   *
   * @param keys the one that signs, then those that signed earlier
   */
  record Signature(List<SecretKeySpec> keys) implements Seal {
    private static final String ALGORITHM = "HmacSHA256";

    /** Returns signatures with {@code keys}, each of at least 32 bytes, which are copied. */
    public static Signature with(List<byte[]> keys) {
      List<SecretKeySpec> specs = new ArrayList<>();
      for (byte[] key : keys) {
        specs.add(new SecretKeySpec(key, ALGORITHM));
      }
      return new Signature(List.copyOf(specs));
    }

    @Override
    public int bytes() {
      return 32;
    }

    @Override
    public byte[] over(ByteBuffer head, ByteBuffer body) {
      return over(keys.get(0), head, body);
    }

    /** No name of a key is stored: only what was signed with an earlier one costs a second try. */
    @Override
    public boolean matches(ByteBuffer found, ByteBuffer head, ByteBuffer body) {
      for (int i = 0; i < keys.size(); i++) {
        if (equal(found.duplicate(), over(keys.get(i), head.duplicate(), body.duplicate()))) {
          return true;
        }
      }
      return false;
    }

    /** Compares in constant time, so that nobody can guess a signature byte by byte. */
    private static boolean equal(ByteBuffer found, byte[] right) {
      if (found.remaining() != right.length) {
        return false;
      }
      byte[] claimed = new byte[right.length];
      found.get(claimed);
      return MessageDigest.isEqual(claimed, right);
    }

    private static byte[] over(SecretKeySpec key, ByteBuffer head, ByteBuffer body) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        mac.update(head);
        mac.update(body);
        return mac.doFinal();
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
      }
    }
  }
}
