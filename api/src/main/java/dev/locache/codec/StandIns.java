package dev.locache.codec;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is written in place of an object that Java serialization cannot write, or not well: records,
 * optionals, map entries, and the JDK's views of lists and maps, which become copies.
 */
final class StandIns {
  private StandIns() {}

  /**
   * Returns what to write for {@code object}: itself if nothing else is needed.
   *
   * @throws RefusedException if it is a record out of reach
   */
  static Object of(Object object) {
    if (object instanceof Record) {
      return ofRecord(object);
    }
    if (object instanceof Serializable) {
      return object;
    }
    if (object instanceof Map.Entry<?, ?> entry) {
      return ofEntry(entry);
    }
    if (object instanceof Collection<?> view && isHidden(object.getClass())) {
      return ofView(view);
    }
    OptionalForm optional = OptionalForm.of(object);
    return optional == null ? object : optional;
  }

  private static Object ofRecord(Object object) {
    Class<?> type = object.getClass();
    RecordShape shape = RecordShape.of(type);
    if (shape.isOpen()) {
      return new RecordForm(shape, object);
    }
    if (object instanceof Serializable) {
      return object; // Java's own form reaches where reflection must not
    }
    throw new RefusedException(
        "record %s cannot be reached; open %s to dev.locache, or let it implement Serializable"
            .formatted(type.getName(), type.getPackageName()));
  }

  private static Serializable ofEntry(Map.Entry<?, ?> entry) {
    if (entry.getClass().getName().equals("java.util.KeyValueHolder")) {
      return new EntryForm(entry.getKey(), entry.getValue());
    }
    return new SimpleImmutableEntry<@Nullable Object, @Nullable Object>(entry);
  }

  /** A view's class is one that nobody outside the JDK can name. */
  private static boolean isHidden(Class<?> type) {
    return type.getName().startsWith("java.util.") && !Modifier.isPublic(type.getModifiers());
  }

  private static Object ofView(Collection<?> view) {
    if (view instanceof SortedSet<?> sorted) {
      return new TreeSet<>(sorted);
    }
    if (view instanceof Set<?>) {
      return new LinkedHashSet<>(view);
    }
    ArrayList<?> copy = new ArrayList<>(view);
    boolean unmodifiable = view.getClass().getName().startsWith("java.util.Immutable");
    return unmodifiable ? Collections.unmodifiableList(copy) : copy;
  }
}
