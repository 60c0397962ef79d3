package dev.locache.guice;

import com.google.inject.Binder;
import com.google.inject.Inject;
import com.google.inject.Key;
import dev.locache.guice.LocacheBinder.ClassChoices;

/** What is chosen for a class whose methods are intercepted. */
final class InterceptedClass<T> extends RecordedChoices<T, ClassChoices<T>>
    implements ClassChoices<T> {
  /** Starts to choose, and has the choices known before an object of the class is made. */
  static <T> ClassChoices<T> chosenIn(Binder binder, Class<T> type) {
    InterceptedClass<T> chosen =
        new InterceptedClass<>(binder, new ServiceDefinition<>(Key.get(type)));
    binder.requestInjection(chosen);
    return chosen;
  }

  private final ServiceDefinition<T> definition;

  private InterceptedClass(Binder binder, ServiceDefinition<T> definition) {
    super(binder, definition);
    this.definition = definition;
  }

  @Inject
  void enter(Interception interception) {
    interception.choose(definition);
  }

  @Override
  ClassChoices<T> self() {
    return this;
  }
}
