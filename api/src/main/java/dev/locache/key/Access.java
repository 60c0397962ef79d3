package dev.locache.key;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Reads private members, where the module system lets it. */
final class Access {
  private Access() {}

  /** Makes {@code member} readable. @return what stands in the way, or null */
  static @Nullable String obstacleTo(AccessibleObject member, Class<?> declaring) {
    try {
      member.setAccessible(true);
      return null;
    } catch (InaccessibleObjectException e) {
      return "cannot be read: package "
          + declaring.getPackageName()
          + " of module "
          + declaring.getModule().getName()
          + " must be opened to "
          + reader();
    } catch (SecurityException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  /** Reads a field that nothing {@linkplain #obstacleTo stands in the way} to. */
  static @Nullable Object read(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }

  /**
   * Whether {@code type} is Java's own: its fields are not readable, nor the same in every Java.
   */
  static boolean isPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static String reader() {
    String module = Access.class.getModule().getName();
    return module == null ? "dev.locache (on the class path: ALL-UNNAMED)" : module;
  }
}
