package dev.locache.protobuf;

import dev.locache.spi.Digest128;

/** What a record says, without the value. The names are those of the format's {@code .proto}. */
sealed interface Head {
  long sequence();

  record Opening(long sequence, int format, boolean compacted) implements Head {}

  record MethodName(long sequence, String id) implements Head {}

  /**
   * An entry, as far as the index has to know it.
   *
   * @param writtenSeconds when it was written, in seconds since the epoch
   */
  record EntryHead(
      long sequence, Digest128 method, Digest128 code, Digest128 arguments, int writtenSeconds)
      implements Head {
    long hash() {
      return KeyHash.of(method, code, arguments);
    }
  }

  /** The end of entries, none of which is later than this. */
  record Removal(long sequence, Removed removed) implements Head {
    /** Returns the lowest sequence that an entry of the key {@code i} must have to be alive. */
    long lowestAlive(int i) {
      long seen = removed.sequences().get(i);
      return seen == 0 ? sequence : Math.min(seen + 1, sequence);
    }
  }

  record Clear(long sequence, Digest128 method) implements Head {}

  record Uses(long sequence, LongList hashes, LongList times) implements Head {}

  record End(long sequence) implements Head {}

  /** A record of a kind that a later version has added: passed over. */
  record Unknown(long sequence) implements Head {}
}
