package dev.locache.files;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.SimplePathVisitor;
import org.apache.commons.io.filefilter.RegexFileFilter;
import org.jspecify.annotations.Nullable;

/** The directory of files that are being written, and of those whose writer was killed. */
final class TempFiles {
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  private final Path directory;
  private final Tree tree;
  private final FileOps files;
  private final boolean ownerOnly;
  private volatile boolean seen;

  TempFiles(Tree tree, FileOps files, boolean ownerOnly) {
    this.directory = tree.temporary();
    this.tree = tree;
    this.files = files;
    this.ownerOnly = ownerOnly;
  }

  /** Creates an empty file. */
  Path create() throws IOException {
    if (!seen) {
      tree.make(directory);
      seen = ownerOnly;
    }
    Path file = directory.resolve(name());
    files.createFile(file);
    return file;
  }

  /** Looks at the directory again, as somebody has deleted it. */
  void forget() {
    seen = false;
  }

  /** Deletes what nobody can still be writing, as it was written to more than a day ago. */
  void sweep(long now) throws IOException {
    if (tree.has(directory)) {
      files.visit(directory, 1, new Sweep(now - DAY));
    }
  }

  /** Names need not be secret: creating fails if one is taken, and a link is not followed. */
  private static String name() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Digest128(random.nextLong(), random.nextLong()) + ".tmp";
  }

  private final class Sweep extends SimplePathVisitor {
    private final RegexFileFilter ours = new RegexFileFilter("[0-9a-f]{32}\\.tmp");
    private final long before;

    Sweep(long before) {
      this.before = before;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      boolean old = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS) < before;
      if (old
          && attributes.isRegularFile()
          && ours.accept(file, attributes) == FileVisitResult.CONTINUE) {
        files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure)
        throws IOException {
      return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(path, failure);
    }
  }
}
