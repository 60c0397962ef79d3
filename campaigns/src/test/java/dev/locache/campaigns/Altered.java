package dev.locache.campaigns;

import dev.locache.seal.Seal;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import java.nio.ByteBuffer;

/** Entries with other parts than they were written with, as somebody who can write makes them. */
final class Altered {
  private Altered() {}

  static Entry entry(Entry entry, CacheKey key, ByteBuffer value, ByteBuffer seal) {
    return new Entry(key, entry.codec(), entry.createdMillis(), entry.loadTimeNanos(), value, seal);
  }

  static Entry seal(Entry entry, ByteBuffer seal) {
    return entry(entry, entry.key(), entry.value(), seal);
  }

  /** Returns the entry with another value and the seal that is right for it. */
  static Entry value(Entry entry, ByteBuffer value, Seal seal) {
    return sealed(entry(entry, entry.key(), value, entry.seal()), seal);
  }

  /** Returns the entry with the seal that is right for it. */
  static Entry sealed(Entry entry, Seal seal) {
    Entry framed = seal(entry, ByteBuffer.allocate(seal.bytes()));
    return seal(entry, ByteBuffer.wrap(seal.over(EntryFormat.header(framed), entry.value())));
  }
}
