package dev.locache.history;

import dev.locache.fingerprint.CodePart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What tells two versions of a method's code apart. Immutable. */
public final class CodeChange {
  private static final String KINDS = "MJFCXPR";

  private final List<String> sentences;

  private CodeChange(List<String> sentences) {
    this.sentences = List.copyOf(sentences);
  }

  static CodeChange between(CodeVersions.Version before, CodeVersions.Version now) {
    List<String> sentences = new ArrayList<>();
    if (before.javaFeatureVersion() != now.javaFeatureVersion()) {
      sentences.add(
          "Java " + now.javaFeatureVersion() + " instead of " + before.javaFeatureVersion());
    }
    Set<CodePart> gone = only(before.parts(), now.parts());
    Set<CodePart> added = only(now.parts(), before.parts());
    for (Iterator<CodePart> each = added.iterator(); each.hasNext(); ) {
      CodePart part = each.next();
      if (gone.removeIf(part::isSamePlace)) {
        sentences.add(sentence(part, part.changed()));
        each.remove();
      }
    }
    added.forEach(part -> sentences.add(sentence(part, part.added())));
    gone.forEach(part -> sentences.add(sentence(part, part.removed())));
    return new CodeChange(sentences);
  }

  /** Returns the parts that {@code others} have not, by their content. */
  private static Set<CodePart> only(List<CodePart> parts, List<CodePart> others) {
    Set<CodePart> only = new TreeSet<>(CodeChange::methodsFirst);
    only.addAll(parts);
    others.forEach(only::remove);
    return only;
  }

  /** What a person edits comes before what follows from it. */
  private static int methodsFirst(CodePart a, CodePart b) {
    int byKind = Integer.compare(KINDS.indexOf(a.kind()), KINDS.indexOf(b.kind()));
    int byName = byKind != 0 ? byKind : a.name().compareTo(b.name());
    return byName != 0 ? byName : a.digest().toString().compareTo(b.digest().toString());
  }

  private static String sentence(CodePart part, String what) {
    return part.path().contains(" -> ") ? what + " (" + part.path() + ")" : what;
  }

  /**
   * Returns what differs, a sentence each, without a period: {@code method a.Helper.factor(int)
   * changed (a.Pricer.price -> a.Helper.factor)}; changes first, then what is new, then what is no
   * longer there.
   */
  public List<String> sentences() {
    return sentences;
  }
}
