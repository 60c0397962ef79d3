package dev.locache.files;

import dev.locache.spi.MethodId;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The directories from the root down to the entries. A name on the way that is not a directory, but
 * a link or a file, is an error: nothing is read, written or deleted behind it.
 */
final class Tree {
  private final CacheDirectory cache;
  private final Path root;
  private final Path top;
  private final FileOps files;

  Tree(CacheDirectory cache, FileOps files) {
    this.cache = cache;
    this.root = cache.path();
    this.top = root.resolve("files-v1");
    this.files = files;
  }

  /** Returns the directory for temporary files, on the same disk so that a move is one step. */
  Path temporary() {
    return top.resolve("tmp");
  }

  Path of(MethodId method) {
    String exact = method.toString();
    return top.resolve(DirectoryName.of(method.type(), method.type()))
        .resolve(DirectoryName.of(method.name(), exact));
  }

  /** Returns whether {@code directory} is there, with all above it up to the root. */
  boolean has(Path directory) throws IOException {
    return (directory.equals(root) || has(parent(directory))) && isDirectory(directory);
  }

  /**
   * Creates what is missing of {@code directory} and of those above it up to the root.
   *
   * @throws NoSuchFileException if the root is missing
   */
  void make(Path directory) throws IOException {
    boolean isRoot = directory.equals(root);
    if (!isRoot) {
      make(parent(directory));
    }
    if (isDirectory(directory)) {
      return;
    }
    if (isRoot) {
      throw new NoSuchFileException(root.toString());
    }
    try {
      files.createDirectory(directory);
    } catch (FileAlreadyExistsException madeByAnother) {
      if (!isDirectory(directory)) {
        throw new NoSuchFileException(directory.toString(), null, "made and deleted by others");
      }
    }
  }

  /** Waits until {@code directory} and the names that lead to it have reached the disk. */
  void force(Path directory) throws IOException {
    files.forceDirectory(directory);
    if (!directory.equals(root)) {
      force(parent(directory));
      return;
    }
    for (Path above : cache.above()) {
      files.forceDirectory(above);
    }
  }

  /** Deletes {@code directory}, and then those above it, as long as they are empty. */
  void prune(Path directory) throws IOException {
    for (Path level = directory; !level.equals(top); level = parent(level)) {
      files.deleteIfEmpty(level);
    }
  }

  private boolean isDirectory(Path directory) throws IOException {
    try {
      if (files.attributes(directory).isDirectory()) {
        return true;
      }
    } catch (NoSuchFileException missing) {
      return false;
    }
    throw new IOException("not a directory, or a link, which is not followed: " + directory);
  }

  private static Path parent(Path directory) {
    Path parent = directory.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not below the root: " + directory);
    }
    return parent;
  }
}
