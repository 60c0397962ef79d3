package dev.locache.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Goes straight to the implementation. */
record DirectMethod(Method method, Object implementation) implements MethodPlan {
  @Override
  public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(implementation, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
