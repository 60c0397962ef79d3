package dev.locache.key;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Classes that nothing else is known of but that they are {@link Serializable}: by their fields, if
 * these are all there is to them, or else by the bytes they give of themselves.
 */
final class SerializableClasses {
  private SerializableClasses() {}

  static ValueEncoder encoderOf(Class<?> type) {
    if (type == SerializedLambda.class) {
      return new RefusedEncoder("is a lambda, so its code is not known; " + Reasons.waysOut(type));
    }
    if (!Serializable.class.isAssignableFrom(type)) {
      return new RefusedEncoder(Reasons.noCanonicalForm(type));
    }
    Class<?> unseen = unseenSuperclassOf(type);
    if (unseen != null) {
      return new RefusedEncoder(
          "extends "
              + unseen.getName()
              + ", which has fields but is not Serializable; "
              + Reasons.waysOut(type));
    }
    return hasOwnForm(type) ? new SerializedEncoder() : FieldsEncoder.of(type);
  }

  /** The superclass with fields that no serialized form shows, if there is one. */
  private static @Nullable Class<?> unseenSuperclassOf(Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      if (!Serializable.class.isAssignableFrom(level) && hasInstanceFields(level)) {
        return level;
      }
    }
    return null;
  }

  private static boolean hasInstanceFields(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOwnForm(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> level = type; // which ends at Object, if not earlier
        Serializable.class.isAssignableFrom(level);
        level = level.getSuperclass()) {
      if (Access.isPlatform(level) || declaresOwnForm(level)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declaresOwnForm(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      String name = method.getName();
      if (name.equals("writeObject") || name.equals("writeReplace")) {
        return true;
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals("serialPersistentFields")) {
        return true;
      }
    }
    return false;
  }
}
