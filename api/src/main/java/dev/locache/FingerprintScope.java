package dev.locache;

/** How much code is looked at to tell whether a stored result is still the method's result. */
public enum FingerprintScope {
  /**
   * The implementing class, its superclasses, its nested classes and the application's classes
   * among the objects it holds, so that a change in any of them counts for every method.
   */
  CLASS
}
