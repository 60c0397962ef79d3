package dev.locache.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of classes that a user allows: {@code com.example.Quote} one class, {@code com.example.*} a
 * package, {@code com.example.**} a package and all below it. Binary names (JLS 13.1); a nested
 * class belongs to its package.
 */
final class ClassPatterns {
  private final List<String> patterns;

  /**
   * Checks the patterns.
   *
   * @throws IllegalArgumentException if one of them is malformed
   */
  static ClassPatterns parse(List<String> patterns) {
    for (String pattern : patterns) {
      if (!isWellFormed(pattern)) {
        throw new IllegalArgumentException(
            "malformed class name pattern \""
                + pattern
                + "\"; write com.example.Quote, com.example.* or com.example.**");
      }
    }
    return new ClassPatterns(new ArrayList<>(patterns));
  }

  private ClassPatterns(List<String> patterns) {
    this.patterns = patterns;
  }

  /** Returns whether one of the patterns covers the class of this binary name. */
  boolean match(String className) {
    for (String pattern : patterns) {
      if (match(pattern, className)) {
        return true;
      }
    }
    return false;
  }

  private static boolean match(String pattern, String className) {
    if (pattern.endsWith(".**")) {
      return className.startsWith(pattern.substring(0, pattern.length() - 2));
    }
    if (pattern.endsWith(".*")) {
      int packageEnd = pattern.length() - 1;
      return className.startsWith(pattern.substring(0, packageEnd))
          && className.indexOf('.', packageEnd) < 0;
    }
    return className.equals(pattern);
  }

  private static boolean isWellFormed(String pattern) {
    String name = pattern;
    if (pattern.endsWith(".**")) {
      name = pattern.substring(0, pattern.length() - 3);
    } else if (pattern.endsWith(".*")) {
      name = pattern.substring(0, pattern.length() - 2);
    }
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      if (!isIdentifier(name, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isIdentifier(name, start, name.length());
  }

  private static boolean isIdentifier(String name, int start, int end) {
    if (start == end || !Character.isJavaIdentifierStart(name.charAt(start))) {
      return false;
    }
    for (int i = start + 1; i < end; i++) {
      if (!Character.isJavaIdentifierPart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
