package dev.locache.protobuf;

/**
 * Entries to be removed, as they were seen: a later one of the same key, which somebody may be
 * writing at that moment, is not meant.
 *
 * @param hashes of their keys
 * @param sequences their own; 0 where it could not be read
 */
record Removed(LongList hashes, LongList sequences) {
  Removed() {
    this(new LongList(), new LongList());
  }

  void add(long hash, long sequence) {
    hashes.add(hash);
    sequences.add(sequence);
  }

  int size() {
    return hashes.size();
  }
}
