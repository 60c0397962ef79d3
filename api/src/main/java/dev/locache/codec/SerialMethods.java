package dev.locache.codec;

import java.lang.reflect.Method;

/** The methods by which a class takes its serialization into its own hands. */
final class SerialMethods {
  private SerialMethods() {}

  /** Returns whether {@code type} itself, not a superclass, declares such a method. */
  static boolean declares(Class<?> type, String name, Class<?>... parameterTypes) {
    try {
      Method declared = type.getDeclaredMethod(name, parameterTypes);
      return declared.getDeclaringClass() == type;
    } catch (NoSuchMethodException absent) {
      return false;
    }
  }
}
