package dev.locache.testkit.campaign;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories for thousands of short-lived states: in memory where there is a place for that. */
public final class Scratch implements Closeable {
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path directory;
  private int count;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Creates an empty place. */
  public static Scratch create() {
    return new Scratch(directory());
  }

  /** Creates an empty directory, for the caller to delete. */
  static Path directory() {
    try {
      Path directory =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "locache")
              : Files.createTempDirectory("locache");
      return directory.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates an empty directory there. */
  public Path next() throws IOException {
    return Files.createDirectory(directory.resolve(String.valueOf(count++)));
  }

  /** Deletes a directory and all that is in it. */
  public static void delete(Path state) throws IOException {
    Files.walkFileTree(state, new Deletion());
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
