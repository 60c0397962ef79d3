package dev.locache.guice;

import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.LinkedKeyBinding;
import java.util.Optional;

/** Finds the class of what a key will give, where the bindings show it. */
final class ImplementingClass {
  private ImplementingClass() {}

  /** Returns the class; empty if only the object will tell, as with providers. */
  static Optional<Class<?>> of(Key<?> key, Injector injector) {
    Binding<?> binding = injector.getBinding(key);
    if (binding instanceof LinkedKeyBinding<?> linked) {
      return of(linked.getLinkedKey(), injector);
    }
    if (binding instanceof ConstructorBinding<?> constructor) {
      return Optional.of(constructor.getConstructor().getDeclaringType().getRawType());
    }
    return binding instanceof InstanceBinding<?> instance
        ? Optional.of(instance.getInstance().getClass())
        : Optional.empty();
  }
}
