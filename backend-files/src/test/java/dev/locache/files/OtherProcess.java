package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.key;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.local.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A backend in a JVM of its own, with a umask or a user of its own. */
final class OtherProcess {
  private static final int NOBODY = 65_534;

  private final List<String> command = new ArrayList<>();
  private final String what;
  private final Path root;
  private String classPath = System.getProperty("java.class.path");

  private OtherProcess(String what, Path root) {
    this.what = what;
    this.root = root;
  }

  static OtherProcess of(String what, Path root) {
    return new OtherProcess(what, root);
  }

  OtherProcess umask(String umask) {
    command.addAll(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    return this;
  }

  /**
   * Runs as a user whom mode bits concern: as this one unless that is root, to whom they do not.
   */
  OtherProcess unprivileged(Path classes) throws IOException {
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
      classPath = copyClassPath(classes);
    }
    return this;
  }

  /** Gives a directory to the user that {@link #unprivileged} runs as. */
  static void give(Path directory) throws IOException {
    if (isRoot()) {
      Files.setAttribute(directory, "unix:uid", NOBODY);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  Process start() throws IOException {
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            OtherProcess.class.getName(),
            what,
            root.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static List<String> output(Process process) {
    return process.inputReader(UTF_8).lines().toList();
  }

  /** Copies what the backend needs to a place that everybody may read. */
  private static String copyClassPath(Path to) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(element);
      boolean needed =
          Files.isDirectory(from) || element.contains("commons-io") || element.contains("locache");
      if (needed) {
        copies.add(copy(from, to.resolve(copies.size() + "-" + from.getFileName())).toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        Files.copy(source, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    return to;
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[1]);
    switch (args[0]) {
      case "write" -> write(root);
      case "open" -> open(root);
      case "readOnly" -> readOnly(root);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static FilesBackend backend(Path root) {
    CacheDirectory directory = CacheDirectory.open(root, false);
    return new FilesBackend(directory, new DiskFiles(directory), InstantSource.system(), false);
  }

  private static Entry entry(CacheKey key) {
    return new Entry(
        key,
        "java",
        System.currentTimeMillis(),
        1,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        ByteBuffer.allocate(4));
  }

  private static void write(Path root) throws IOException {
    try (FilesBackend backend = backend(root)) {
      backend.write(entry(key(1)), YEAR);
      backend.tryLock(key(1)).orElseThrow().close();
      System.out.println("written");
    }
  }

  private static void open(Path root) throws IOException {
    try (FilesBackend backend = backend(root)) {
      System.out.println("opened " + backend.place(key(1)));
    } catch (IllegalStateException refused) {
      System.out.println(refused.getMessage());
    }
  }

  /** Takes away the right to write, and says what still goes. */
  private static void readOnly(Path root) throws IOException {
    write(root);
    List<Path> directories;
    try (Stream<Path> all = Files.walk(root)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
    }
    try (FilesBackend backend = backend(root)) {
      System.out.println("hit " + backend.read(key(1), YEAR).isPresent());
      System.out.println("hit " + backend.read(key(1), FilesFixture.atMost(5)).isPresent());
      System.out.println("miss " + backend.read(key(2), YEAR).isEmpty());
      System.out.println("lock " + backend.tryLock(key(2)).isPresent());
      System.out.println("write " + attempt(() -> backend.write(entry(key(2)), YEAR)));
      System.out.println("replace " + attempt(() -> backend.write(entry(key(1)), YEAR)));
      System.out.println("remove " + attempt(() -> backend.remove(key(1))));
      System.out.println("evict " + attempt(() -> backend.evict(QUOTE, FilesFixture.atMost(0))));
      System.out.println("hit " + backend.read(key(1), YEAR).isPresent());
    }
    System.out.println("closed");
    for (Path directory : directories) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static String attempt(Attempt attempt) {
    try {
      attempt.run();
      return "done";
    } catch (IOException thisTime) {
      return thisTime.getClass().getSimpleName();
    }
  }
}
