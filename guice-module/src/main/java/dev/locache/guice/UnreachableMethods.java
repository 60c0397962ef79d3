package dev.locache.guice;

import com.google.inject.ConfigurationException;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.InjectionListener;
import com.google.inject.spi.Message;
import com.google.inject.spi.TypeEncounter;
import com.google.inject.spi.TypeListener;
import java.util.List;

/**
 * Reports marked methods that Guice can never intercept when their class comes into sight, and
 * those of objects that it did not make when it injects them.
 */
record UnreachableMethods() implements TypeListener {
  @Override
  public <I> void hear(TypeLiteral<I> type, TypeEncounter<I> encounter) {
    List<String> problems = SkippedMethods.unreachableOf(type.getRawType());
    problems.forEach(each -> encounter.addError("%s", each));
    if (problems.isEmpty() && !MarkedMethods.onlyIntercepted(type.getRawType()).isEmpty()) {
      encounter.register((InjectionListener<I>) UnreachableMethods::injected);
    }
  }

  /** What Guice makes is looked at when it is done: more is known then. */
  private static void injected(Object object) {
    if (MadeObjects.isBeingMade(object)) {
      return;
    }
    List<Message> problems = SkippedMethods.ofHandedIn(object.getClass());
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
