package dev.locache.protobuf;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.locache.spi.local.CacheDirectory;
import dev.locache.spi.local.Ticks;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The directory of the segments, {@code protobuf-v1}. Only files with a segment's name are ever
 * read; what else is there is left alone. Used under the store's lock.
 */
final class SegmentDirectory {
  private static final String NAME = "protobuf-v1";
  private static final String TAKEN = "not a directory, or a link, which is not followed: ";

  /** How often the directory is listed at most if it never comes out the same. */
  private static final int LISTINGS = 8;

  private final CacheDirectory root;
  private final Path path;
  private final FileOps files;
  private long changedWhenListed = Long.MIN_VALUE;
  private boolean listedInTime;

  SegmentDirectory(CacheDirectory root, FileOps files) {
    this.root = root;
    this.path = root.path().resolve(NAME);
    this.files = files;
  }

  Path path() {
    return path;
  }

  boolean ownerOnly() {
    return root.ownerOnly();
  }

  /**
   * Creates the directory if it is missing and may be made here.
   *
   * @throws IllegalStateException if something else has its name, a link included
   */
  void createIfPossible() {
    try {
      create();
    } catch (IOException readOnly) {
      // There is nothing to read, and the first write says why.
    }
    if (isTaken()) {
      throw new IllegalStateException(TAKEN + path);
    }
  }

  private boolean isTaken() {
    return Files.exists(path, NOFOLLOW_LINKS) && !Files.isDirectory(path, NOFOLLOW_LINKS);
  }

  /** Where others may write to the root, a link may come at any time. */
  private void requireNotTaken() throws IOException {
    if (isTaken()) {
      throw new IOException(TAKEN + path);
    }
  }

  private void create() throws IOException {
    try {
      files.createDirectory(root, path);
    } catch (FileAlreadyExistsException usual) {
      // Made by the first process that came here.
    }
  }

  /** Creates a file, and the directories above it if somebody has deleted them. */
  void createFile(Path file) throws IOException {
    requireNotTaken();
    try {
      files.createFile(root, file);
    } catch (NoSuchFileException directoryDeleted) {
      root.restore();
      create();
      files.createFile(root, file);
    }
  }

  /** Waits until the names in this directory, and those that lead to it, have reached the disk. */
  void sync() throws IOException {
    files.syncDirectory(path);
    files.syncDirectory(root.path());
    for (Path above : root.above()) {
      files.syncDirectory(above);
    }
  }

  /** Returns whether files may have come or gone since {@link #list}. */
  boolean changed() throws IOException {
    return !listedInTime || changedNanos() != changedWhenListed;
  }

  /**
   * Returns the segments that are there. While others change the directory a listing may have
   * neither what was replaced nor what replaces it, so it must come out the same twice then.
   */
  Set<SegmentId> list() throws IOException {
    // By the clock of the file system: the context's may be another.
    long now = System.currentTimeMillis() * 1_000_000;
    listedInTime = false; // unless all goes well
    changedWhenListed = changedNanos();
    boolean inTime = Ticks.settled(changedWhenListed, now);
    Set<SegmentId> found = segments();
    for (int listings = 1; !inTime && listings < LISTINGS; listings++) {
      Set<SegmentId> again = segments();
      if (again.equals(found)) {
        break;
      }
      found = again;
    }
    listedInTime = inTime;
    return found;
  }

  /** Returns whether all of these are still there. */
  boolean holds(Set<SegmentId> ids) throws IOException {
    return segments().containsAll(ids);
  }

  private Set<SegmentId> segments() throws IOException {
    Set<SegmentId> found = new LinkedHashSet<>();
    for (String name : names()) {
      SegmentId id = SegmentId.parse(name);
      if (id != null) {
        found.add(id);
      }
    }
    return found;
  }

  List<String> names() throws IOException {
    requireNotTaken();
    try {
      return files.list(path);
    } catch (NoSuchFileException nothingWritten) {
      return List.of();
    }
  }

  private long changedNanos() throws IOException {
    try {
      return files.changed(path);
    } catch (NoSuchFileException nothingWritten) {
      return 0;
    }
  }
}
