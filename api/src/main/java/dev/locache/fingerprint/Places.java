package dev.locache.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a class's name where it comes from, without loading it. Own code comes from where the
 * service or its implementation comes from, from a directory, or from a place that has no digest as
 * a jar has; all else is a library's or the JDK's.
 */
final class Places {
  private static final List<String> IGNORED =
      List.of(
          "org/slf4j/",
          "org/apache/logging/log4j/",
          "org/apache/log4j/",
          "org/apache/commons/logging/",
          "org/jboss/logging/",
          "ch/qos/logback/",
          "io/micrometer/");

  private final ClassFiles files;
  private final ClassLoader loader;
  private final Packages packages;
  private final Set<String> own = new TreeSet<>();
  private final Map<String, Place> known = new HashMap<>();

  /**
   * Places of classes that {@code loader} sees.
   *
   * @param packages what is analysed besides
   * @param ofOwnCode classes whose places are the application's
   */
  Places(ClassFiles files, ClassLoader loader, Packages packages, Class<?>... ofOwnCode) {
    this.files = files;
    this.loader = loader;
    this.packages = packages;
    for (Class<?> each : ofOwnCode) {
      if (!ClassFiles.isJdk(each)) {
        String name = each.getName().replace('.', '/');
        own.add(location(each.getClassLoader().getResource(name.concat(".class")), name));
      }
    }
  }

  /** Returns where the class of an internal name comes from. */
  Place of(String name) {
    Place place = known.get(name);
    if (place == null) {
      place = find(name);
      known.put(name, place);
    }
    return place;
  }

  /** Returns whether the class of this name is analysed. */
  boolean isOwn(String name) {
    return of(name).isOwn();
  }

  /** Returns the locations of all code that somebody asked for, libraries' too. */
  Set<String> locations() {
    Set<String> locations = new TreeSet<>(own);
    for (Place place : known.values()) {
      if (place.isOwn() || place.isLibrary()) {
        locations.add(place.location());
      }
    }
    return locations;
  }

  /** Returns the locations of all own code that can be told: those given and all directories. */
  Set<String> ownLocations() {
    Set<String> locations = new TreeSet<>(own);
    try {
      for (URL root : Collections.list(loader.getResources(""))) {
        if (Locations.isDirectory(root.toExternalForm())) {
          locations.add(root.toExternalForm());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return locations;
  }

  /**
   * Returns the locations of the packages that are analysed besides.
   *
   * @throws IllegalArgumentException if one of them is nowhere
   */
  Set<String> packageLocations() {
    Set<String> locations = new TreeSet<>();
    PackageLocations all = new PackageLocations(loader);
    for (Set<String> names : List.of(packages.own(), packages.analysed())) {
      for (String name : names) {
        locations.addAll(all.of(name));
      }
    }
    return locations;
  }

  private Place find(String name) {
    if (isIgnored(name)) {
      return Place.IGNORED;
    }
    if (ClassFiles.isJdk(name)) {
      return Place.PLATFORM;
    }
    URL resource = loader.getResource(name.concat(".class"));
    if (resource == null && files.find(name) == null) {
      return Place.MISSING;
    }
    String location = location(resource, name);
    ProgramStart.OF_THIS.requireOlder(location, name);
    boolean analysed =
        own.contains(location)
            || Locations.isDirectory(location)
            || Locations.jarOf(location) == null;
    return new Place(analysed ? Place.Kind.OWN : ofLibrary(name), location);
  }

  private Place.Kind ofLibrary(String name) {
    return packages.isAnalysed(name.replace('/', '.')) ? Place.Kind.ANALYSED : Place.Kind.LIBRARY;
  }

  private static boolean isIgnored(String name) {
    for (String prefix : IGNORED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** URLs encode some characters of a name, but no slashes, so those are counted. */
  static String location(@Nullable URL resource, String name) {
    if (resource == null) {
      return "";
    }
    String text = resource.toExternalForm();
    int end = text.lastIndexOf('/');
    for (int i = name.indexOf('/'); i >= 0 && end > 0; i = name.indexOf('/', i + 1)) {
      end = text.lastIndexOf('/', end - 1);
    }
    return withoutVersion(text.substring(0, end + 1));
  }

  /** A jar may hold a class once more for newer versions of Java: it's the same jar. */
  private static String withoutVersion(String location) {
    int versions = location.lastIndexOf("!/META-INF/versions/");
    return versions < 0 ? location : location.substring(0, versions + 2);
  }
}
