package dev.locache.fingerprint;

import java.util.Set;

/**
 * The methods that every object has. Called on an interface, javac names the interface since 18 and
 * {@link Object} before; the call is the same.
 */
final class ObjectMethods {
  static final String OWNER = "java/lang/Object";

  private static final Set<String> METHODS =
      Set.of(
          "toString()Ljava/lang/String;",
          "hashCode()I",
          "equals(Ljava/lang/Object;)Z",
          "getClass()Ljava/lang/Class;",
          "notify()V",
          "notifyAll()V",
          "wait()V",
          "wait(J)V",
          "wait(JI)V");

  private ObjectMethods() {}

  static boolean contains(String name, String descriptor) {
    return METHODS.contains(name.concat(descriptor));
  }
}
