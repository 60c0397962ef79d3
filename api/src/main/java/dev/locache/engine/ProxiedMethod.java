package dev.locache.engine;

import dev.locache.spi.CachedCalls.Call;
import org.jspecify.annotations.Nullable;

/** A cached method that is called by a proxy: its calls go on to the implementation behind it. */
record ProxiedMethod(CachedMethod cached, DirectMethod direct) implements MethodPlan {
  @Override
  public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    return cached.answer(arguments, new DirectCall(direct, arguments));
  }

  /** Not a lambda, which would take its time on the way to a program's first hit. */
  private static final class DirectCall implements Call {
    private final DirectMethod direct;
    private final @Nullable Object[] arguments;

    DirectCall(DirectMethod direct, @Nullable Object[] arguments) {
      this.direct = direct;
      this.arguments = arguments;
    }

    @Override
    public @Nullable Object proceed() throws Throwable {
      return direct.invoke(arguments);
    }
  }
}
