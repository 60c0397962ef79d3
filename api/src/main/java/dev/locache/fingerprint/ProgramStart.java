package dev.locache.fingerprint;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices code on the program's class path that was written after the program started: what runs
 * may have been loaded before, so the file cannot stand for it. Loaders made later, as development
 * servers and plug-ins have them, load what is there by then; of their files nothing is told.
 *
 * @param start when the JVM started; null if the system doesn't tell
 * @param classPath absolute paths of jars and directories
 */
record ProgramStart(@Nullable Instant start, Set<Path> classPath) {
  /**
   * Systems round the time when a process started by up to a second, and compilers run just before.
   */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  static final ProgramStart OF_THIS =
      new ProgramStart(
          ProcessHandle.current().info().startInstant().orElse(null),
          paths(System.getProperty("java.class.path", "")));

  private static Set<Path> paths(String classPath) {
    Set<Path> paths = new HashSet<>();
    for (String each : classPath.split(File.pathSeparator, -1)) {
      Path path = pathOf(each);
      if (path != null) {
        paths.add(absolute(path));
      }
    }
    return paths;
  }

  private static @Nullable Path pathOf(String entry) {
    try {
      return Path.of(entry);
    } catch (InvalidPathException notOfAFile) {
      return null; // no loader finds anything there either
    }
  }

  /**
   * Checks a class by where it was found.
   *
   * @param location as in {@link Place}
   * @param name internal name of the class
   * @throws Refusal if its file was written too late
   */
  void requireOlder(String location, String name) {
    Path jar = Locations.jarOf(location);
    Path place = jar == null ? Locations.directoryOf(location) : jar;
    if (start == null || place == null || !classPath.contains(absolute(place))) {
      return;
    }
    Path file = jar == null ? place.resolve(name.concat(".class")) : jar;
    if (writtenDuringRun(file, start)) {
      throw Refusal.replaced(name, file);
    }
  }

  /** A time to come is that of another clock, and tells nothing. */
  private static boolean writtenDuringRun(Path file, Instant start) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isAfter(start.plus(ROUNDING)) && !written.isAfter(Instant.now());
    } catch (IOException unknown) {
      return false; // if it cannot be read either, that is said where it is read
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
