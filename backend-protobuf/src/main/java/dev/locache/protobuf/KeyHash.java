package dev.locache.protobuf;

import dev.locache.spi.Digest128;

/**
 * 64 bits that stand for a key, in the index and in records about entries. Part of the format. Two
 * keys with one hash only replace one another, as an entry read is compared with the key asked for.
 */
final class KeyHash {
  private KeyHash() {}

  static long of(Digest128 method, Digest128 code, Digest128 arguments) {
    long hash = mix(method.high());
    hash = mix(hash ^ method.low());
    hash = mix(hash ^ code.high());
    hash = mix(hash ^ code.low());
    hash = mix(hash ^ arguments.high());
    hash = mix(hash ^ arguments.low());
    return hash == 0 ? 1 : hash; // 0 marks an empty place
  }

  /** The finalizer of MurmurHash3 after the addition of a constant (SplitMix64). */
  private static long mix(long bits) {
    long mixed = bits + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
