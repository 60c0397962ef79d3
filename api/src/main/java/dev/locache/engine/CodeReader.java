package dev.locache.engine;

import dev.locache.FingerprintScope;
import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.IndexStore;
import dev.locache.fingerprint.MethodCode;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the code of an implementation's methods, as far as the chosen scope looks.
 *
 * @param type the interface wrapped
 * @param implementation the class behind it
 * @param objects classes of the application's objects that the implementation holds
 * @param options tells the scope and what counts besides
 */
record CodeReader(
    Class<?> type, Class<?> implementation, Set<Class<?>> objects, ServiceOptions options) {
  boolean isPerMethod() {
    return options.scope() == FingerprintScope.REACHABLE;
  }

  /** Returns the class files of this moment, and what was found out about them before. */
  ImplementationCode open(IndexStore store) {
    return ImplementationCode.of(type, implementation, options.packages(), store);
  }

  /**
   * Returns the code of a method.
   *
   * @throws IllegalArgumentException if it cannot be told: why, and the ways out
   */
  MethodCode read(Method implemented, ImplementationCode classes) {
    if (isPerMethod()) {
      return classes.reachableScope(implemented, objects, options.reached());
    }
    Set<Class<?>> covered = new HashSet<>(objects);
    covered.addAll(options.reached());
    return classes.classScope(covered);
  }
}
