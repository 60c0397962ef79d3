package dev.locache.engine;

import dev.locache.seal.Seal;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import java.nio.ByteBuffer;

/** The seal over all other fields of an entry. Immutable and thread-safe. */
record EntrySeal(Seal seal) {
  /** Returns the entry with its seal. */
  Entry seal(Entry unsealed) {
    Entry framed = withSeal(unsealed, new byte[seal.bytes()]);
    return withSeal(framed, seal.over(EntryFormat.header(framed), framed.value()));
  }

  boolean matches(Entry entry) {
    return seal.matches(entry.seal(), EntryFormat.header(entry), entry.value());
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
}
