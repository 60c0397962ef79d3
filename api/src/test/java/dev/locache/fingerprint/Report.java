package dev.locache.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Tables of figures, as {@code target/fingerprint/JAVA/NAME.md}: made anew by each run of the
 * tests.
 */
final class Report {
  private static final Path DIRECTORY =
      Path.of("target", "fingerprint", Integer.toString(Runtime.version().feature()));
  private static final Set<String> begun = new HashSet<>();

  private Report() {}

  /** Adds a row to the table of this name. */
  static synchronized void row(String table, Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    try {
      Path file = Files.createDirectories(DIRECTORY).resolve(table + ".md");
      if (begun.add(table)) {
        Files.deleteIfExists(file);
      }
      Files.writeString(
          file, row.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
