package dev.locache.engine;

import dev.locache.ServiceCall;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The first call that is made of a service, caught before it gets anywhere. */
final class RecordedCall {
  private static final Object[] NO_ARGUMENTS = {};

  private final Method method;
  private final @Nullable Object[] arguments;

  private RecordedCall(Method method, @Nullable Object[] arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  Method method() {
    return method;
  }

  @Nullable Object[] arguments() {
    return arguments;
  }

  /** Ends the caller's code once the call is known; nothing after it could get a real result. */
  private static final class Caught extends Error {
    private static final long serialVersionUID = 1;
    private final transient RecordedCall call;

    Caught(RecordedCall call) {
      super("the call is explained, not made", null, false, false);
      this.call = call;
    }
  }

  /**
   * Returns what {@code call} calls.
   *
   * @param service a proxy of Locache's
   * @throws IllegalArgumentException if it calls nothing, or fails before it does
   */
  static <T> RecordedCall of(T service, ServiceCall<? super T> call) {
    Class<?>[] interfaces = service.getClass().getInterfaces();
    @SuppressWarnings("unchecked") // a proxy of the same interfaces as the service's
    T catching =
        (T)
            Proxy.newProxyInstance(
                service.getClass().getClassLoader(),
                interfaces,
                (proxy, method, arguments) -> {
                  throw new Caught(
                      new RecordedCall(method, arguments == null ? NO_ARGUMENTS : arguments));
                });
    try {
      call.on(catching);
    } catch (Caught caught) {
      return caught.call;
    } catch (Exception thrown) { // the caller's own code
      throw new IllegalArgumentException(
          "the call to explain failed before it reached the service: " + thrown, thrown);
    }
    throw new IllegalArgumentException(
        "the call to explain called no method of " + interfaces[0].getName());
  }
}
