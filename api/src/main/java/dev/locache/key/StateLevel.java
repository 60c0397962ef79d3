package dev.locache.key;

import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one class in an object's hierarchy tells its part of the object. */
sealed interface StateLevel {
  /** By its fields, sorted by name. */
  record Fields(Class<?> type, List<Field> fields) implements StateLevel {}

  /** As a value or a container of the platform, whose subclass the object is. */
  record Inherited(ValueEncoder encoder) implements StateLevel {}

  /** Not at all: it is infrastructure. */
  record LeftOut() implements StateLevel {}

  /** {@code field}, or if null the whole of {@code type}, is out of reach. */
  record OutOfReach(Class<?> type, @Nullable Field field, String obstacle) implements StateLevel {}
}
