package dev.locache.spi.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in words what keeps a directory from being reached or created. */
final class Obstacle {
  private Obstacle() {}

  static String to(Path directory, IOException failure) {
    Path nearest = directory.getParent();
    while (nearest != null && !Files.exists(nearest, NOFOLLOW_LINKS)) {
      nearest = nearest.getParent();
    }
    if (nearest == null) {
      return failure.toString();
    }
    if (!Files.isDirectory(nearest)) {
      return nearest + " is in the way and not a directory";
    }
    if (!Files.isExecutable(nearest) || !Files.isWritable(nearest)) {
      return "this user may not write to " + nearest;
    }
    return failure.toString();
  }
}
