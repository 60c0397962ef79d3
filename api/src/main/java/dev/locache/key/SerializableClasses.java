package dev.locache.key;

import java.io.Externalizable;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
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
    for (Class<?> level = type;
        level != null && Serializable.class.isAssignableFrom(level);
        level = level.getSuperclass()) {
      if (isPlatform(level) || declaresOwnForm(level)) {
        return true;
      }
    }
    return false;
  }

  /** Its private fields are not ours to read, nor are they the same in every Java. */
  private static boolean isPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean declaresOwnForm(Class<?> type) {
    return declares(type, "writeObject", ObjectOutputStream.class)
        || declares(type, "writeReplace")
        || declaresPersistentFields(type);
  }

  private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
    try {
      type.getDeclaredMethod(method, parameters);
      return true;
    } catch (NoSuchMethodException usual) {
      return false;
    }
  }

  private static boolean declaresPersistentFields(Class<?> type) {
    try {
      type.getDeclaredField("serialPersistentFields");
      return true;
    } catch (NoSuchFieldException usual) {
      return false;
    }
  }
}
