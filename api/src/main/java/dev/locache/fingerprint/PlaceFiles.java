package dev.locache.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Goes over the files of a jar or directory, in the order of their names. */
final class PlaceFiles {
  private static final String CLASS_FILE = ".class";

  /** Is shown each file. */
  interface Visitor {
    void file(PlaceFile file) throws IOException;
  }

  /** One file. */
  interface PlaceFile {
    /** Returns the path within the place, with slashes. */
    String name();

    byte[] bytes() throws IOException;

    /** Writes what changes with the content. */
    void identify(TokenSink sink) throws IOException;

    /** Returns the internal name of the class in a class file. */
    default String className() {
      return name().substring(0, name().length() - CLASS_FILE.length());
    }

    default boolean isClassFile() {
      return name().endsWith(CLASS_FILE);
    }
  }

  private PlaceFiles() {}

  /**
   * Shows the files of a location to {@code visitor}.
   *
   * @throws IllegalArgumentException if they cannot be listed or read
   */
  static void visit(String location, Visitor visitor) {
    Path jar = Locations.jarOf(location);
    Path directory = Locations.directoryOf(location);
    try {
      if (jar != null) {
        visitJar(jar, visitor);
      } else if (directory != null) {
        visitDirectory(directory, visitor);
      } else {
        throw Refusal.unlistable(location, null);
      }
    } catch (IOException e) {
      throw Refusal.unlistable(location, e);
    }
  }

  private static void visitJar(Path jar, Visitor visitor) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Map<String, ZipEntry> sorted = new TreeMap<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          sorted.put(entry.getName(), entry);
        }
      }
      for (ZipEntry entry : sorted.values()) {
        visitor.file(new JarFile(zip, entry));
      }
    }
  }

  private static void visitDirectory(Path directory, Visitor visitor) throws IOException {
    Map<String, Path> sorted = new TreeMap<>();
    collect(directory, "", sorted);
    for (Map.Entry<String, Path> each : sorted.entrySet()) {
      visitor.file(new DirectoryFile(each.getKey(), each.getValue()));
    }
  }

  private static void collect(Path directory, String prefix, Map<String, Path> found)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return; // a class path may name some that were never made
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        @Nullable Path fileName = entry.getFileName();
        String name = prefix + fileName;
        if (Files.isDirectory(entry)) {
          collect(entry, name + '/', found);
        } else {
          found.put(name, entry);
        }
      }
    }
  }

  /** Its size and CRC-32 are in the jar's central directory (APPNOTE 4.3.12), with its name. */
  private record JarFile(ZipFile jar, ZipEntry entry) implements PlaceFile {
    @Override
    public String name() {
      return entry.getName();
    }

    @Override
    public byte[] bytes() throws IOException {
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }

    @Override
    public void identify(TokenSink sink) {
      sink.longNumber(entry.getCrc()).longNumber(entry.getSize());
    }
  }

  private record DirectoryFile(String name, Path path) implements PlaceFile {
    @Override
    public byte[] bytes() throws IOException {
      return Files.readAllBytes(path);
    }

    @Override
    public void identify(TokenSink sink) throws IOException {
      sink.bytes(bytes());
    }
  }
}
