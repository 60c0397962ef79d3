package dev.locache.key;

import java.lang.reflect.Field;

/** Rules by which a test's own classes are the application's, and lambdas are refused. */
record PlainRules(Class<?> test) implements StateRules {
  @Override
  public boolean ignored(Field field) {
    return field.getName().startsWith("ignored") || field.getName().startsWith("this$");
  }

  @Override
  public boolean own(Class<?> type) {
    return type.getName().contains(test.getName()); // an array of such, too
  }

  @Override
  public String nameOf(Class<?> type) {
    return type.getName();
  }

  @Override
  public Lambda lambda(Object lambda) {
    throw new IllegalArgumentException("is any lambda; use a named class");
  }
}
