package dev.locache.testkit.campaign;

import dev.locache.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a JVM as a user whom mode bits concern: as this one, unless that is root, to whom they do
 * not. Then it is another, who is given what is his and a class path that he may read.
 */
public final class Unprivileged {
  private static final int NOBODY = 65_534;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path shared;

  private Unprivileged(Path shared) {
    this.shared = shared;
  }

  /**
   * Prepares that user's place.
   *
   * @param shared a directory that everybody may read
   * @param own a directory that is to be his
   */
  public static Unprivileged in(Path shared, Path own) throws IOException {
    give(own);
    return new Unprivileged(shared);
  }

  /** Gives a file or directory to that user. */
  public static void give(Path path) throws IOException {
    if (ROOT) {
      Files.setAttribute(path, "unix:uid", NOBODY);
    }
  }

  /** Returns {@code builder}, changed to run as that user. */
  public JavaProcess.Builder run(JavaProcess.Builder builder) throws IOException {
    if (!ROOT) {
      return builder;
    }
    return builder
        .classPath(readableClassPath())
        .through("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private Path[] readableClassPath() throws IOException {
    Path classes = shared.resolve("classes");
    boolean copied = Files.isDirectory(classes);
    List<Path> copies = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(element);
      if (!element.isEmpty() && Files.exists(from)) {
        copies.add(classes.resolve(copies.size() + "-" + from.getFileName()));
        if (!copied) {
          copy(from, copies.get(copies.size() - 1));
        }
      }
    }
    return copies.toArray(new Path[0]);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.deleteIfExists(target);
          Files.copy(source, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    Files.setPosixFilePermissions(to.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
