package dev.locache.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The user's key encoders, and which of them is for a class. Immutable. */
final class StandIns {
  private final Map<Class<?>, Function<Object, Object>> functions;

  /**
   * @throws IllegalArgumentException if a type is {@code Object} or primitive
   */
  StandIns(Map<Class<?>, Function<Object, Object>> functions) {
    this.functions = new LinkedHashMap<>(functions);
    for (Class<?> type : this.functions.keySet()) {
      if (type == Object.class || type.isPrimitive()) {
        throw new IllegalArgumentException(
            "keyEncoder("
                + type.getSimpleName()
                + ".class, ...) fits no value of its own; "
                + "name a class, an interface or a box such as Integer");
      }
    }
  }

  boolean isEmpty() {
    return functions.isEmpty();
  }

  /** Whether a value declared as {@code type} may be of a class with a key encoder. */
  boolean mayFit(Class<?> type) {
    for (Class<?> fitting : functions.keySet()) {
      if (fitting.isAssignableFrom(type) || type.isAssignableFrom(fitting)) {
        return true;
      }
    }
    return false;
  }

  /** The encoder of {@code type}'s own, its nearest superclass's or its interface's stand-in. */
  @Nullable ValueEncoder encoderOf(Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      if (functions.containsKey(level)) {
        return encoderFor(level);
      }
    }
    List<Class<?>> nearest = nearestInterfaces(type);
    if (nearest.size() > 1) {
      return new RefusedEncoder(ambiguous(type, nearest.get(0), nearest.get(1)));
    }
    return nearest.isEmpty() ? null : encoderFor(nearest.get(0));
  }

  private @Nullable ValueEncoder encoderFor(Class<?> fitting) {
    Function<Object, Object> function = functions.get(fitting);
    return function == null ? null : new StandInEncoder(fitting, function);
  }

  /** Those that no other one extends. */
  private List<Class<?>> nearestInterfaces(Class<?> type) {
    List<Class<?>> nearest = new ArrayList<>();
    for (Class<?> candidate : functions.keySet()) {
      if (candidate.isAssignableFrom(type) && !isExtendedFor(type, candidate)) {
        nearest.add(candidate);
      }
    }
    return nearest;
  }

  private boolean isExtendedFor(Class<?> type, Class<?> candidate) {
    for (Class<?> other : functions.keySet()) {
      if (other != candidate && candidate.isAssignableFrom(other) && other.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  private static String ambiguous(Class<?> type, Class<?> one, Class<?> other) {
    return "fits the key encoders of "
        + one.getName()
        + " and of "
        + other.getName()
        + ", neither of which extends the other; give the cache a keyEncoder("
        + type.getSimpleName()
        + ".class, ...)";
  }
}
