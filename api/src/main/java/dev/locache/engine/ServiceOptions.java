package dev.locache.engine;

import dev.locache.FingerprintScope;
import dev.locache.fingerprint.Packages;
import dev.locache.spi.EnhancedObjects;
import java.util.Optional;
import java.util.Set;

/**
 * Choices for one service.
 *
 * @param choices limits and code version; what is empty is left to the cache
 * @param scope how much code is looked at
 * @param stateKey stands for the fields of the implementation
 * @param ignoredFields fields that stay out of the key: {@code name} of the implementation, or
 *     {@code Class.name} of an object that it holds
 * @param reached classes whose code counts too
 * @param packages whose classes are analysed besides the application's
 * @param refusesNotes whether what a fingerprint cannot answer for is an error
 * @param enhanced knows what objects of generated classes consist of
 */
public record ServiceOptions(
    Choices choices,
    FingerprintScope scope,
    Optional<Object> stateKey,
    Set<String> ignoredFields,
    Set<Class<?>> reached,
    Packages packages,
    boolean refusesNotes,
    EnhancedObjects enhanced) {
  static final ServiceOptions NONE =
      new ServiceOptions(
          Choices.NONE,
          FingerprintScope.REACHABLE,
          Optional.empty(),
          Set.of(),
          Set.of(),
          Packages.NONE,
          false,
          EnhancedObjects.NONE);

  /** Returns the class of {@code object} as its author wrote it. */
  Class<?> classOf(Object object) {
    Optional<EnhancedObjects.Original> original = enhanced.originalOf(object);
    return original.isPresent() ? original.get().type() : object.getClass();
  }
}
