package dev.locache.fingerprint;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads locations of code: {@code file:/classes/} and {@code jar:file:/lib/rates.jar!/}. */
final class Locations {
  private Locations() {}

  static boolean isDirectory(String location) {
    return location.startsWith("file:") && location.endsWith("/");
  }

  /**
   * Returns the jar that a location lies in, the outermost one if they are nested; null if it lies
   * in no jar that is a file.
   */
  static @Nullable Path jarOf(String location) {
    int end = location.indexOf("!/");
    if (!location.startsWith("jar:") || end < 0) {
      return null;
    }
    String url = location.substring("jar:".length(), end);
    if (url.startsWith("nested:")) { // jar:nested:/app.jar/!BOOT-INF/lib/rates.jar!/
      int outer = url.indexOf("/!");
      url = "file:".concat(url.substring("nested:".length(), outer < 0 ? url.length() : outer));
    }
    Path path = path(url);
    return path != null && Files.isRegularFile(path) ? path : null;
  }

  /** Returns the directory that a location is; null if it is none. */
  static @Nullable Path directoryOf(String location) {
    return isDirectory(location) ? path(location) : null;
  }

  /** Directories and the paths of jars differ from machine to machine, names of jars don't. */
  static String nameOf(String location) {
    if (isDirectory(location)) {
      return "classes";
    }
    int end = location.endsWith("!/") ? location.length() - 2 : location.length();
    return location.substring(location.lastIndexOf('/', end - 1) + 1, end);
  }

  private static @Nullable Path path(String url) {
    try {
      return Path.of(URI.create(url));
    } catch (IllegalArgumentException | FileSystemNotFoundException notOfThisMachine) {
      return null;
    }
  }
}
