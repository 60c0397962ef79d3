package dev.locache.engine;

import org.jspecify.annotations.Nullable;

/** What a call of one method does; worked out when wrapping. Immutable and thread-safe. */
sealed interface MethodPlan permits DirectMethod, ObjectMethod, ProxiedMethod {
  /**
   * Runs a call.
   *
   * @param arguments never null, empty if there are none
   * @throws Throwable what the implementation throws, as it threw it
   */
  @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable;
}
