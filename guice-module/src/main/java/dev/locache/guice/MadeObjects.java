package dev.locache.guice;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProvisionListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at each object that comes into an injector, once it has been injected. */
final class MadeObjects implements ProvisionListener {
  /** The class that Guice calls a constructor of, in this thread. */
  private static final ThreadLocal<@Nullable Class<?>> MAKING = new ThreadLocal<>();

  private @Nullable Interception interception;

  @Inject
  void interception(Interception interception) {
    this.interception = interception;
  }

  @Override
  public <T> void onProvision(ProvisionInvocation<T> provision) {
    T made = make(provision);
    if (made == null || interception == null) {
      return;
    }
    Binding<T> binding = provision.getBinding();
    try {
      if (binding instanceof ConstructorBinding<?> constructor) {
        interception.enter(made, constructor);
      }
    } catch (IllegalArgumentException uncacheable) {
      String reasons = String.valueOf(uncacheable.getMessage());
      throw new ConfigurationException(List.of(new Message(binding.getSource(), reasons)));
    }
    List<Message> skipped = SkippedMethods.of(binding, made.getClass());
    if (!skipped.isEmpty()) {
      throw new ConfigurationException(skipped);
    }
  }

  /** Returns whether {@code object} is one that Guice has called a constructor for just now. */
  static boolean isBeingMade(Object object) {
    Class<?> making = MAKING.get();
    return making != null && making.isInstance(object);
  }

  private static <T> T make(ProvisionInvocation<T> provision) {
    Class<?> around = MAKING.get();
    try {
      if (provision.getBinding() instanceof ConstructorBinding<?> constructor) {
        MAKING.set(constructor.getConstructor().getDeclaringType().getRawType());
      }
      return provision.provision();
    } finally {
      MAKING.set(around);
    }
  }
}
