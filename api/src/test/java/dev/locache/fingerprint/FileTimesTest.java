package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a change of a file would show. */
final class FileTimesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private record Times(long nowNanos, long startNanos) implements ProcessTimes {}

  private final Path directory;

  FileTimesTest(@TempDir Path directory) throws IOException {
    this.directory = directory.toRealPath();
  }

  private static FileTimes times() {
    long now = TimeUnit.MILLISECONDS.toNanos(NOW.toEpochMilli());
    return new FileTimes(new Times(now, now));
  }

  /** In an archive, which tells when a file was modified, and not when its status changed. */
  private FileTimes ofFileModified(Instant time) throws IOException {
    Path archive = directory.resolve("archive.zip");
    Files.deleteIfExists(archive);
    try (FileSystem system = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = Files.write(system.getPath("/a"), new byte[1]);
      Files.setLastModifiedTime(file, FileTime.from(time));
      FileTimes times = times();
      times.add(file);
      return times;
    }
  }

  @Test
  void timeThatCannotBeTrueIsNotBelievedWhereThereIsNoOther() throws IOException {
    Instant before = Instant.parse("2025-01-01T00:00:00Z");

    assertThat(ofFileModified(before).isSettled()).isTrue();
    assertThat(ofFileModified(Instant.parse("1985-01-01T00:00:00Z")).isSettled()).isFalse();
    assertThat(ofFileModified(NOW).isSettled()).isFalse();
    assertThat(ofFileModified(before).digest())
        .isEqualTo(ofFileModified(before).digest())
        .isNotEqualTo(ofFileModified(before.minusSeconds(100)).digest());
  }

  @Test
  void deeperThanAnySourceLiesIsNotLookedAt() throws IOException {
    Path deep = directory;
    for (int i = 0; i < 64; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    times().add(directory);
    Path deeper = Files.createDirectory(deep.resolve("d"));

    assertThatThrownBy(() -> times().add(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(deeper + " has too many files to be looked at each time");
  }
}
