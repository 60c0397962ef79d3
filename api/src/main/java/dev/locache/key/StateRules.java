package dev.locache.key;

import dev.locache.spi.EnhancedObjects;
import java.lang.reflect.Field;
import java.util.Optional;

/** What a walk over an implementation's state has to be told. */
public interface StateRules {
  /** Whether the user has said that {@code field} cannot change a result. */
  boolean ignored(Field field);

  /** Whether {@code type} is the application's own code, so that its fields tell its content. */
  boolean own(Class<?> type);

  /**
   * Returns a name that {@code type}, one of the application's own classes, has in every run, and
   * that no other class has with which results could differ.
   *
   * @throws IllegalArgumentException if there is none: why, to be said behind "it"
   */
  String nameOf(Class<?> type);

  /**
   * Returns which code the object of a lambda or method reference runs, and on what.
   *
   * @throws IllegalArgumentException if that cannot be told: why, to be said behind "it"
   */
  Lambda lambda(Object lambda);

  /** What gives the results of {@code object}: the object itself, unless it only remembers them. */
  default Object behind(Object object) {
    return object;
  }

  /** What {@code object} consists of if its class was generated; empty for ordinary objects. */
  default Optional<EnhancedObjects.Original> originalOf(Object object) {
    return Optional.empty();
  }
}
