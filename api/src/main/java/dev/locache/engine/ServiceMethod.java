package dev.locache.engine;

import dev.locache.KeyIgnored;
import dev.locache.fingerprint.ParameterNames;
import dev.locache.spi.MethodId;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One method of a service as a caller sees it and as the implementation has it.
 *
 * @param type the interface wrapped
 * @param declared the interface's method, by which the proxy is called
 * @param implemented the method that runs: the implementation's own, or the interface's default
 */
record ServiceMethod(Class<?> type, Method declared, Method implemented) {
  static ServiceMethod of(Class<?> type, Method declared, Class<?> implementation) {
    return new ServiceMethod(type, declared, implementing(declared, implementation));
  }

  private static Method implementing(Method declared, Class<?> implementation) {
    if (implementation.isHidden() || Proxy.isProxyClass(implementation)) {
      return declared; // made at run time, by what the interface tells
    }
    try {
      Method found = implementation.getMethod(declared.getName(), declared.getParameterTypes());
      return found.isBridge() ? BridgeMethods.target(found) : found;
    } catch (NoSuchMethodException hidden) {
      // An implementation compiled against an older interface: calling it will say so.
      return declared;
    }
  }

  /** Looks on the implementation's method first, then on the interface's. */
  <A extends Annotation> Optional<A> annotation(Class<A> kind) {
    A own = implemented.getAnnotation(kind);
    return Optional.ofNullable(own != null ? own : declared.getAnnotation(kind));
  }

  boolean[] ignoredParameters() {
    Parameter[] own = implemented.getParameters();
    Parameter[] inherited = declared.getParameters();
    boolean[] ignored = new boolean[own.length];
    for (int i = 0; i < own.length; i++) {
      ignored[i] =
          own[i].isAnnotationPresent(KeyIgnored.class)
              || inherited[i].isAnnotationPresent(KeyIgnored.class);
    }
    return ignored;
  }

  boolean returnsStage() {
    Class<?> result = declared.getReturnType();
    return result == CompletableFuture.class || result == CompletionStage.class;
  }

  /** Returns whether a call gives nothing to keep. */
  boolean returnsNothing() {
    return valueType() == Void.class;
  }

  /**
   * Returns the type of the value that is stored: what is returned, primitives boxed, or what its
   * future brings.
   */
  Type valueType() {
    Type result = implemented.getGenericReturnType();
    if (!returnsStage()) {
      return result instanceof Class<?> plain
          ? MethodType.methodType(plain).wrap().returnType()
          : result;
    }
    Type stage = result instanceof ParameterizedType ? result : declared.getGenericReturnType();
    return stage instanceof ParameterizedType future
        ? future.getActualTypeArguments()[0]
        : Object.class;
  }

  MethodId id() {
    List<String> parameters = new ArrayList<>();
    for (Class<?> each : implemented.getParameterTypes()) {
      parameters.add(each.getTypeName());
    }
    return MethodId.of(type.getName(), declared.getName(), parameters);
  }

  /** Returns how a parameter is named in messages: {@code argument 2 (days)}. */
  String parameter(int index) {
    return "argument " + (index + 1) + " (" + parameterName(index) + ')';
  }

  /** Returns the name of a parameter if a class file tells it, its type if not. */
  String parameterName(int index) {
    for (Method each : List.of(declared, implemented)) {
      List<String> names = ParameterNames.of(each);
      if (!names.isEmpty()) {
        return names.get(index);
      }
    }
    return declared.getParameterTypes()[index].getSimpleName();
  }

  /** Returns how the method is named in messages: {@code RateService.quote(String, int)}. */
  @Override
  public String toString() {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (Class<?> each : declared.getParameterTypes()) {
      parameters.add(each.getSimpleName());
    }
    return type.getSimpleName() + '.' + declared.getName() + parameters;
  }
}
