package dev.locache.spi.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The directory under which a backend keeps its files: a real directory, not a link, that belongs
 * to the user of this process and that nobody else may write to. Immutable and thread-safe.
 *
 * <p>A directory that may be read but not written to is accepted: hits are served, writes fail.
 *
 * <p>Limits: where the file system knows no modes (Windows), whether others may write is not looked
 * at; where it knows no owners either, nothing is. The directories above are the user's to choose.
 */
public final class CacheDirectory {
  private static final String CHOOSE_ANOTHER =
      "choose another one with directory(...) or the setting locache.directory";
  private static final String OR_SIGN = ", or sign entries with signingKey(...)";

  private final Path root;
  private final boolean signed;
  private final PrivateModes modes;
  private final boolean ownerOnly;

  /** Directories that hold the root's name, and those of the directories created above it. */
  private final CopyOnWriteArrayList<Path> above = new CopyOnWriteArrayList<>();

  private CacheDirectory(Path root, boolean signed) {
    this.root = root;
    this.signed = signed;
    this.modes = new PrivateModes(root.getFileSystem());
    addAbove(root);
    this.ownerOnly = admit();
  }

  /**
   * Opens the directory; creates it if it is missing, and the directories above it that are, each
   * with mode 0700.
   *
   * @param directory where; the last name must not be a link
   * @param signed whether entries are signed: then a directory that belongs to another user, or
   *     that others may write to, is accepted too
   * @throws IllegalStateException if the directory cannot be created, read or trusted: the message
   *     says what was found and the way out
   */
  public static CacheDirectory open(Path directory, boolean signed) {
    return new CacheDirectory(directory.toAbsolutePath(), signed);
  }

  /** Returns the absolute path. */
  public Path path() {
    return root;
  }

  /**
   * Returns the directories in which a name must have reached the disk for {@link #path} to be
   * there after a power cut: the one above, and further ones if directories were created there.
   * Where these are links, what they lead to.
   *
   * @throws IOException if one of them has been deleted
   */
  public List<Path> above() throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path level : above) {
      real.add(level.toRealPath());
    }
    return real;
  }

  private void addAbove(Path level) {
    Path parent = level.getParent();
    if (parent != null) {
      above.addIfAbsent(parent);
    }
  }

  /** Returns whether nobody but this user could write here when the directory was opened. */
  public boolean ownerOnly() {
    return ownerOnly;
  }

  /** Returns whether this process may write here now, as far as modes and mounts tell. */
  public boolean writable() {
    return Files.isWritable(root);
  }

  /**
   * Creates the directory again if somebody has deleted it, and looks at it as {@link #open} did.
   *
   * @throws IOException if it cannot be created, read or trusted any more
   */
  public void restore() throws IOException {
    try {
      boolean stillOwnerOnly = admit();
      if (ownerOnly && !stillOwnerOnly) {
        throw new IOException("cache directory " + root + " has been opened to others");
      }
    } catch (IllegalStateException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  /**
   * Creates one directory with mode 0700. Its parent must exist.
   *
   * @throws FileAlreadyExistsException if something has that name, a link included
   * @throws IOException if it cannot be created
   */
  public void createDirectory(Path directory) throws IOException {
    modes.createDirectory(directory);
  }

  /**
   * Creates one empty file with mode 0600. Its directory must exist.
   *
   * @throws FileAlreadyExistsException if something has that name, a link included
   * @throws IOException if it cannot be created
   */
  public void createFile(Path file) throws IOException {
    modes.createFile(file);
  }

  /** Returns whether only this user may write here; throws if the directory cannot be used. */
  private boolean admit() {
    RootState found = find();
    if (found == null) {
      create();
      found = find();
    }
    if (found == null) {
      throw refused("vanished while it was opened; " + CHOOSE_ANOTHER, null);
    }
    checkKind(found);
    String distrust = distrust(found);
    if (distrust != null && !signed) {
      throw refused(distrust + OR_SIGN, null);
    }
    if (!Files.isReadable(root) || !Files.isExecutable(root)) {
      throw refused(
          "may not be read by this user (" + found.ownerAndMode() + "); " + CHOOSE_ANOTHER, null);
    }
    return distrust == null;
  }

  private @Nullable RootState find() {
    try {
      return RootState.of(root);
    } catch (NoSuchFileException notYetCreated) {
      return null;
    } catch (IOException e) {
      throw refused("cannot be opened: " + Obstacle.to(root, e) + "; " + CHOOSE_ANOTHER, e);
    }
  }

  private void create() {
    try {
      createMissing(root);
    } catch (IOException e) {
      throw refused("cannot be opened: " + Obstacle.to(root, e) + "; " + CHOOSE_ANOTHER, e);
    }
  }

  private void createMissing(Path level) throws IOException {
    Path parent = level.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      createMissing(parent);
    }
    try {
      createDirectory(level);
      addAbove(level);
    } catch (FileAlreadyExistsException another) {
      // Another process was faster, or something else has the name: the level below shows which,
      // and admit() looks at the root itself.
    }
  }

  private void checkKind(RootState found) {
    if (found.attributes().isSymbolicLink()) {
      throw refused("is a link, and links are not followed; " + CHOOSE_ANOTHER, null);
    }
    if (!found.attributes().isDirectory()) {
      throw refused("is a file, not a directory; " + CHOOSE_ANOTHER, null);
    }
  }

  private @Nullable String distrust(RootState found) {
    if (found.owner() != null && !CurrentUser.owns(found.owner())) {
      return "belongs to another user (" + found.ownerAndMode() + "); " + CHOOSE_ANOTHER;
    }
    if (found.writableByOthers()) {
      return "may be written to by others ("
          + found.ownerAndMode()
          + "); run chmod 700 "
          + root
          + ", "
          + CHOOSE_ANOTHER;
    }
    return null;
  }

  private IllegalStateException refused(String why, @Nullable Exception cause) {
    return new IllegalStateException("cache directory " + root + " " + why, cause);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
