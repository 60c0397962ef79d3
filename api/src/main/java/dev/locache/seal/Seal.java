package dev.locache.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks seals over a head and a body, one after the other. Thread-safe. */
public sealed interface Seal {
  /** Returns a signature with {@code signingKey}, or a checksum if there is none. */
  static Seal with(Optional<byte[]> signingKey) {
    return signingKey.isPresent() ? Signature.with(signingKey.get()) : new Checksum();
  }

  /** Length of every seal of this kind, in bytes. */
  int bytes();

  /** Returns the seal over the remaining bytes of both, which it may use up. */
  byte[] over(ByteBuffer head, ByteBuffer body);

  /** Returns whether {@code found} is the seal over the remaining bytes of both. */
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

  /** Against people: HMAC-SHA-256 (RFC 2104), 32 bytes. */
  record Signature(SecretKeySpec key) implements Seal {
    private static final String ALGORITHM = "HmacSHA256";

    /** Returns signatures with {@code key}, of at least 32 bytes, which is copied. */
    public static Signature with(byte[] key) {
      return new Signature(new SecretKeySpec(key, ALGORITHM));
    }

    @Override
    public int bytes() {
      return 32;
    }

    /** Compares in constant time, so that nobody can guess a signature byte by byte. */
    @Override
    public boolean matches(ByteBuffer found, ByteBuffer head, ByteBuffer body) {
      if (found.remaining() != bytes()) {
        return false;
      }
      byte[] claimed = new byte[bytes()];
      found.get(claimed);
      return MessageDigest.isEqual(claimed, over(head, body));
    }

    @Override
    public byte[] over(ByteBuffer head, ByteBuffer body) {
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
