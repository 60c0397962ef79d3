package dev.locache.engine;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

/** Makes the proxy in front of a planned service, and refuses what no proxy can stand in for. */
final class Proxies {
  private Proxies() {}

  /**
   * Checks what a proxy needs.
   *
   * @throws IllegalArgumentException if {@code type} is no interface that a proxy can implement, or
   *     {@code implementation} does not implement it
   */
  static void require(Class<?> type, Object implementation) {
    if (!type.isInterface() || type.isAnnotation()) {
      throw new IllegalArgumentException(
          type.getName() + " is not an interface; wrap an interface that the class implements");
    }
    if (type.isSealed() || type.isHidden()) {
      throw new IllegalArgumentException(
          type.getName() + " is a sealed or hidden interface, which no proxy can implement");
    }
    if (!type.isInstance(implementation)) {
      throw new IllegalArgumentException(whyNotInstance(type, implementation.getClass()));
    }
    if (!isAccessible(type)) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be called from here; add \"opens "
              + type.getPackageName()
              + " to dev.locache\" to the module-info of "
              + type.getModule().getName());
    }
  }

  static <T> T make(Class<T> type, CachingHandler handler) {
    return type.cast(Proxy.newProxyInstance(loader(type, handler), new Class<?>[] {type}, handler));
  }

  /** An interface of the JDK's own loader is proxied beside its implementation. */
  private static ClassLoader loader(Class<?> type, CachingHandler handler) {
    ClassLoader own = type.getClassLoader();
    return own != null ? own : handler.service().implementation().getClass().getClassLoader();
  }

  private static boolean isAccessible(Class<?> type) {
    Module module = type.getModule();
    Module ours = Proxies.class.getModule();
    boolean exported =
        Modifier.isPublic(type.getModifiers()) && module.isExported(type.getPackageName(), ours);
    return exported || module.isOpen(type.getPackageName(), ours);
  }

  private static String whyNotInstance(Class<?> type, Class<?> implementation) {
    String what = implementation.getName() + " does not implement " + type.getName();
    for (Class<?> each = implementation; each != null; each = each.getSuperclass()) {
      for (Class<?> parent : each.getInterfaces()) {
        if (parent.getName().equals(type.getName())) {
          return what
              + " of loader "
              + type.getClassLoader()
              + ", but one of the same name of loader "
              + parent.getClassLoader()
              + "; load the interface once, by a loader that both sides share";
        }
      }
    }
    return what;
  }
}
