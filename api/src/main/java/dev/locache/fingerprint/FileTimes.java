package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Digest128;
import dev.locache.spi.local.Ticks;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system tells of files without their being read: a changed file has another size, or
 * another time. Where there is one, the time of the last change of status is taken too (POSIX
 * {@code st_ctime}): unlike that of the last modification, no tool that packs or copies files sets
 * it back. Where there is none, a modification time that cannot be true counts as unsettled.
 */
final class FileTimes {
  private static final int MOST_FILES = 50_000;
  private static final int DEEPEST = 64;

  /** Build tools that want equal archives give files a constant time, long ago. */
  private static final long NO_REAL_TIME_BEFORE = TimeUnit.DAYS.toNanos(20 * 365);

  private final TokenSink sink = new TokenSink();
  private final long now;
  private int files;
  private boolean settled = true;
  private long lastChange = Long.MIN_VALUE;

  FileTimes(ProcessTimes times) {
    this.now = times.nowNanos();
  }

  /**
   * Adds a jar, a directory with all that is in it, or the fact that there is none.
   *
   * @throws IOException if it cannot be looked at, there is too much of it, or a link leads there:
   *     it may have led elsewhere when a loader went that way
   */
  void add(Path place) throws IOException {
    try {
      if (!place.toRealPath().equals(place)) {
        throw new IOException(place + " is reached through a link");
      }
    } catch (NoSuchFileException absent) {
      sink.mark('A').text(place.toString());
      return;
    }
    add(place, place.toString(), 0);
  }

  private void add(Path path, String name, int depth) throws IOException {
    if (++files > MOST_FILES || depth > DEEPEST) {
      throw new IOException(path + " has too many files to be looked at each time");
    }
    Map<String, Object> found;
    try {
      found = Files.readAttributes(path, FileKind.of(path).attributes);
    } catch (NoSuchFileException absent) {
      sink.mark('A').text(name);
      return;
    }
    if (Boolean.TRUE.equals(found.get("isDirectory"))) {
      addDirectory(path, name, depth);
    } else {
      addFile(found, name);
    }
  }

  private void addDirectory(Path directory, String name, int depth) throws IOException {
    List<Path> content = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        content.add(entry);
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    content.sort(null);
    sink.mark('D').text(name).number(content.size());
    for (Path each : content) {
      add(each, String.valueOf(each.getFileName()), depth + 1);
    }
  }

  private void addFile(Map<String, Object> found, String name) {
    sink.mark('F').text(name);
    long modified = nanos(found, "lastModifiedTime");
    sink.longNumber(number(found, "size")).longNumber(modified);
    if (found.containsKey("ctime")) {
      long changed = nanos(found, "ctime");
      sink.longNumber(changed).longNumber(number(found, "ino"));
      settle(changed);
    } else {
      settled &= modified > NO_REAL_TIME_BEFORE;
      settle(modified);
    }
  }

  private void settle(long time) {
    lastChange = Math.max(lastChange, time);
    settled &= Ticks.settled(time, now);
  }

  private static long nanos(Map<String, Object> found, String attribute) {
    return ((FileTime) value(found, attribute)).to(TimeUnit.NANOSECONDS);
  }

  private static long number(Map<String, Object> found, String attribute) {
    return (Long) value(found, attribute);
  }

  private static Object value(Map<String, Object> found, String attribute) {
    return requireNonNull(found.get(attribute), attribute);
  }

  /** Returns the digest of all that was added. */
  Digest128 digest() {
    return sink.digest();
  }

  /** Returns whether the times of all files would change with them. */
  boolean isSettled() {
    return settled;
  }

  /** Returns when a file was changed last, in nanoseconds since the epoch. */
  long lastChange() {
    return lastChange;
  }

  /** What a file system can be asked for. */
  private enum FileKind {
    POSIX("unix:isDirectory,size,lastModifiedTime,ctime,ino"),
    OTHER("isDirectory,size,lastModifiedTime");

    private final String attributes;

    FileKind(String attributes) {
      this.attributes = attributes;
    }

    static FileKind of(Path path) {
      return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? POSIX : OTHER;
    }
  }
}
