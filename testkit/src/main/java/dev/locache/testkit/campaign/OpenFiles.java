package dev.locache.testkit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that this process has open, as Linux tells (proc(5)); none where nobody tells. */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String DELETED = " (deleted)";

  private OpenFiles() {}

  /** Returns those below a directory, once for each descriptor. */
  static List<String> below(Path directory) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.map(OpenFiles::target).filter(to -> to.startsWith(directory.toString())).toList();
    }
  }

  /** Returns those that have no name any more: with no use for them, they are leaked. */
  static List<String> deleted(Path directory) throws IOException {
    return below(directory).stream().filter(file -> file.endsWith(DELETED)).toList();
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
