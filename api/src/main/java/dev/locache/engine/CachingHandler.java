package dev.locache.engine;

import dev.locache.Explanation;
import dev.locache.Uncached;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Behind each proxy: finds the plan of the method called, and runs it. */
final class CachingHandler implements InvocationHandler {
  private static final Object[] NO_ARGUMENTS = {};

  private final CachedService service;

  /** Every method that the proxy can be called by, {@code equals} and its like too. */
  private final Map<Method, MethodPlan> plans;

  CachingHandler(CachedService service, Map<Method, MethodPlan> plans) {
    this.service = service;
    this.plans = plans;
  }

  CachedService service() {
    return service;
  }

  /** Explains a call; what is not cached is so for a reason that its method shows. */
  Explanation explain(Class<?> type, Method method, @Nullable Object[] arguments) {
    if (plans.get(method) instanceof ProxiedMethod proxied) {
      return proxied.cached().explainer().explain(arguments);
    }
    ServiceMethod direct = ServiceMethod.of(type, method, service.implementation().getClass());
    return Explainer.notCached(direct, whyNotCached(direct));
  }

  private static String whyNotCached(ServiceMethod method) {
    if (ObjectMethod.isOne(method.declared())) {
      return "every object has this method";
    }
    if (method.annotation(Uncached.class).isPresent()) {
      return "it is marked @Uncached";
    }
    return method.returnsNothing()
        ? "it returns nothing"
        : "its limits keep nothing, or caching is switched off";
  }

  /** Returns what each method's code covers, the methods in the order of their names. */
  String report() {
    List<String> reports = new ArrayList<>();
    for (MethodPlan plan : plans.values()) {
      if (plan instanceof ProxiedMethod proxied) {
        reports.add(proxied.cached().explainer().report());
      }
    }
    reports.sort(null);
    return reports.isEmpty() ? "no method is cached" : String.join("\n", reports);
  }

  /** Returns what {@code object} wraps, or the object itself if it wraps nothing. */
  static @Nullable Object unwrap(@Nullable Object object) {
    CachingHandler handler = behind(object);
    return handler == null ? object : handler.service.implementation();
  }

  static @Nullable CachingHandler behind(@Nullable Object object) {
    if (object == null || !Proxy.isProxyClass(object.getClass())) {
      return null;
    }
    return Proxy.getInvocationHandler(object) instanceof CachingHandler handler ? handler : null;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    MethodPlan plan = plans.get(method);
    if (plan == null) {
      throw new AssertionError("every method of the proxy was planned when wrapping: " + method);
    }
    return plan.invoke(arguments == null ? NO_ARGUMENTS : arguments);
  }
}
