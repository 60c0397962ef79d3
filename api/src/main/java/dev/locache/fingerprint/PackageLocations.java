package dev.locache.fingerprint;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the jars and directories that have classes of given packages. */
final class PackageLocations {
  private final ClassLoader loader;

  PackageLocations(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Returns the locations of a package's classes.
   *
   * @throws IllegalArgumentException if there are none, so that the name may be misspelt, or the
   *     class path cannot be read
   */
  Set<String> of(String packageName) {
    String path = packageName.replace('.', '/').concat("/");
    ClassPath classPath = ClassPath.of(loader);
    try {
      Set<String> found = new TreeSet<>();
      if (classPath == null) {
        addAsResource(path, found);
        return found; // jars need not list directories, so none found doesn't mean that none is
        // there
      }
      List<Path> roots = new ArrayList<>(classPath.roots());
      roots.addAll(classPath.linked());
      for (Path root : roots) {
        addRoot(root, path, found);
      }
      if (found.isEmpty()) {
        throw Refusal.noSuchPackage(packageName);
      }
      return found;
    } catch (IOException e) {
      throw Refusal.unlistable(packageName, e);
    }
  }

  private void addAsResource(String path, Set<String> found) throws IOException {
    for (URL url : Collections.list(loader.getResources(path))) {
      String location = url.toExternalForm();
      found.add(location.substring(0, location.length() - path.length()));
    }
  }

  private static void addRoot(Path root, String path, Set<String> found) throws IOException {
    if (Files.isDirectory(root)) {
      if (Files.isDirectory(root.resolve(path))) {
        found.add(root.toFile().toURI().toString());
      }
    } else if (Files.isRegularFile(root) && hasPackage(root, path)) {
      found.add("jar:" + root.toFile().toURI() + "!/");
    }
  }

  private static boolean hasPackage(Path jar, String path) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        if (entry.getName().startsWith(path) && !entry.isDirectory()) {
          return true;
        }
      }
      return false;
    }
  }
}
