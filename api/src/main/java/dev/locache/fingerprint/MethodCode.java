package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What decides the results of one method of a service, as far as code does. Immutable. */
public final class MethodCode {
  /** Changes whenever the same class files would give other lines. */
  private static final int FORMAT = 1;

  private final Reached reached;
  private final List<CodeLine> lines;
  private final Digest128 digest;
  private final boolean whole;

  MethodCode(Reached reached, boolean whole, List<CodeLine> lines, int javaFeatureVersion) {
    this.whole = whole;
    this.reached = reached;
    this.lines = lines;
    TokenSink sink = new TokenSink();
    sink.mark('R').number(FORMAT).number(javaFeatureVersion).number(lines.size());
    for (CodeLine line : lines) {
      line.writeTo(sink);
    }
    this.digest = sink.digest();
  }

  /**
   * Returns whether it reaches more methods than are followed, so that all of the application's
   * code counts instead, with all libraries that it refers to.
   */
  public boolean isWhole() {
    return whole;
  }

  /** Returns the digest of all that was reached, and of the version of Java. */
  public Digest128 digest() {
    return digest;
  }

  /**
   * Returns what the digest cannot answer for, a sentence each: reflection, clock, chance,
   * environment, mutable statics, native code, and objects of unknown origin. Only the
   * application's own code is looked at for it.
   */
  public List<String> notes() {
    List<String> texts = new ArrayList<>();
    for (Note note : reached.notes()) {
      texts.add(note.text());
    }
    return texts;
  }

  /** Returns the parts that the digest is made of, in their order. */
  List<CodeLine> lines() {
    return lines;
  }

  /** Returns the methods reached, those without lines of their own among them. */
  Iterable<Target> methods() {
    return reached.methods();
  }

  /** Returns how a method was reached: {@code a.Pricer.price -> a.Helper.factor}. */
  String pathTo(Target method) {
    StringJoiner path = new StringJoiner(" -> ");
    for (Target each : reached.pathTo(method)) {
      path.add(each.displayName());
    }
    return path.toString();
  }
}
