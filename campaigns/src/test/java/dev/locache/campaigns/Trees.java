package dev.locache.campaigns;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directories as a whole, links not followed. */
final class Trees {
  private Trees() {}

  /** Returns all that is below {@code root}, relative to it, each directory before its content. */
  static List<Path> below(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root)).map(root::relativize).sorted().toList();
    }
  }

  /** Copies a directory, modes and times too. */
  static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    for (Path each : below(from)) {
      Files.copy(
          from.resolve(each),
          to.resolve(each),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Returns what is there: kind, time of change and content of each file. */
  static SortedMap<String, String> snapshot(Path root) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    for (Path each : below(root)) {
      Path path = root.resolve(each);
      boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
      String content = file ? Arrays.toString(Files.readAllBytes(path)) : "";
      found.put(
          each.toString(),
          file + " " + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " " + content);
    }
    return found;
  }

  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
