package dev.locache.protobuf;

import dev.locache.spi.Digest128;

/**
 * A method whose entries are kept. Immutable but for the longest time to idle that anybody has
 * asked for, by which a compaction judges, and the codec of the entry read last.
 */
final class Method {
  private final int number;
  private final Digest128 digest;
  private volatile long longestIdleMillis = -1;

  /** Threads may see different ones: it only saves making the same text again. */
  private String lastCodec = "";

  Method(int number, Digest128 digest) {
    this.number = number;
    this.digest = digest;
  }

  int number() {
    return number;
  }

  Digest128 digest() {
    return digest;
  }

  /** Returns the longest time to idle asked for, in milliseconds; -1 if nobody asked. */
  long longestIdleMillis() {
    return longestIdleMillis;
  }

  /** Notes a time to idle; a race may lose the longer one, until the next call. */
  void asked(long idleMillis) {
    if (idleMillis > longestIdleMillis) {
      longestIdleMillis = idleMillis;
    }
  }

  /** Returns the id of the codec of an entry read lately, which likely is that of the next one. */
  String lastCodec() {
    return lastCodec;
  }

  /** Writes only what is new: threads that hit would take the cache line from each other. */
  void lastCodec(String codec) {
    if (!codec.equals(lastCodec)) {
      lastCodec = codec;
    }
  }
}
