package dev.locache.key;

import java.lang.reflect.Field;

/** What a walk over an implementation's state has to be told. */
public interface StateRules {
  /** Whether the user has said that {@code field} cannot change a result. */
  boolean ignored(Field field);

  /** Whether {@code type} is the application's own code, so that its fields tell its content. */
  boolean own(Class<?> type);
}
