package dev.locache.spi.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that belongs to someone else: made by those who may, found by the others. */
final class Foreign {
  private static final int SOMEONE_ELSE = 65_534;

  private Foreign() {}

  static Path directory(Path temp) throws IOException {
    Path root = temp.getRoot();
    if (!Files.getOwner(temp).equals(Files.getOwner(root))) {
      return root;
    }
    Path directory = temp.resolve("foreign");
    if (!Files.exists(directory)) {
      Files.createDirectory(directory);
      Files.setAttribute(directory, "unix:uid", SOMEONE_ELSE);
    }
    return directory;
  }
}
