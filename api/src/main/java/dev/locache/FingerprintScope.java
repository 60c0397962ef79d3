package dev.locache;

/** How much code is looked at to tell whether a stored result is still the method's result. */
public enum FingerprintScope {
  /**
   * For each method, all code that it can reach: what it calls, directly or not, within the
   * application's own code; the jars of the libraries it uses; the version of Java. Not what is
   * found by reflection only.
   */
  REACHABLE,

  /**
   * The implementing class, its superclasses, its nested classes and the application's classes
   * among the objects it holds, so that a change in any of them counts for every method. Other
   * classes that these call don't.
   */
  CLASS
}
