package dev.locache.spi;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of one object that a framework has caught on their way, where no proxy stands
 * in front of it. It does not hold the object. Thread-safe.
 */
public interface CachedCalls {
  /** A caught call, ready to go on. It may go on in another thread, later, or never. */
  @FunctionalInterface
  interface Call {
    /**
     * Runs the method, and whatever else is between here and there.
     *
     * @return what the method returns
     * @throws Throwable what the method throws, as it threw it
     */
    @Nullable Object proceed() throws Throwable;
  }

  /**
   * Returns the remembered result of a call, or has it go on and remembers what comes of it. Calls
   * of methods that are not cached go on.
   *
   * @param method as its class declares it
   * @param arguments as they are now; empty if there are none
   * @throws Throwable what the call throws, as it threw it
   */
  @Nullable Object answer(Method method, @Nullable Object[] arguments, Call call) throws Throwable;
}
