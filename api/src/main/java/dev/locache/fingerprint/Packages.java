package dev.locache.fingerprint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages whose classes are analysed wherever they come from; each with the packages below it.
 * Immutable.
 *
 * @param own count as the application's own: their objects are told by their fields, too
 * @param analysed of libraries, whose objects' fields are nobody's business
 */
public record Packages(Set<String> own, Set<String> analysed) {
  /** None. */
  public static final Packages NONE = new Packages(Set.of(), Set.of());

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if a name is no name of a package, {@code com.example}
   */
  public Packages {
    own = checked(own);
    analysed = checked(analysed);
  }

  /**
   * Returns packages of the application.
   *
   * @throws IllegalArgumentException if a name is no name of a package
   */
  public static Packages own(String... names) {
    return new Packages(Set.copyOf(List.of(names)), Set.of());
  }

  /**
   * Returns packages of libraries.
   *
   * @throws IllegalArgumentException if a name is no name of a package
   */
  public static Packages analysed(String... names) {
    return new Packages(Set.of(), Set.copyOf(List.of(names)));
  }

  private static Set<String> checked(Set<String> names) {
    for (String name : names) {
      if (name.isBlank() || name.startsWith(".") || name.endsWith(".") || name.contains("*")) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is not the name of a package, such as com.example");
      }
    }
    return Set.copyOf(names);
  }

  /** Returns these packages and those of {@code others}. */
  public Packages and(Packages others) {
    return new Packages(union(own, others.own), union(analysed, others.analysed));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  boolean areNone() {
    return own.isEmpty() && analysed.isEmpty();
  }

  /** Returns whether a class counts as the application's own, by its binary name. */
  boolean isOwn(String className) {
    return contain(own, className);
  }

  /** Returns whether a class is analysed, by its binary name. */
  boolean isAnalysed(String className) {
    return contain(own, className) || contain(analysed, className);
  }

  private static boolean contain(Set<String> packages, String className) {
    for (String each : packages) {
      if (className.startsWith(each)
          && className.length() > each.length()
          && className.charAt(each.length()) == '.') {
        return true;
      }
    }
    return false;
  }

  void writeTo(TokenSink sink) {
    for (Set<String> names : List.of(own, analysed)) {
      sink.number(names.size());
      for (String name : new TreeSet<>(names)) {
        sink.text(name);
      }
    }
  }
}
