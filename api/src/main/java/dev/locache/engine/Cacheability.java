package dev.locache.engine;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;

/** Which types show, by their name alone, that they are no values: things used up, open or live. */
final class Cacheability {
  /** By name, since not all of them are in every program; their subtypes are meant too. */
  private static final List<String> LIVE =
      List.of(
          "java.lang.AutoCloseable",
          "java.lang.Thread",
          "java.util.Enumeration",
          "java.util.Iterator",
          "java.util.Spliterator",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow$Publisher",
          "java.util.concurrent.Future",
          "org.reactivestreams.Publisher");

  private static final String CONTINUATION = "kotlin.coroutines.Continuation";

  private Cacheability() {}

  /** Returns the live type that {@code type} is or holds, if it does. */
  static Optional<Class<?>> liveTypeIn(Type type) {
    if (type instanceof Class<?> plain) {
      return liveClass(plain);
    }
    if (type instanceof GenericArrayType array) {
      return liveTypeIn(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return liveTypeIn(wildcard.getUpperBounds()[0]);
    }
    return type instanceof ParameterizedType generic ? liveTypeIn(generic) : Optional.empty();
  }

  /** Returns whether {@code method} is a Kotlin {@code suspend} function. */
  static boolean suspends(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length > 0
        && parameters[parameters.length - 1].getName().equals(CONTINUATION);
  }

  private static Optional<Class<?>> liveTypeIn(ParameterizedType generic) {
    Optional<Class<?>> found = liveTypeIn(generic.getRawType());
    for (Type argument : generic.getActualTypeArguments()) {
      found = found.isPresent() ? found : liveTypeIn(argument);
    }
    return found;
  }

  private static Optional<Class<?>> liveClass(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return isLive(element) ? Optional.of(element) : Optional.empty();
  }

  private static boolean isLive(Class<?> type) {
    if (LIVE.contains(type.getName())) {
      return true;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isLive(parent)) {
        return true;
      }
    }
    return type.getSuperclass() != null && isLive(type.getSuperclass());
  }
}
