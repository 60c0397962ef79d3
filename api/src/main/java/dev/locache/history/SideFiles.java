package dev.locache.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.locache.seal.Seal;
import dev.locache.spi.local.CacheDirectory;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Small files below {@code <directory>/history-v1}, each replaced as a whole and sealed. What is
 * damaged, unsigned where there is a key, another file under this name, or behind a link, is not
 * there.
 *
 * <pre>
 * file    magic "LCH1" · length of content (4 bytes) · content · seal over the name and all of this
 * </pre>
 *
 * <p>Read and written by streams rather than channels: an interrupt neither fails them nor gets
 * lost.
 */
final class SideFiles {
  private static final String ROOT = "history-v1";
  private static final String TEMPORARY = ".tmp";
  private static final int MAGIC = 0x4C434831;
  private static final int HEADER_BYTES = 8;
  private static final int MOST_BYTES = 16 << 20;

  private final CacheDirectory directory;
  private final Path root;
  private final Seal seal;

  SideFiles(CacheDirectory directory, Seal seal) {
    this.directory = directory;
    this.root = directory.path().resolve(ROOT);
    this.seal = seal;
  }

  /**
   * Returns what was written last.
   *
   * @param name a path of directories and a file, with slashes
   */
  Optional<byte[]> read(String name) throws IOException {
    Path file = root.resolve(name);
    long length = isReachable(file) ? length(file) : 0;
    if (length < HEADER_BYTES || length > MOST_BYTES) {
      return Optional.empty();
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return content(name, in.readNBytes((int) length));
    } catch (FileNotFoundException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  /** Returns the length of a file; 0 if it is not there, or is a link or a pipe. */
  private static long length(Path file) {
    try {
      BasicFileAttributes found = attributes(file);
      return found.isRegularFile() ? found.size() : 0;
    } catch (IOException absent) {
      return 0;
    }
  }

  /** Returns whether the directories down to {@code file} are there, none of them a link. */
  private boolean isReachable(Path file) {
    for (Path level = file.getParent();
        level != null && !level.equals(directory.path());
        level = level.getParent()) {
      if (!isDirectory(level)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDirectory(Path path) {
    try {
      return attributes(path).isDirectory();
    } catch (IOException absent) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
  }

  private Optional<byte[]> content(String name, byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length < HEADER_BYTES || bytes.getInt() != MAGIC) {
      return Optional.empty();
    }
    int length = bytes.getInt();
    if (length < 0 || length != file.length - HEADER_BYTES - seal.bytes()) {
      return Optional.empty();
    }
    ByteBuffer content = bytes.slice(HEADER_BYTES, length);
    ByteBuffer found = bytes.slice(HEADER_BYTES + length, seal.bytes());
    if (!seal.matches(found, header(name, length), content.duplicate())) {
      return Optional.empty();
    }
    byte[] copy = new byte[length];
    content.get(copy);
    return Optional.of(copy);
  }

  private static ByteBuffer header(String name, int length) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + text.length);
    return header.putInt(MAGIC).putInt(length).put(text).flip();
  }

  /** Replaces the file; all of it or nothing. */
  void write(String name, byte[] content) throws IOException {
    if (content.length > MOST_BYTES - HEADER_BYTES - seal.bytes()) {
      throw new IOException(
          name + " (" + content.length + " bytes) must have less than " + MOST_BYTES);
    }
    Path target = root.resolve(name);
    Path temporary = target.resolveSibling(UUID.randomUUID() + TEMPORARY);
    createParents(target);
    if (!isReachable(target)) {
      throw new IOException("a link is on the way, and is not followed: " + target);
    }
    try {
      directory.createFile(temporary);
      writeTo(temporary, name, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void writeTo(Path temporary, String name, byte[] content) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(content.length);
    try (OutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(header.array());
      out.write(content);
      out.write(seal.over(header(name, content.length), ByteBuffer.wrap(content)));
    }
  }

  private void createParents(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null || isDirectory(parent)) {
      return;
    }
    if (parent.equals(directory.path())) {
      directory.restore();
      return;
    }
    createParents(parent);
    try {
      directory.createDirectory(parent);
    } catch (FileAlreadyExistsException taken) {
      if (!isDirectory(parent)) {
        throw new IOException(
            "not a directory, or a link, which is not followed: " + parent, taken);
      }
    }
  }

  /** Returns the names in a directory, the one written last first. */
  List<String> list(String directoryName) throws IOException {
    record Named(String name, long modifiedMillis) {}
    List<Named> found = new ArrayList<>();
    Path parent = root.resolve(directoryName);
    String[] names = isDirectory(parent) && isReachable(parent) ? parent.toFile().list() : null;
    for (String name : names == null ? new String[0] : names) {
      if (!name.endsWith(TEMPORARY)) {
        File file = parent.resolve(name).toFile();
        found.add(new Named(name, file.lastModified()));
      }
    }
    found.sort((a, b) -> Long.compare(b.modifiedMillis(), a.modifiedMillis()));
    List<String> sorted = new ArrayList<>();
    for (Named each : found) {
      sorted.add(each.name());
    }
    return sorted;
  }

  /** Makes a file the one that was written last. */
  void touch(String name) throws IOException {
    Path path = root.resolve(name);
    File file = path.toFile();
    if (!isReachable(path) || length(path) == 0) {
      return;
    }
    if (!file.setLastModified(System.currentTimeMillis()) && file.exists()) {
      throw new IOException(file + " could not be touched");
    }
  }

  void remove(String name) throws IOException {
    Path file = root.resolve(name);
    if (isReachable(file)) {
      Files.deleteIfExists(file);
    }
  }

  /** Returns whether files can be written, as far as modes and mounts tell. */
  boolean writable() {
    return directory.writable();
  }
}
