package dev.locache.engine;

import dev.locache.FingerprintScope;
import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.MethodCode;
import dev.locache.spi.Digest128;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of a service's methods, as far as the chosen scope looks. Nothing is read before the
 * first method is asked for. Used while wrapping, by one thread.
 */
final class ServiceCode {
  private static final Digest128 UNKNOWN = new Digest128(0, 0);

  private final ImplementationCode classes;
  private final Set<Class<?>> objects;
  private final ServiceOptions options;
  private final Problems problems;
  private @Nullable Digest128 ofAllMethods;

  ServiceCode(
      ImplementationCode classes,
      Set<Class<?>> objects,
      ServiceOptions options,
      Problems problems) {
    this.classes = classes;
    this.objects = objects;
    this.options = options;
    this.problems = problems;
  }

  /** Returns the digest of a method's code; what it cannot be told for is added to the problems. */
  Digest128 of(ServiceMethod method) {
    if (ofAllMethods != null) {
      return ofAllMethods;
    }
    try {
      if (options.scope() == FingerprintScope.REACHABLE) {
        return reachable(method);
      }
      ofAllMethods = classScope();
    } catch (IllegalArgumentException unreadable) {
      problems.add(String.valueOf(unreadable.getMessage()));
      ofAllMethods = UNKNOWN; // once is enough: the next method would most likely meet the same
    }
    return ofAllMethods;
  }

  private Digest128 reachable(ServiceMethod method) {
    MethodCode code = classes.reachableScope(method.implemented(), objects, options.reached());
    if (code.isWhole()) {
      Log.info(
          method
              + " reaches more methods than Locache follows, so any change of the application's"
              + " code counts as one of its code; codeVersion(\"...\") would be more precise");
    }
    return code.digest();
  }

  private Digest128 classScope() {
    Set<Class<?>> covered = new HashSet<>(objects);
    covered.addAll(options.reached());
    return classes.classScope(covered);
  }
}
