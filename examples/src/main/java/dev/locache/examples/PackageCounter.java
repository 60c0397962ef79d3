package dev.locache.examples;

/** Counts what is in a package of a JDK module. Slow, and always the same for one JDK. */
interface PackageCounter {
  /**
   * Reads every class of a package.
   *
   * @param module such as {@code java.base}
   * @param name the package, such as {@code java.util}
   * @param jdk the version that it is read from, such as {@code 17.0.15+6}
   */
  PackageCount count(String module, String name, String jdk);
}
