package dev.locache.guice;

import com.google.inject.Inject;
import dev.locache.spi.CachedCalls;
import dev.locache.spi.CachedCalls.Call;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Runs around methods that are marked {@code @Cached}. All are equal, so that Guice runs one of
 * them where two modules have bound it, one of which overrides the other.
 */
final class CachedInterceptor implements MethodInterceptor {
  /** Equals each of them. */
  static final CachedInterceptor ANY = new CachedInterceptor();

  /** Set while the injector is created, before anything that it made can be called. */
  private @Nullable Interception interception;

  @Inject
  void interception(Interception interception) {
    this.interception = interception;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    if (interception == null) {
      return invocation.proceed();
    }
    CachedCalls calls = interception.callsOf(invocation.getThis());
    return calls.answer(
        invocation.getMethod(), invocation.getArguments(), new Intercepted(invocation));
  }

  /** A call on its way to the method, and to the interceptors between. */
  private record Intercepted(MethodInvocation invocation) implements Call {
    @Override
    public @Nullable Object proceed() throws Throwable {
      return invocation.proceed();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CachedInterceptor;
  }

  @Override
  public int hashCode() {
    return CachedInterceptor.class.hashCode();
  }
}
