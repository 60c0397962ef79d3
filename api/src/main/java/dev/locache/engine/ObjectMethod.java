package dev.locache.engine;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * {@code equals}, {@code hashCode} or {@code toString} of the implementation. Another wrapper
 * compares as what it wraps, so that two wrappers of one object are equal.
 */
record ObjectMethod(Kind kind, Object implementation) implements MethodPlan {
  enum Kind {
    EQUALS,
    HASH_CODE,
    TO_STRING
  }

  static boolean isOne(Method method) {
    return switch (method.getName()) {
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      case "hashCode", "toString" -> method.getParameterCount() == 0;
      default -> false;
    };
  }

  static ObjectMethod of(Method method, Object implementation) {
    Kind kind =
        switch (method.getName()) {
          case "equals" -> Kind.EQUALS;
          case "hashCode" -> Kind.HASH_CODE;
          default -> Kind.TO_STRING;
        };
    return new ObjectMethod(kind, implementation);
  }

  @Override
  public @Nullable Object invoke(@Nullable Object[] arguments) {
    return switch (kind) {
      case EQUALS -> implementation.equals(CachingHandler.unwrap(arguments[0]));
      case HASH_CODE -> implementation.hashCode();
      case TO_STRING -> implementation.toString();
    };
  }
}
