package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.List;

/** What decides the results of one method of a service, as far as code does. Immutable. */
public final class MethodCode {
  private final Digest128 digest;
  private final boolean whole;
  private final List<String> notes;
  private final List<CodePart> parts;

  MethodCode(Digest128 digest, boolean whole, List<String> notes, List<CodePart> parts) {
    this.digest = digest;
    this.whole = whole;
    this.notes = List.copyOf(notes);
    this.parts = List.copyOf(parts);
  }

  /** Returns what is known of code whose parts are not. */
  public static MethodCode withoutParts(Digest128 digest, boolean whole, List<String> notes) {
    return new MethodCode(digest, whole, notes, List.of());
  }

  /** Returns the digest of all parts, and of the version of Java. */
  public Digest128 digest() {
    return digest;
  }

  /**
   * Returns whether it reaches more methods than are followed, so that all of the application's
   * code counts instead, with all libraries that it refers to.
   */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Returns what the digest cannot answer for, a sentence each: reflection, clock, chance,
   * environment, mutable statics, native code, and objects of unknown origin. Only the
   * application's own code is looked at for it, and nothing with whole classes.
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * Returns what the digest is made of, in its order; empty if it was known from an earlier run.
   */
  public List<CodePart> parts() {
    return parts;
  }
}
