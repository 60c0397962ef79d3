package dev.locache.engine;

import dev.locache.spi.CachedCalls;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cached methods of an object whose calls are caught elsewhere. It does not hold the object.
 */
record CaughtCalls(Map<Method, CachedMethod> methods) implements CachedCalls {
  @Override
  public @Nullable Object answer(Method method, @Nullable Object[] arguments, Call call)
      throws Throwable {
    CachedMethod cached = methods.get(method);
    return cached == null ? call.proceed() : cached.answer(arguments, call);
  }
}
