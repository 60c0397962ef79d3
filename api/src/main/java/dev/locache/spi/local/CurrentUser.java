package dev.locache.spi.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a file belongs to the user that this process runs as, without writing anywhere near
 * that file.
 *
 * <p>On Linux {@code /proc/self} belongs to the effective user (proc(5)) and decides. Elsewhere the
 * account named by {@code user.name} is enough evidence for; against, it is not: a container may
 * have no account, and files of an administrator on Windows belong to a group. Then a new file in
 * the directory for temporary files decides.
 */
final class CurrentUser {
  private static final Path PROCESS = Path.of("/proc/self");

  private CurrentUser() {}

  static boolean owns(UserPrincipal owner) {
    UserPrincipal ofProcess = ownerOfProcess();
    if (ofProcess != null) {
      return ofProcess.equals(owner);
    }
    return owner.equals(accountByName()) || owner.equals(ownerOfNewFile());
  }

  static @Nullable UserPrincipal ownerOfProcess() {
    try {
      return Files.getOwner(PROCESS);
    } catch (IOException | UnsupportedOperationException noProcessFileSystem) {
      return null;
    }
  }

  static @Nullable UserPrincipal accountByName() {
    try {
      return FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(System.getProperty("user.name", ""));
    } catch (IOException | UnsupportedOperationException noSuchAccount) {
      return null;
    }
  }

  static @Nullable UserPrincipal ownerOfNewFile() {
    try {
      Path file = Files.createTempFile("locache", ".owner");
      try {
        return Files.getOwner(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UnsupportedOperationException nowhereToWrite) {
      return null;
    }
  }
}
