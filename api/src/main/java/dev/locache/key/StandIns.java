package dev.locache.key;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.KeyFormProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key encoders of the user and of libraries, and which of them is for a class; of two for one
 * type the user's. Immutable.
 */
final class StandIns {
  private final Map<Class<?>, Function<Object, Object>> ofUser;
  private final List<KeyFormProvider> ofLibraries;

  /**
   * @throws IllegalArgumentException if a type of the user's is {@code Object} or primitive
   */
  StandIns(Map<Class<?>, Function<Object, Object>> ofUser, List<KeyFormProvider> ofLibraries) {
    this.ofUser = new LinkedHashMap<>(ofUser);
    this.ofLibraries = List.copyOf(ofLibraries);
    for (Class<?> type : ofUser.keySet()) {
      if (type == Object.class || type.isPrimitive()) {
        throw new IllegalArgumentException(
            "keyEncoder("
                + type.getSimpleName()
                + ".class, ...) fits no value of its own; "
                + "name a class, an interface or a box such as Integer");
      }
    }
  }

  /** Whether there may be one for {@code type}; those of libraries are not for the platform's. */
  boolean mayConcern(Class<?> type) {
    return !ofUser.isEmpty() || (!ofLibraries.isEmpty() && type.getClassLoader() != null);
  }

  /** Whether a value declared as {@code type} may be of a subclass with a key encoder. */
  boolean mayFit(Class<?> type) {
    for (Class<?> fitting : ofUser.keySet()) {
      if (type.isAssignableFrom(fitting)) {
        return true;
      }
    }
    return false;
  }

  /** The encoder of {@code type}'s own, its nearest superclass's or its interface's stand-in. */
  @Nullable ValueEncoder encoderOf(Class<?> type) {
    Map<Class<?>, Function<Object, Object>> functions = functionsFor(type);
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      Function<Object, Object> function = functions.get(level);
      if (function != null) {
        return new StandInEncoder(level, function);
      }
    }
    List<Class<?>> nearest = nearestInterfaces(type, functions.keySet());
    if (nearest.size() > 1) {
      return new RefusedEncoder(ambiguous(type, nearest.get(0), nearest.get(1)));
    }
    return nearest.isEmpty()
        ? null
        : new StandInEncoder(nearest.get(0), requireNonNull(functions.get(nearest.get(0))));
  }

  /** Those of the user, and of libraries' those for a type that {@code type} is one of. */
  private Map<Class<?>, Function<Object, Object>> functionsFor(Class<?> type) {
    if (ofLibraries.isEmpty() || type.getClassLoader() == null) {
      return ofUser;
    }
    Map<Class<?>, Function<Object, Object>> functions = new LinkedHashMap<>(ofUser);
    for (KeyFormProvider each : ofLibraries) {
      Class<?> fitting = supertype(type, each.typeName());
      if (fitting != null) {
        functions.putIfAbsent(fitting, each::keyOf);
      }
    }
    return functions;
  }

  /** Looks for the name, so that a library that {@code type} has nothing of is not loaded. */
  private static @Nullable Class<?> supertype(@Nullable Class<?> type, String name) {
    if (type == null || type.getName().equals(name)) {
      return type;
    }
    for (Class<?> each : type.getInterfaces()) {
      Class<?> found = supertype(each, name);
      if (found != null) {
        return found;
      }
    }
    return supertype(type.getSuperclass(), name);
  }

  /** Those that no other one extends. */
  private static List<Class<?>> nearestInterfaces(Class<?> type, Set<Class<?>> candidates) {
    List<Class<?>> nearest = new ArrayList<>();
    for (Class<?> candidate : candidates) {
      if (candidate.isAssignableFrom(type) && !isExtendedFor(type, candidate, candidates)) {
        nearest.add(candidate);
      }
    }
    return nearest;
  }

  private static boolean isExtendedFor(
      Class<?> type, Class<?> candidate, Set<Class<?>> candidates) {
    for (Class<?> other : candidates) {
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
