package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands for a jar or directory as a whole: the names and contents of its files, resources
 * too, whatever their times and order.
 *
 * @param digest of the contents
 * @param references internal names of classes that its class files name and it doesn't have
 */
record PlaceContents(Digest128 digest, Set<String> references) {
  /** Jars that were read before; one that is the same file in size and time is not read again. */
  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  private record Known(long bytes, FileTime modified, PlaceContents contents) {}

  /**
   * Returns the contents of a location.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  static PlaceContents of(String location) {
    Path jar = Locations.jarOf(location);
    return jar == null ? read(location) : ofJar(jar, location);
  }

  private static PlaceContents ofJar(Path jar, String location) {
    BasicFileAttributes file;
    try {
      file = Files.readAttributes(jar, BasicFileAttributes.class);
    } catch (IOException e) {
      throw Refusal.unlistable(location, e);
    }
    FileTime modified = file.lastModifiedTime();
    Known known = KNOWN.get(jar);
    if (known == null || known.bytes() != file.size() || !known.modified().equals(modified)) {
      known = new Known(file.size(), modified, read(location));
      KNOWN.put(jar, known);
    }
    return known.contents();
  }

  private static PlaceContents read(String location) {
    TokenSink sink = new TokenSink();
    Set<String> names = new HashSet<>();
    Set<String> references = new HashSet<>();
    PlaceFiles.visit(
        location,
        file -> {
          names.add(file.name());
          sink.text(file.name());
          file.identify(sink);
          if (file.isClassFile()) {
            ClassReferences.add(file.bytes(), references);
          }
        });
    references.removeIf(name -> name.startsWith("java/") || names.contains(name + ".class"));
    return new PlaceContents(sink.digest(), references);
  }
}
