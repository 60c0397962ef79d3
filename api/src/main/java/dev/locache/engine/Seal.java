package dev.locache.engine;

import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks the seal over all other fields of an entry. Immutable and thread-safe. */
sealed interface Seal {
  /** Length of every seal of this kind, in bytes. */
  int bytes();

  /** Returns the seal over {@code entry}, whose own seal counts by its length only. */
  byte[] over(Entry entry);

  default Entry seal(Entry unsealed) {
    Entry framed = withSeal(unsealed, new byte[bytes()]);
    return withSeal(framed, over(framed));
  }

  /** Compares in constant time, so that nobody can guess a signature byte by byte. */
  default boolean matches(Entry entry) {
    ByteBuffer found = entry.seal();
    if (found.remaining() != bytes()) {
      return false;
    }
    byte[] claimed = new byte[bytes()];
    found.get(claimed);
    return MessageDigest.isEqual(claimed, over(entry));
  }

  private static Entry withSeal(Entry entry, byte[] seal) {
    return new Entry(
        entry.key(),
        entry.codec(),
        entry.createdMillis(),
        entry.loadTimeNanos(),
        entry.value(),
        ByteBuffer.wrap(seal));
  }

  /** Against accidents: CRC32C (RFC 3720, appendix B.4), 4 bytes, big-endian. */
  record Checksum() implements Seal {
    @Override
    public int bytes() {
      return Integer.BYTES;
    }

    @Override
    public byte[] over(Entry entry) {
      CRC32C crc = new CRC32C();
      crc.update(EntryFormat.header(entry));
      crc.update(entry.value());
      return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }
  }

  /** Against people: HMAC-SHA-256 (RFC 2104), 32 bytes. */
  record Signature(SecretKeySpec key) implements Seal {
    private static final String ALGORITHM = "HmacSHA256";

    static Signature with(byte[] key) {
      return new Signature(new SecretKeySpec(key, ALGORITHM));
    }

    @Override
    public int bytes() {
      return 32;
    }

    @Override
    public byte[] over(Entry entry) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        mac.update(EntryFormat.header(entry));
        mac.update(entry.value());
        return mac.doFinal();
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
      }
    }
  }
}
