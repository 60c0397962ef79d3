package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jars and directories that a loader finds classes in, in its order: those of the application's
 * class path, and of plain {@link URLClassLoader}s above it. What any other loader would find
 * cannot be told beforehand. Immutable.
 */
final class ClassPath {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final String OF_THE_APPLICATION =
      "jdk.internal.loader.ClassLoaders$AppClassLoader";

  private final List<Path> roots;

  private ClassPath(List<Path> roots) {
    this.roots = roots;
  }

  /** Returns what {@code loader} searches; null if that cannot be told. */
  static @Nullable ClassPath of(ClassLoader loader) {
    List<Path> roots = new ArrayList<>();
    for (ClassLoader each = loader; each != null && each != PLATFORM; each = each.getParent()) {
      if (!addRoots(each, roots)) {
        return null;
      }
    }
    return new ClassPath(List.copyOf(roots));
  }

  private static boolean addRoots(ClassLoader loader, List<Path> roots) {
    try {
      if (loader.getClass() == URLClassLoader.class) {
        return addUrls((URLClassLoader) loader, roots);
      }
      // A module path is searched too, and modules may be patched with anything.
      return loader.getClass().getName().equals(OF_THE_APPLICATION)
          && System.getProperty("jdk.module.path") == null
          && addApplication(roots);
    } catch (IllegalArgumentException notAPath) { // InvalidPathException is one
      return false;
    }
  }

  private static boolean addUrls(URLClassLoader loader, List<Path> roots) {
    for (URL url : loader.getURLs()) {
      if (!url.getProtocol().equals("file")) {
        return false;
      }
      roots.add(Path.of(URI.create(url.toExternalForm())));
    }
    return true;
  }

  private static boolean addApplication(List<Path> roots) {
    String all = System.getProperty("java.class.path", "");
    int start = 0;
    for (int end = 0; end >= 0; start = end + 1) {
      end = all.indexOf(File.pathSeparatorChar, start);
      String entry = end < 0 ? all.substring(start) : all.substring(start, end);
      roots.add(Path.of(entry).toAbsolutePath().normalize());
    }
    return true;
  }

  /** Returns the places themselves, without those that their jars refer to. */
  List<Path> roots() {
    return roots;
  }

  /**
   * Returns the further places that jars name in the {@code Class-Path} of their manifests, and
   * those that these name.
   *
   * @throws IOException if a jar cannot be read
   */
  List<Path> linked() throws IOException {
    Set<Path> met = new LinkedHashSet<>(roots);
    Queue<Path> waiting = new ArrayDeque<>(roots);
    for (Path next = waiting.poll(); next != null; next = waiting.poll()) {
      for (Path each : linkedBy(next)) {
        if (met.add(each)) {
          waiting.add(each);
        }
      }
    }
    List<Path> linked = new ArrayList<>(met);
    linked.removeAll(roots);
    return linked;
  }

  private static List<Path> linkedBy(Path jar) throws IOException {
    List<Path> linked = new ArrayList<>();
    if (!jar.toFile().isFile()) {
      return linked;
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (names != null) {
        addLinked(jar.toUri(), names, linked);
      }
    }
    return linked;
  }

  /** Names are relative URLs, with blanks between (JAR File Specification, Class-Path). */
  private static void addLinked(URI jar, String names, List<Path> linked) throws IOException {
    for (String name : names.split(" ", -1)) {
      try {
        if (!name.isEmpty()) {
          linked.add(Path.of(jar.resolve(name)));
        }
      } catch (IllegalArgumentException | FileSystemNotFoundException notAFile) {
        throw new IOException(jar + " names " + name + " in its Class-Path", notAFile);
      }
    }
  }

  /** Writes what tells this path from others, whatever is in its files. */
  void writeTo(TokenSink sink) {
    sink.number(roots.size());
    for (Path root : roots) {
      sink.text(root.toString());
    }
  }

  /**
   * Returns what changes whenever a file of these places does.
   *
   * @param linked what {@link #linked} found
   */
  Stamp stamp(List<Path> linked, ProcessTimes times) throws IOException {
    FileTimes files = new FileTimes(times);
    for (Path root : roots) {
      files.add(root);
    }
    for (Path root : linked) {
      files.add(root);
    }
    boolean settled = files.isSettled() && files.lastChange() < times.startNanos();
    return new Stamp(files.digest(), settled);
  }

  /**
   * The state of all files at one moment.
   *
   * @param digest of their names, sizes and times
   * @param settled whether they are those that this process runs, and any later change would show:
   *     of files that were changed since it began it may have loaded what was there before, and the
   *     times of very young ones may stay as they are
   */
  record Stamp(Digest128 digest, boolean settled) {}
}
