package dev.locache.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.SimplePathVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the files of one method. Passes on what has the name of an entry; all else is none of
 * ours. Others write and delete at the same time: what has vanished is passed over.
 */
final class EntryWalk extends SimplePathVisitor {
  private final Path directory;
  private final MethodFiles.Visitor visitor;
  private final List<Path> shards = new ArrayList<>();
  private final List<Path> vacant = new ArrayList<>();
  private boolean occupied;

  EntryWalk(Path directory, MethodFiles.Visitor visitor) {
    this.directory = directory;
    this.visitor = visitor;
  }

  /** Returns the directories that entries are spread over. */
  List<Path> shards() {
    return shards;
  }

  /** Returns those in which there was nothing. */
  List<Path> vacant() {
    return vacant;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
    occupied = false;
    return path.equals(directory) || EntryName.isShard(lastName(path))
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    occupied = true;
    EntryName name = EntryName.parse(lastName(file.getParent()), lastName(file));
    if (name != null && attributes.isRegularFile()) {
      long used = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
      visitor.visit(new MethodFiles.Found(name, file, used, attributes.size()));
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
    if (failure != null) {
      return visitFileFailed(path, failure);
    }
    if (!path.equals(directory)) {
      shards.add(path);
      if (!occupied) {
        vacant.add(path);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  private static String lastName(@Nullable Path path) {
    Path name = path == null ? null : path.getFileName();
    return name == null ? "" : name.toString();
  }
}
