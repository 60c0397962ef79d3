package dev.locache.codec;

import java.io.Externalizable;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields that Java serialization drops without a word: those of a superclass that is not
 * {@code Serializable}. Read back, they would hold what its constructor without arguments puts
 * there: a wrong value.
 */
final class UnsavedFields {
  private static final ClassValue<Optional<String>> COMPLAINTS =
      new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
          return Optional.ofNullable(complaint(type));
        }
      };

  private UnsavedFields() {}

  /** Says which field of {@code type} would be lost; null if none would be. */
  static @Nullable String of(Class<?> type) {
    return COMPLAINTS.get(type).orElse(null);
  }

  private static @Nullable String complaint(Class<?> type) {
    if (type.isArray() || type.isEnum() || Externalizable.class.isAssignableFrom(type)) {
      return null;
    }
    for (Class<?> each = type; !each.getName().startsWith("java."); each = each.getSuperclass()) {
      if (Serializable.class.isAssignableFrom(each)) {
        if (SerialMethods.declares(each, "writeObject", ObjectOutputStream.class)) {
          return null; // its own code takes care of what is above it
        }
        continue;
      }
      Field lost = instanceField(each);
      if (lost != null) {
        return "value holds "
            + type.getName()
            + ", which would lose field "
            + lost.getName()
            + " of its superclass "
            + each.getName()
            + ", which is not Serializable; let the superclass implement it, or return a record";
      }
    }
    return null;
  }

  private static @Nullable Field instanceField(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
        return field;
      }
    }
    return null;
  }
}
