package dev.locache.engine;

import dev.locache.ServiceCall;
import java.lang.reflect.InvocationHandler;
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

    Caught() {
      super("the call is explained, not made", null, false, false);
    }
  }

  /** Stands in for the service; the first call counts. */
  private static final class Recorder implements InvocationHandler {
    private @Nullable RecordedCall first;

    @Override
    public Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
      if (first == null) {
        first = new RecordedCall(method, arguments == null ? NO_ARGUMENTS : arguments.clone());
      }
      throw new Caught();
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
    Recorder recorder = new Recorder();
    @SuppressWarnings("unchecked") // a proxy of the same interfaces as the service's
    T catching =
        (T) Proxy.newProxyInstance(service.getClass().getClassLoader(), interfaces, recorder);
    @Nullable Exception thrown = run(call, catching);
    if (recorder.first != null) {
      return recorder.first;
    }
    if (thrown != null) {
      throw new IllegalArgumentException(
          "the call to explain failed before it reached the service: " + thrown, thrown);
    }
    throw new IllegalArgumentException(
        "the call to explain called no method of " + interfaces[0].getName());
  }

  /** Runs the caller's own code, which may throw anything, also in answer to its being ended. */
  private static <T> @Nullable Exception run(ServiceCall<? super T> call, T catching) {
    try {
      call.on(catching);
      return null;
    } catch (Caught asMeant) {
      return null;
    } catch (Exception thrown) {
      return thrown;
    }
  }
}
