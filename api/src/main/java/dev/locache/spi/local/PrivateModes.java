package dev.locache.spi.local;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * Creates directories and files that only their owner gets into: 0700 and 0600. The mode is set by
 * the call that creates, as one set later leaves a gap and a changed umask concerns the whole
 * process. Plain ones where there are no modes.
 */
final class PrivateModes {
  private final FileAttribute<?>[] ofDirectories;
  private final FileAttribute<?>[] ofFiles;

  PrivateModes(FileSystem fileSystem) {
    boolean modes = fileSystem.supportedFileAttributeViews().contains("posix");
    ofDirectories = modes ? mode(EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE)) : none();
    ofFiles = modes ? mode(EnumSet.of(OWNER_READ, OWNER_WRITE)) : none();
  }

  void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, ofDirectories);
  }

  void createFile(Path file) throws IOException {
    Files.createFile(file, ofFiles);
  }

  private static FileAttribute<?>[] mode(EnumSet<PosixFilePermission> permissions) {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static FileAttribute<?>[] none() {
    return new FileAttribute<?>[0];
  }
}
