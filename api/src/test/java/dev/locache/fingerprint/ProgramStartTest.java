package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code on the class path that was written after the start may not be what runs. */
final class ProgramStartTest {
  private static final Instant START = Instant.parse("2020-05-01T12:00:00Z");

  private final Path directory;
  private final Path classFile;
  private final Path jar;

  ProgramStartTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    classFile = Files.createDirectory(directory.resolve("a")).resolve("Rates.class");
    Files.write(classFile, new byte[] {1});
    jar = directory.resolve("lib.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("b/Lib.class"));
    }
  }

  private void written(Instant time) throws IOException {
    Files.setLastModifiedTime(classFile, FileTime.from(time));
    Files.setLastModifiedTime(jar, FileTime.from(time));
  }

  private String inJar() {
    return "jar:" + jar.toUri() + "!/";
  }

  private void assertAccepted(ProgramStart program) {
    assertThatCode(
            () -> {
              program.requireOlder(directory.toUri().toString(), "a/Rates");
              program.requireOlder(inJar(), "b/Lib");
            })
        .doesNotThrowAnyException();
  }

  private ProgramStart program() {
    return new ProgramStart(START, Set.of(directory, jar));
  }

  @Test
  void codeWrittenBeforeTheStartIsAccepted() throws IOException {
    written(START.minusSeconds(1));
    assertAccepted(program());
    written(START.plusSeconds(2)); // the start may have been rounded down
    assertAccepted(program());
  }

  @Test
  void codeWrittenAfterTheStartIsRefused() throws IOException {
    written(START.plusSeconds(3));
    assertThatThrownBy(() -> program().requireOlder(directory.toUri().toString(), "a/Rates"))
        .hasMessage(
            classFile
                + " was written after this program started, so a.Rates may not be what runs; start"
                + " it again, or give codeVersion(\"...\")");
    assertThatThrownBy(() -> program().requireOlder(inJar(), "b/Lib"))
        .hasMessageStartingWith(jar + " was written after this program started");
  }

  @Test
  void codeOfOtherLoadersIsAccepted() throws IOException {
    written(START.plusSeconds(3));
    assertAccepted(new ProgramStart(START, Set.of()));
  }

  @Test
  void unknownTimesAreAccepted() throws IOException {
    written(Instant.now().plusSeconds(1_000));
    assertAccepted(program());
    written(START.plusSeconds(3));
    assertAccepted(new ProgramStart(null, Set.of(directory, jar)));
    Files.delete(classFile);
    Files.delete(jar);
    assertAccepted(program());
  }
}
