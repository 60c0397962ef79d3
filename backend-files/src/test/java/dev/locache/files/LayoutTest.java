package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.atMost;
import static dev.locache.files.FilesFixture.key;
import static dev.locache.files.FilesFixture.mode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where entries rest, in what form, and what is left alone there. */
final class LayoutTest {
  private static final String METHOD =
      "files-v1/com.example.RateService-4595fa1a931aa6bb/quote-4d2e0d949769c775";
  private static final String CODE = "11111111111111112222222222222222";

  private final FilesFixture fixture;
  private final FilesBackend backend;

  LayoutTest(@TempDir Path temp) {
    fixture = new FilesFixture(temp);
    backend = fixture.open();
  }

  @AfterEach
  void close() throws IOException {
    backend.close();
  }

  @Test
  void anEntryRestsUnderItsInterfaceItsMethodAndItsDigests() throws IOException {
    backend.write(fixture.entry(0xab), YEAR);

    Path file =
        fixture.root.resolve(METHOD + "/ab/" + CODE + "000000000000000700000000000000.entry");
    assertThat(backend.place(key(0xab))).isEqualTo(file.toString());
    assertThat(fixture.everything()).contains(fixture.root.relativize(file)).hasSize(6);
  }

  @Test
  void itsFileHasTheBytesOfTheEntryFormat() throws IOException {
    Entry entry = fixture.entry(1);
    backend.write(entry, YEAR);

    byte[] bytes = Files.readAllBytes(fixture.file(1));
    assertThat(ByteBuffer.wrap(bytes)).isEqualTo(EntryFormat.encode(entry));
  }

  @Test
  void everythingIsForTheOwnerAlone() throws IOException {
    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.tryLock(key(1))).isPresent();

    assertOwnerOnly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void everythingIsForTheOwnerAloneWhateverTheUmask(String umask) throws Exception {
    Process writer = OtherProcess.of("write", fixture.root).umask(umask).start();

    assertThat(OtherProcess.output(writer)).containsExactly("written");
    assertThat(fixture.file(1)).exists();
    assertOwnerOnly();
  }

  @Test
  void overloadedMethodsHaveDirectoriesOfTheirOwn() throws IOException {
    MethodId other = MethodId.of("com.example.RateService", "quote", List.of("long"));
    CacheKey sameDigests = new CacheKey(other, key(1).code(), key(1).arguments());
    backend.write(fixture.entry(1), YEAR);

    assertThat(backend.read(sameDigests, YEAR)).isEmpty();
    backend.clear(other);
    assertThat(backend.read(key(1), YEAR)).isPresent();
  }

  @Test
  void foreignFilesAreNeitherListedNorDeleted() throws IOException {
    backend.write(fixture.entry(1), YEAR);
    Path method = fixture.root.resolve(METHOD);
    List<Path> foreign =
        List.of(
            method.resolve("README"),
            method.resolve("zz"),
            Files.createDirectory(method.resolve("notes")).resolve("a".repeat(62) + ".entry"),
            method.resolve("01/notes.entry"),
            method.resolve("01/" + "a".repeat(62) + ".entry.bak"),
            method.resolve("01/" + "A".repeat(62) + ".entry"),
            fixture.root.resolve("files-v1/tmp/mine"),
            fixture.root.resolve("files-v1/elsewhere"));
    for (Path file : foreign) {
      Files.writeString(file, "mine");
      FilesFixture.setUsed(file, fixture.clock.instant().minus(Duration.ofDays(5_000)));
    }
    Path directory = Files.createDirectories(method.resolve("01/" + "b".repeat(62) + ".entry/x"));

    assertThat(FilesFixture.calls(backend)).containsExactly(1);
    fixture.clock.step(Duration.ofDays(400));
    assertThat(backend.evict(QUOTE, YEAR)).isEqualTo(1);
    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.evict(QUOTE, atMost(0))).isEqualTo(1);
    backend.clear(QUOTE);

    assertThat(foreign).allSatisfy(file -> assertThat(file).hasContent("mine"));
    assertThat(directory).isDirectory();
  }

  @Test
  void clearLeavesNoDirectoriesBehind() throws IOException {
    for (int call = 0; call < 5; call++) {
      backend.write(fixture.entry(call), YEAR);
    }

    backend.clear(QUOTE);

    assertThat(fixture.everything()).containsExactly(Path.of("files-v1"), Path.of("files-v1/tmp"));
    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.read(key(1), YEAR)).isPresent();
  }

  private void assertOwnerOnly() throws IOException {
    assertThat(mode(fixture.root)).isEqualTo("rwx------");
    for (Path path : fixture.everything()) {
      Path absolute = fixture.root.resolve(path);
      assertThat(mode(absolute))
          .as("%s", path)
          .isEqualTo(Files.isDirectory(absolute) ? "rwx------" : "rw-------");
    }
  }
}
