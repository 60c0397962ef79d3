package dev.locache.engine;

import dev.locache.KeyIgnored;
import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.LambdaCode;
import dev.locache.key.Lambda;
import dev.locache.key.StateRules;
import dev.locache.spi.EnhancedObjects;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of an implementation, and of the objects it holds, stay out of the key: those marked
 * {@link KeyIgnored}, those named to the builder, and outer instances that no code looks at. Used
 * once, by one thread.
 */
final class FieldRules implements StateRules {
  private final ImplementationCode classes;
  private final Class<?> implementation;
  private final Set<String> named;
  private final boolean codeIsGiven;
  private final EnhancedObjects enhanced;
  private final Set<String> met = new HashSet<>();

  /**
   * @param codeIsGiven whether the user's version stands for the code, which then is not looked at
   */
  FieldRules(
      ImplementationCode classes,
      Class<?> implementation,
      ServiceOptions options,
      boolean codeIsGiven) {
    this.codeIsGiven = codeIsGiven;
    this.classes = classes;
    this.implementation = implementation;
    this.named = options.ignoredFields();
    this.enhanced = options.enhanced();
  }

  @Override
  public boolean ignored(Field field) {
    return isNamed(field)
        || field.isAnnotationPresent(KeyIgnored.class)
        || isUnreadOuterInstance(field);
  }

  /** A cached service in a field gives the results of its implementation. */
  @Override
  public Object behind(Object object) {
    CachedService cached = CachedService.of(object).orElse(null);
    return cached == null ? object : cached.implementation();
  }

  @Override
  public Optional<EnhancedObjects.Original> originalOf(Object object) {
    return enhanced.originalOf(object);
  }

  @Override
  public boolean own(Class<?> type) {
    return classes.isOwn(type);
  }

  @Override
  public String nameOf(Class<?> type) {
    return codeIsGiven ? classes.givenNameOf(type) : classes.nameOf(type);
  }

  /** A lambda has no name but its code, even where a version stands for code. */
  @Override
  public Lambda lambda(Object lambda) {
    LambdaCode told = classes.lambda(lambda);
    return new Lambda(told.name(), told.captured());
  }

  /** Adds a problem for each name that no field had: it may be misspelt. */
  void reportUnknown(Problems problems) {
    for (String name : named) {
      if (!met.contains(name)) {
        problems.add(
            "ignoreField(\""
                + name
                + "\"): no such field in "
                + implementation.getName()
                + "; for a field of an object it holds say ignoreField(\"Class.field\")");
      }
    }
  }

  private boolean isNamed(Field field) {
    String qualified = field.getDeclaringClass().getSimpleName() + '.' + field.getName();
    boolean ofImplementation = field.getDeclaringClass().isAssignableFrom(implementation);
    return meet(qualified) || (ofImplementation && meet(field.getName()));
  }

  private boolean meet(String name) {
    return named.contains(name) && (met.add(name) || met.contains(name));
  }

  private boolean isUnreadOuterInstance(Field field) {
    return field.isSynthetic()
        && field.getName().startsWith("this$")
        && !classes.readsOuterInstance(field.getDeclaringClass());
  }
}
