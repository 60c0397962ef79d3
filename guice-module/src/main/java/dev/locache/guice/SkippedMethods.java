package dev.locache.guice;

import com.google.inject.Binding;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.Message;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Says which methods are marked {@code @Cached} in vain, since Guice passes over what it cannot
 * intercept, and the way out.
 */
final class SkippedMethods {
  private static final String OR_INTERFACE =
      ", or let the class implement an interface and bind that by LocacheBinder";

  private SkippedMethods() {}

  /**
   * Returns what is wrong with the marked methods of an object, as far as its class shows.
   *
   * @param type the class, as its author wrote it
   */
  static List<String> unreachableOf(Class<?> type) {
    List<String> problems = new ArrayList<>();
    for (Method method : MarkedMethods.onlyIntercepted(type)) {
      String obstacle = obstacle(method, type);
      if (!obstacle.isEmpty()) {
        problems.add(problem(method, obstacle));
      }
    }
    return problems;
  }

  /**
   * Returns what is wrong with the marked methods of an object that came into an injector.
   *
   * @param made the object's class
   */
  static List<Message> of(Binding<?> binding, Class<?> made) {
    return binding instanceof ConstructorBinding<?> constructor
        ? ofConstructed(constructor)
        : ofHandedIn(made, binding.getSource());
  }

  private static List<Message> ofConstructed(ConstructorBinding<?> binding) {
    Class<?> type = binding.getConstructor().getDeclaringType().getRawType();
    List<Method> marked = MarkedMethods.onlyIntercepted(type);
    List<Message> problems = new ArrayList<>();
    if (marked.isEmpty()) {
      return problems;
    }
    Set<Method> intercepted = Interception.cachedMethods(binding);
    for (Method method : marked) {
      if (!intercepted.contains(method)) {
        String obstacle = obstacle(method, type);
        problems.add(
            message(
                binding,
                method,
                obstacle.isEmpty()
                    ? "Guice generates classes in a loader of their own here, which see public"
                        + " classes, and public and protected methods alone; make both such"
                        + OR_INTERFACE
                    : obstacle));
      }
    }
    return problems;
  }

  /**
   * Returns what is wrong with the marked methods of an object that was made elsewhere.
   *
   * @param sources where it was bound, unless Guice knows
   */
  static List<Message> ofHandedIn(Class<?> made, Object... sources) {
    List<Message> problems = new ArrayList<>();
    for (Method method : MarkedMethods.onlyIntercepted(made)) {
      String problem =
          problem(
              method,
              "Guice intercepts only what it makes, and this object is made elsewhere; bind "
                  + made.getSimpleName()
                  + " with a constructor that Guice calls"
                  + OR_INTERFACE);
      problems.add(new Message(List.of(sources), problem, null));
    }
    return problems;
  }

  private static Message message(Binding<?> binding, Method method, String obstacle) {
    return new Message(binding.getSource(), problem(method, obstacle));
  }

  private static String problem(Method method, String obstacle) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (Class<?> each : method.getParameterTypes()) {
      parameters.add(each.getSimpleName());
    }
    return method.getDeclaringClass().getSimpleName()
        + '.'
        + method.getName()
        + parameters
        + " is marked @Cached in vain: "
        + obstacle;
  }

  /** Returns why Guice never intercepts {@code method}; empty if it may. */
  private static String obstacle(Method method, Class<?> type) {
    int modifiers = method.getModifiers();
    if (Modifier.isStatic(modifiers)) {
      return "it is static; make it an instance method";
    }
    if (Modifier.isPrivate(modifiers)) {
      return "it is private; make it protected or public";
    }
    if (Modifier.isFinal(modifiers)) {
      return "it is final; take that away" + OR_INTERFACE;
    }
    return Modifier.isFinal(type.getModifiers())
        ? "its class is final; take that away" + OR_INTERFACE
        : "";
  }
}
