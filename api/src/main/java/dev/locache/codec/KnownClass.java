package dev.locache.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class that a value may hold, and what the check of a stream must know of it.
 *
 * @param type the class, not yet initialised
 * @param rebuilt whether an object of it comes into being only after all its parts were read, so
 *     that a part cannot refer back to it
 * @param hashing which of its parts are hashed while it is read
 */
record KnownClass(Class<?> type, boolean rebuilt, Hashing hashing) {
  /** Which parts of a collection are hashed while it is read. */
  enum Hashing {
    NONE,
    ELEMENTS,
    /** Every other part, beginning with the first: keys and values alternate. */
    KEYS,
    /** The JDK's form of immutable lists, sets and maps; a field tells which. */
    BY_TAG
  }

  private static final Map<String, Hashing> HASHING =
      Map.of(
          "java.util.HashSet", Hashing.ELEMENTS,
          "java.util.HashMap", Hashing.KEYS,
          "java.util.Hashtable", Hashing.KEYS,
          "java.util.concurrent.ConcurrentHashMap", Hashing.KEYS,
          "java.util.CollSer", Hashing.BY_TAG);

  static KnownClass of(Class<?> type) {
    return new KnownClass(
        type,
        type.isRecord() || isResolved(type),
        HASHING.getOrDefault(type.getName(), Hashing.NONE));
  }

  private static boolean isResolved(Class<?> type) {
    if (type.getName().equals("java.util.Collections$SynchronizedList")) {
      return false; // it refers to itself as its lock, and takes no harm
    }
    for (@Nullable Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (SerialMethods.declares(each, "readResolve")) {
        return true;
      }
    }
    return false;
  }
}
