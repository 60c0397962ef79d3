package dev.locache.fingerprint;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** What types of the JDK declare. They are loaded, but not initialised. */
final class PlatformTypes {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final Map<String, Optional<Class<?>>> types = new HashMap<>();
  private final Map<String, Set<String>> overridable = new HashMap<>();

  /** Returns the type of an internal name; null if the JDK that runs doesn't have it. */
  @Nullable Class<?> find(String name) {
    return types.computeIfAbsent(name, PlatformTypes::load).orElse(null);
  }

  /** Returns names and descriptors of the methods of {@code type} itself that can be overridden. */
  Set<String> overridable(Class<?> type) {
    return overridable.computeIfAbsent(type.getName(), name -> signatures(type));
  }

  /** Returns whether {@code type} itself has code for a method. */
  boolean implementsMethod(Class<?> type, String signature) {
    if (!overridable(type).contains(signature)) {
      return false;
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!Modifier.isAbstract(method.getModifiers())
          && method.getName().concat(Type.getMethodDescriptor(method)).equals(signature)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name.replace('/', '.'), false, PLATFORM));
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  private static Set<String> signatures(Class<?> type) {
    Set<String> signatures = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if (!Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers)) {
        signatures.add(method.getName().concat(Type.getMethodDescriptor(method)));
      }
    }
    return signatures;
  }
}
