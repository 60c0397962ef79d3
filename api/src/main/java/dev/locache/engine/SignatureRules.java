package dev.locache.engine;

import dev.locache.key.KeyEncoding;
import java.lang.reflect.Type;
import java.util.Optional;

/** Says which methods cannot be cached because of what they take or return. */
record SignatureRules(KeyEncoding encoding) {
  /** Returns why {@code method} cannot be cached, and the ways out; empty if it may be. */
  Optional<String> refusal(ServiceMethod method) {
    if (Cacheability.suspends(method.declared())) {
      return Optional.of(
          method + ": a suspend function cannot be cached; mark it @Uncached, or return a future");
    }
    Type result = method.valueType();
    Optional<Class<?>> live = Cacheability.liveTypeIn(result);
    if (live.isEmpty()) {
      return parameterRefusal(method);
    }
    return Optional.of(
        method
            + ": result type "
            + result.getTypeName()
            + " "
            + kindOf(live.get())
            + "; return its content, or mark the method @Uncached");
  }

  private Optional<String> parameterRefusal(ServiceMethod method) {
    Type[] parameters = method.implemented().getGenericParameterTypes();
    boolean[] ignored = method.ignoredParameters();
    for (int i = 0; i < parameters.length; i++) {
      Optional<String> reason = ignored[i] ? Optional.empty() : parameterRefusal(parameters[i]);
      if (reason.isPresent()) {
        String parameter = "parameter " + (i + 1) + " (" + parameters[i].getTypeName() + ")";
        return Optional.of(method + ": " + parameter + " " + reason.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> parameterRefusal(Type parameter) {
    Optional<Class<?>> live = Cacheability.liveTypeIn(parameter);
    if (live.isEmpty()) {
      return encoding.refusal(parameter);
    }
    return Optional.of(
        kindOf(live.get())
            + " and cannot be part of a key; pass its content, or mark the parameter @KeyIgnored or the method @Uncached");
  }

  private static String kindOf(Class<?> live) {
    return "is read once or open (" + live.getName() + ")";
  }
}
