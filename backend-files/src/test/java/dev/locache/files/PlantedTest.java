package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.atMost;
import static dev.locache.files.FilesFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links, pipes and directories where a file or a directory should be. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlantedTest {
  /** How far above an entry's file a directory is. */
  private static final int SHARD = 1;

  private static final int METHOD = 2;
  private static final int INTERFACE = 3;
  private static final int TOP = 4;

  private final FilesFixture fixture;
  private final Path outside;

  PlantedTest(@TempDir Path temp) throws IOException {
    fixture = new FilesFixture(temp);
    outside = Files.createDirectory(temp.resolve("outside"));
  }

  @ParameterizedTest
  @ValueSource(ints = {SHARD, METHOD, INTERFACE, TOP})
  void nothingIsReadWrittenOrDeletedThroughALinkedDirectory(int level) throws IOException {
    fixture.open().write(fixture.entry(1), YEAR);
    Path linked = above(fixture.file(1), level);
    Path target = outside.resolve("target");
    Files.move(linked, target);
    Files.createSymbolicLink(linked, target);
    long before = filesIn(target);
    FilesBackend backend = fixture.open();
    String message = "not a directory, or a link, which is not followed: " + linked;

    assertThatThrownBy(() -> backend.read(key(1), YEAR)).hasMessage(message);
    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR)).hasMessage(message);
    assertThatThrownBy(() -> backend.remove(key(1))).hasMessage(message);
    if (level == SHARD) {
      assertThat(FilesFixture.calls(backend)).isEmpty();
      assertThat(backend.evict(QUOTE, atMost(0))).isZero();
      backend.clear(QUOTE);
    } else {
      assertThatThrownBy(() -> FilesFixture.calls(backend)).hasMessage(message);
      assertThatThrownBy(() -> backend.evict(QUOTE, atMost(0))).hasMessage(message);
      assertThatThrownBy(() -> backend.clear(QUOTE)).hasMessage(message);
    }
    assertThat(filesIn(target)).isEqualTo(before);
  }

  @Test
  void nothingIsMadeBehindALinkThatReplacedTheRoot() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    PathUtils.deleteDirectory(fixture.root);
    Files.createSymbolicLink(fixture.root, outside);
    String message = "not a directory, or a link, which is not followed: " + fixture.root;

    assertThatThrownBy(() -> backend.write(fixture.entry(2), YEAR)).hasMessage(message);
    assertThatThrownBy(() -> backend.read(key(2), YEAR)).hasMessage(message);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void whereOthersMayWriteEveryUseLooksForLinks() throws IOException {
    Files.setPosixFilePermissions(fixture.root, PosixFilePermissions.fromString("rwxrwx---"));
    CacheDirectory shared = CacheDirectory.open(fixture.root, true);
    FilesBackend backend = new FilesBackend(shared, new DiskFiles(shared), fixture.clock, false);
    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.read(key(1), YEAR)).isPresent();
    Path shard = above(fixture.file(1), SHARD);
    Files.move(shard, outside.resolve("target"));
    Files.createSymbolicLink(shard, outside.resolve("target"));

    String message = "not a directory, or a link, which is not followed: " + shard;
    assertThatThrownBy(() -> backend.read(key(1), YEAR)).hasMessage(message);
    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR)).hasMessage(message);
  }

  @Test
  void aLinkedDirectoryForTemporaryFilesIsNotWrittenTo() throws IOException {
    Path temps = fixture.root.resolve("files-v1/tmp");
    Files.createDirectory(fixture.root.resolve("files-v1"));
    Files.createSymbolicLink(temps, outside);
    Path old = Files.createFile(outside.resolve("0".repeat(32) + ".tmp"));
    FilesFixture.setUsed(old, Instant.EPOCH);
    FilesBackend backend = fixture.open();

    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR))
        .hasMessage("not a directory, or a link, which is not followed: " + temps);
    assertThatThrownBy(() -> backend.evict(QUOTE, YEAR))
        .hasMessage("not a directory, or a link, which is not followed: " + temps);
    assertThat(outside).isDirectoryContaining(old::equals);
    assertThat(filesIn(outside)).isEqualTo(1);
  }

  @Test
  void aLinkInPlaceOfAnEntryIsDamageAndReplacedByTheNextWrite() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    Path file = fixture.file(1);
    Path target = outside.resolve("secret");
    Files.move(file, target);
    byte[] secret = Files.readAllBytes(target);
    Files.createSymbolicLink(file, target);

    assertDamaged(backend, file);
    backend.write(fixture.entry(1, "new"), YEAR);

    assertThat(backend.read(key(1), YEAR)).contains(fixture.entry(1, "new"));
    assertThat(target).hasBinaryContent(secret);
  }

  @Test
  void aLinkInPlaceOfAnEntryIsNeitherListedNorEvicted() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    Path target = outside.resolve("secret");
    Files.move(fixture.file(1), target);
    Files.createSymbolicLink(fixture.file(1), target);

    assertThat(FilesFixture.calls(backend)).isEmpty();
    assertThat(backend.evict(QUOTE, atMost(0))).isZero();
    assertThat(target).exists();
  }

  @Test
  void theTimeOfWhatALinkLeadsToIsNotChanged() throws IOException {
    Path target = Files.createFile(outside.resolve("target"));
    FilesFixture.setUsed(target, Instant.EPOCH);
    Path link = Files.createSymbolicLink(fixture.root.resolve("link"), target);

    fixture.disk().setUsed(link, 1_000_000);

    assertThat(FilesFixture.used(target)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aPipeInPlaceOfAnEntryIsDamageAndDoesNotBlock() throws Exception {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    Path file = fixture.file(1);
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertDamaged(backend, file);
    assertThat(FilesFixture.calls(backend)).isEmpty();
    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.read(key(1), YEAR)).isPresent();
  }

  @Test
  void aDirectoryInPlaceOfAnEntryIsDamageAndStays() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    Path file = fixture.file(1);
    Files.delete(file);
    Files.createDirectories(file.resolve("inside"));

    assertDamaged(backend, file);
    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR)).isInstanceOf(IOException.class);
    fixture.assertNoTemps();
    assertThat(file.resolve("inside")).isDirectory();
    assertThat(backend.evict(QUOTE, atMost(0))).isZero();
  }

  @Test
  void aFileInPlaceOfADirectoryStays() throws IOException {
    Path top = Files.createFile(fixture.root.resolve("files-v1"));
    FilesBackend backend = fixture.open();
    String message = "not a directory, or a link, which is not followed: " + top;

    assertThatThrownBy(() -> backend.read(key(1), YEAR)).hasMessage(message);
    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR)).hasMessage(message);
    assertThat(top).isEmptyFile();
  }

  private static Path above(Path file, int levels) {
    Path level = file;
    for (int i = 0; i < levels; i++) {
      level = level.resolve("..");
    }
    return level.normalize();
  }

  private static void assertDamaged(FilesBackend backend, Path file) {
    assertThatThrownBy(() -> backend.read(key(1), YEAR))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry is not a regular file: " + file);
  }

  private static long filesIn(Path directory) throws IOException {
    assertThat(PathUtils.isDirectory(directory)).isTrue();
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
