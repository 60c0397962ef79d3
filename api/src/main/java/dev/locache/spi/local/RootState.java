package dev.locache.spi.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the path of a root, links not followed.
 *
 * @param owner null where the file system knows no owners
 * @param permissions null where the file system knows no modes
 */
record RootState(
    BasicFileAttributes attributes,
    @Nullable UserPrincipal owner,
    @Nullable Set<PosixFilePermission> permissions) {

  static RootState of(Path root) throws IOException {
    Set<String> views = root.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      PosixFileAttributes found =
          Files.readAttributes(root, PosixFileAttributes.class, NOFOLLOW_LINKS);
      return new RootState(found, found.owner(), found.permissions());
    }
    BasicFileAttributes found =
        Files.readAttributes(root, BasicFileAttributes.class, NOFOLLOW_LINKS);
    return new RootState(
        found, views.contains("owner") ? Files.getOwner(root, NOFOLLOW_LINKS) : null, null);
  }

  boolean writableByOthers() {
    return permissions != null
        && (permissions.contains(GROUP_WRITE) || permissions.contains(OTHERS_WRITE));
  }

  /** Returns what a person would look for: {@code owner alice, mode rwxr-xr-x}. */
  String ownerAndMode() {
    String mode = permissions == null ? "unknown" : PosixFilePermissions.toString(permissions);
    return "owner " + (owner == null ? "unknown" : owner.getName()) + ", mode " + mode;
  }
}
