package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.List;

/**
 * The fingerprint of one part of a program.
 *
 * @param kind {@code C} class header, {@code F} field, {@code M} method, {@code P} class of the
 *     platform, which the version of Java stands for, {@code J} jar or directory as a whole, {@code
 *     X} class that is missing, {@code R} method that a call starts with
 * @param name {@code com/example/Rates.quote(I)D}, as in the class file, but for numbered classes
 * @param digest the normalised content
 */
record CodeLine(char kind, String name, Digest128 digest) implements Comparable<CodeLine> {
  /** Orders by kind, then name, then digest. */
  @Override
  public int compareTo(CodeLine other) {
    if (kind != other.kind) {
      return Character.compare(kind, other.kind);
    }
    int byName = name.compareTo(other.name);
    if (byName != 0) {
      return byName;
    }
    int byHigh = Long.compare(digest.high(), other.digest.high());
    return byHigh != 0 ? byHigh : Long.compare(digest.low(), other.digest.low());
  }

  /**
   * Returns the digest of all lines of a scope, which are in their order.
   *
   * @param format changes whenever the same class files would give other lines
   */
  static Digest128 digestOf(char scope, int format, int javaFeatureVersion, List<CodeLine> lines) {
    TokenSink sink = new TokenSink();
    sink.mark(scope).number(format).number(javaFeatureVersion).number(lines.size());
    for (CodeLine line : lines) {
      sink.mark(line.kind).text(line.name).digest(line.digest);
    }
    return sink.digest();
  }
}
