package dev.locache.fingerprint;

import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's own classes from those of libraries: they come from where the service or
 * its implementation comes from, or from a directory, as nobody ships a library as one.
 */
final class OwnCode {
  private final Class<?> service;
  private final Class<?> implementation;
  private final Packages packages;

  OwnCode(Class<?> service, Class<?> implementation, Packages packages) {
    this.service = service;
    this.implementation = implementation;
    this.packages = packages;
  }

  boolean contains(Class<?> type) {
    Class<?> element = elementOf(type);
    if (element.isPrimitive() || ClassFiles.isJdk(element)) {
      return false;
    }
    return packages.isOwn(element.getName())
        || isDirectory(place(element))
        || comesWith(implementation, element)
        || comesWith(service, element);
  }

  static Class<?> elementOf(Class<?> type) {
    Class<?> element = type;
    for (Class<?> c = type; c != null; c = c.getComponentType()) {
      element = c;
    }
    return element;
  }

  /** Loaders may define classes without a place; then those of one loader belong together. */
  private static boolean comesWith(Class<?> root, Class<?> type) {
    String place = place(type);
    return Objects.equals(place, place(root))
        && (place != null || Objects.equals(type.getClassLoader(), root.getClassLoader()));
  }

  private static boolean isDirectory(@Nullable String place) {
    return place != null && place.startsWith("file:") && place.endsWith("/");
  }

  /** Returns where a class comes from, as text: comparing URLs would ask the name service. */
  private static @Nullable String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? null : location.toExternalForm();
  }
}
