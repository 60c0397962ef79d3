package dev.locache.key;

import java.lang.reflect.Proxy;

/** What messages say of a class that has no canonical form. */
final class Reasons {
  static final String LAMBDA = "$$Lambda";

  private Reasons() {}

  static String noCanonicalForm(Class<?> type) {
    return "has no canonical form; " + waysOut(type);
  }

  /** The ways out, for a value of {@code type} in an argument. */
  static String waysOut(Class<?> type) {
    return "pass a record or a string, "
        + keyEncoder(type)
        + ", or mark the parameter @KeyIgnored if it cannot change the result";
  }

  static UnencodableException tooDeep(Class<?> type) {
    return new UnencodableException(
        type,
        "is nested deeper than "
            + ArgumentItems.MAX_DEPTH
            + " levels or contains itself; "
            + waysOut(type));
  }

  /** {@code failure} came out of the class's own code, or the key grew too large. */
  static UnencodableException failed(Class<?> type, RuntimeException failure) {
    if (failure instanceof KeyOutput.TooLargeException) {
      return new UnencodableException(type, failure.getMessage() + "; " + waysOut(type));
    }
    return new UnencodableException(type, "could not be read: " + failure, failure);
  }

  private static String keyEncoder(Class<?> type) {
    if (type.isHidden() || Proxy.isProxyClass(type)) {
      return "give the cache a keyEncoder for its interface";
    }
    return "give the cache a keyEncoder(" + type.getSimpleName() + ".class, ...)";
  }

  /** What an object of a state is, as a reader of the source knows it. */
  static String describe(Class<?> type) {
    if (Lambda.isOne(type)) {
      String name = type.getName();
      return "a lambda of " + name.substring(0, name.lastIndexOf(LAMBDA));
    }
    if (!Proxy.isProxyClass(type)) {
      return nameOf(type);
    }
    Class<?>[] interfaces = type.getInterfaces();
    return "a proxy" + (interfaces.length == 0 ? "" : " of " + nameOf(interfaces[0]));
  }

  /** The class's name as a reader of the source knows it: the same in every run. */
  static String nameOf(Class<?> type) {
    if (type.isHidden()) {
      return hostOf(type);
    }
    return type.getTypeName();
  }

  /**
   * The part of a hidden class's name that is the same in every run: behind it stand a number and
   * an address (JDK 17), or only an address (JDK 21).
   */
  static String hostOf(Class<?> hidden) {
    String name = hidden.getName();
    int lambda = name.indexOf(LAMBDA);
    if (lambda >= 0) {
      return name.substring(0, lambda + LAMBDA.length());
    }
    return name.substring(0, name.lastIndexOf('/'));
  }
}
