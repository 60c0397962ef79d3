package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keys, entries and backends in one directory, by one clock. */
final class FilesFixture {
  static final MethodId QUOTE = MethodId.of("com.example.RateService", "quote", List.of("int"));
  static final Limits YEAR = new Limits(Limits.UNLIMITED, Duration.ofDays(365));

  final Path root;
  final SettableClock clock = new SettableClock();
  final CacheDirectory directory;

  FilesFixture(Path temp) {
    root = temp.resolve("cache");
    directory = CacheDirectory.open(root, false);
  }

  FilesBackend open() {
    return open(disk());
  }

  FilesBackend open(FileOps files) {
    return new FilesBackend(directory, files, clock, false);
  }

  FilesBackend openDurable(FileOps files) {
    return new FilesBackend(directory, files, clock, true);
  }

  FileOps disk() {
    return new DiskFiles(directory);
  }

  static Limits atMost(long entries) {
    return new Limits(entries, Duration.ofDays(365));
  }

  /** Returns the key of a call: the digests are such that calls are spread over directories. */
  static CacheKey key(int call) {
    return new CacheKey(
        QUOTE, new Digest128(0x1111111111111111L, 0x2222222222222222L), new Digest128(7, call));
  }

  Entry entry(int call) {
    return entry(call, "value of " + call);
  }

  Entry entry(int call, String value) {
    return new Entry(
        key(call),
        "java",
        clock.millis(),
        1_000_000,
        ByteBuffer.wrap(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        ByteBuffer.allocate(4));
  }

  Path file(int call) {
    try (FilesBackend backend = open()) {
      return Path.of(backend.place(key(call)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Integer> calls(FilesBackend backend) throws IOException {
    List<StoredEntry> listed = new ArrayList<>();
    backend.list(QUOTE, listed::add);
    return listed.stream().map(stored -> (int) stored.key().arguments().low()).sorted().toList();
  }

  static void setUsed(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  static Instant used(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns all that is below the root, relative to it. */
  List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root)).map(root::relativize).sorted().toList();
    }
  }

  void assertNoTemps() throws IOException {
    Path temps = root.resolve("files-v1/tmp");
    if (Files.exists(temps)) {
      assertThat(temps).isEmptyDirectory();
    }
  }
}
