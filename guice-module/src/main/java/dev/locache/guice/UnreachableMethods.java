package dev.locache.guice;

import com.google.inject.TypeLiteral;
import com.google.inject.spi.TypeEncounter;
import com.google.inject.spi.TypeListener;

/** Reports marked methods that Guice can never intercept, when their class comes into sight. */
record UnreachableMethods() implements TypeListener {
  @Override
  public <I> void hear(TypeLiteral<I> type, TypeEncounter<I> encounter) {
    for (String problem : SkippedMethods.unreachableOf(type.getRawType())) {
      encounter.addError("%s", problem);
    }
  }
}
