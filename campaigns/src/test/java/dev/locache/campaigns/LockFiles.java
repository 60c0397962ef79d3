package dev.locache.campaigns;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What nobody must do with lock files: a process that does loses all its locks on them. */
final class LockFiles {
  private LockFiles() {}

  static void openAndClose(Path cache) throws IOException {
    for (Path file : List.of(Path.of("files-v1.lock"), Path.of("protobuf-v1", "locks"))) {
      if (Files.exists(cache.resolve(file))) {
        new RandomAccessFile(cache.resolve(file).toFile(), "rw").close();
      }
    }
  }
}
