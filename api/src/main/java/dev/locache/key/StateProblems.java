package dev.locache.key;

import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what cannot be part of a key, one message each. Not thread-safe. */
final class StateProblems {
  private final Class<?> implementation;
  private final Set<String> messages = new LinkedHashSet<>();
  private int met;

  StateProblems(Class<?> implementation) {
    this.implementation = implementation;
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  /** Returns how often one was met, those that were met before included. */
  int met() {
    return met;
  }

  /**
   * @param place the field through which the object was reached; null for the implementation itself
   * @param content the object's class, and what holds it if that is not the field
   * @param reason why, or empty if that is plain
   */
  void add(@Nullable Field place, String content, String reason) {
    met++;
    String because = reason.isEmpty() ? "" : ": it " + reason;
    if (place == null) {
      messages.add(
          content
              + " cannot be part of the key"
              + because
              + "; say stateKey(...) to name the state");
      return;
    }
    messages.add(
        "field "
            + simpleName(place.getDeclaringClass())
            + "."
            + place.getName()
            + " ("
            + content
            + ") cannot be part of the key"
            + because
            + "; say @KeyIgnored or ignoreField(\""
            + nameInHierarchy(place)
            + "\") if it cannot change results, or stateKey(...) to name the state yourself");
  }

  /** The field's own name within the implementation, with its class in front elsewhere. */
  private String nameInHierarchy(Field field) {
    Class<?> declaring = field.getDeclaringClass();
    return declaring.isAssignableFrom(implementation)
        ? field.getName()
        : simpleName(declaring) + "." + field.getName();
  }

  private static String simpleName(Class<?> type) {
    if (!type.isHidden() && !type.isAnonymousClass()) {
      return type.getSimpleName();
    }
    String name = Reasons.nameOf(type);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
