package dev.locache.history;

import dev.locache.fingerprint.CodePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tells two versions of a method's code apart. Immutable. */
public final class CodeChange {
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
    Map<String, CodePart> old = byPlace(before.parts());
    Map<String, CodePart> current = byPlace(now.parts());
    List<String> gone = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (Map.Entry<String, CodePart> each : current.entrySet()) {
      CodePart then = old.get(each.getKey());
      if (then == null) {
        added.add(sentence(each.getValue(), "added"));
      } else if (!then.digest().equals(each.getValue().digest())) {
        sentences.add(sentence(each.getValue(), "changed"));
      }
    }
    for (Map.Entry<String, CodePart> each : old.entrySet()) {
      if (!current.containsKey(each.getKey())) {
        gone.add(sentence(each.getValue(), "no longer reached"));
      }
    }
    sentences.addAll(added);
    sentences.addAll(gone);
    return new CodeChange(sentences);
  }

  /** Two jars of one name, or two roots of one signature, are told apart by their content. */
  private static Map<String, CodePart> byPlace(List<CodePart> parts) {
    Map<String, CodePart> byPlace = new TreeMap<>(CodeChange::methodsFirst);
    for (CodePart part : parts) {
      String place = part.kind() + part.name();
      CodePart same = byPlace.putIfAbsent(place, part);
      if (same != null) {
        byPlace.put(place + '\n' + part.digest(), part);
      }
    }
    return byPlace;
  }

  /** What a person edits comes before what follows from it. */
  private static int methodsFirst(String a, String b) {
    int byKind = Integer.compare(rank(a.charAt(0)), rank(b.charAt(0)));
    return byKind != 0 ? byKind : a.compareTo(b);
  }

  private static int rank(char kind) {
    int rank = "MJFCXPR".indexOf(kind);
    return rank < 0 ? Integer.MAX_VALUE : rank;
  }

  private static String sentence(CodePart part, String what) {
    String path = part.path().contains(" -> ") ? " (" + part.path() + ")" : "";
    return part + " " + what + path;
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
