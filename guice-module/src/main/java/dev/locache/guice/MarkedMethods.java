package dev.locache.guice;

import dev.locache.Cached;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The methods of a class that are marked {@link Cached}, found once per class. */
final class MarkedMethods {
  private static final ClassValue<List<Method>> ONLY_MARKED =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private MarkedMethods() {}

  /**
   * Returns the marked methods of {@code type} and its superclasses for which only an interceptor
   * can do anything. For a method that an interface declares the mark may be meant for whoever
   * wraps the object by that interface.
   */
  static List<Method> onlyIntercepted(Class<?> type) {
    return ONLY_MARKED.get(type);
  }

  private static List<Method> find(Class<?> type) {
    List<Method> marked = new ArrayList<>();
    Set<String> overridden = new HashSet<>();
    for (Class<?> level = type; isUsers(level); level = level.getSuperclass()) {
      for (Method method : level.getDeclaredMethods()) {
        boolean isLowest = overridden.add(signature(method));
        boolean isMarked = !method.isSynthetic() && method.isAnnotationPresent(Cached.class);
        if (isLowest && isMarked && !isOfInterface(method, type)) {
          marked.add(method);
        }
      }
    }
    marked.sort((one, other) -> signature(one).compareTo(signature(other)));
    return List.copyOf(marked);
  }

  /** The platform's classes are many, and know no annotation of ours. */
  private static boolean isUsers(Class<?> type) {
    return type != null && type.getClassLoader() != null;
  }

  private static boolean isOfInterface(Method method, Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      for (Class<?> each : level.getInterfaces()) {
        if (declares(each, method)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean declares(Class<?> type, Method method) {
    if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
      return false;
    }
    for (Method each : type.getMethods()) {
      if (each.getName().equals(method.getName()) && takesAll(each, method)) {
        return true;
      }
    }
    return false;
  }

  /** A type variable of an interface may stand for a narrower type in the class. */
  private static boolean takesAll(Method wide, Method narrow) {
    Class<?>[] parameters = wide.getParameterTypes();
    boolean takes = parameters.length == narrow.getParameterCount();
    for (int i = 0; takes && i < parameters.length; i++) {
      takes = parameters[i].isAssignableFrom(narrow.getParameterTypes()[i]);
    }
    return takes;
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
