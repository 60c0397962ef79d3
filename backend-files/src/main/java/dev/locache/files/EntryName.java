package dev.locache.files;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import org.jspecify.annotations.Nullable;

/**
 * Names the file of an entry among those of its method: the 64 hexadecimal digits of both digests,
 * cut into the last two, a directory, and the 62 before them, a file in it. The digests of the
 * arguments come last and spread evenly; those of the code come first and keep the versions of one
 * code together.
 */
record EntryName(Digest128 code, Digest128 arguments) {
  /** How many directories the entries of a method are spread over. */
  static final int SHARDS = 256;

  private static final int DIGITS = 64;
  private static final String SUFFIX = ".entry";

  static EntryName of(CacheKey key) {
    return new EntryName(key.code(), key.arguments());
  }

  /**
   * Returns the name that {@link #path} wrote.
   *
   * @return null if it is none, and so not ours
   */
  static @Nullable EntryName parse(String shard, String file) {
    if (!isShard(shard)
        || file.length() != DIGITS - 2 + SUFFIX.length()
        || !file.endsWith(SUFFIX)) {
      return null;
    }
    String digits = file.substring(0, DIGITS - 2) + shard;
    if (!isHex(digits)) {
      return null;
    }
    return new EntryName(digest(digits, 0), digest(digits, 32));
  }

  static boolean isShard(String name) {
    return name.length() == 2 && isHex(name);
  }

  /** Returns the number of the directory. */
  int shard() {
    return (int) arguments.low() & (SHARDS - 1);
  }

  /** Returns the path below the method's directory, 2 and 62 digits. */
  String path() {
    StringBuilder digits = new StringBuilder(DIGITS);
    code.appendHex(digits);
    arguments.appendHex(digits);
    return new StringBuilder(DIGITS + 1 + SUFFIX.length())
        .append(digits, DIGITS - 2, DIGITS)
        .append('/')
        .append(digits, 0, DIGITS - 2)
        .append(SUFFIX)
        .toString();
  }

  /** Returns the directory in that path. */
  String shardPath() {
    return path().substring(0, 2);
  }

  /** Written out, as what a record gets for it takes longer to link than a first hit to read. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntryName that
        && arguments.low() == that.arguments.low()
        && arguments.high() == that.arguments.high()
        && code.low() == that.code.low()
        && code.high() == that.code.high();
  }

  /** The digests are even enough for any part of them to do. */
  @Override
  public int hashCode() {
    return Long.hashCode(arguments.low() ^ code.low());
  }

  private static boolean isHex(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static Digest128 digest(String digits, int from) {
    return new Digest128(
        Long.parseUnsignedLong(digits, from, from + 16, 16),
        Long.parseUnsignedLong(digits, from + 16, from + 32, 16));
  }
}
