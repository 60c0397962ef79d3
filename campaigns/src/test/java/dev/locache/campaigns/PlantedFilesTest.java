package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.InMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C18, and C4 for whole caches: each file and directory of a cache in turn is a link that leads
 * elsewhere, a pipe, something of the other kind, or damaged. Calls go on, nothing else changes.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlantedFilesTest {
  private final Path temp;
  private final Path root;
  private final Path written;
  private final Path outside;

  PlantedFilesTest(@TempDir(factory = InMemory.class) Path temp) {
    this.temp = temp;
    root = temp.resolve("cache");
    written = temp.resolve("written");
    outside = temp.resolve("outside");
  }

  @BeforeEach
  void createOutside() throws IOException {
    Files.createDirectory(outside);
  }

  private CacheConfig.Builder config(String backend, boolean shared) {
    CacheConfig.Builder config = CacheConfig.builder().backend(backend).directory(root);
    return shared ? config.signingKey(new byte[32]) : config;
  }

  /** Writes a cache with entries of two methods and all that is kept beside them. */
  private List<Path> write(String backend, boolean shared) throws IOException {
    try (ResultCache cache = Locache.open(config(backend, shared).build())) {
      Answers answers = cache.wrap(Answers.class, new Answers.Spoken("stored"));
      for (int number = 0; number < 2; number++) {
        answers.text(number);
        answers.other(number);
      }
    }
    if (shared) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Trees.copy(root, written);
    return Trees.below(written);
  }

  /** Calls what is stored and what is not, has entries evicted and cleared. */
  private void use(String backend, boolean shared) {
    try (ResultCache cache = Locache.open(config(backend, shared).maximumEntries(3).build())) {
      Answers answers = cache.wrap(Answers.class, new Answers.Spoken("fresh"));
      for (int number = 0; number < 4; number++) {
        assertThat(answers.text(number)).matches("(stored|fresh) text " + number);
        assertThat(answers.other(number)).matches("(stored|fresh) other " + number);
      }
      if (reset(answers)) {
        assertThat(answers.text(1)).isEqualTo("fresh text 1");
      }
    }
  }

  /** Returns whether all could be deleted: a person who resets is told what could not. */
  private static boolean reset(Answers answers) {
    try {
      Locache.reset(answers);
      return true;
    } catch (UncheckedIOException told) {
      assertThat(told).hasMessageContaining("not");
      return false;
    }
  }

  private void restore() throws IOException {
    Trees.delete(root);
    Trees.copy(written, root);
  }

  /** As {@link #use}, unless the cache is refused, which is another way to go on safely. */
  private void useOrBeRefused(String backend, boolean shared, String what) {
    try {
      use(backend, shared);
    } catch (IllegalStateException refused) {
      assertThat(refused).as(what).hasMessageContaining(root.toString());
    } catch (RuntimeException | Error escaped) {
      throw new AssertionError("escaped: " + what, escaped);
    }
  }

  @ParameterizedTest
  @CsvSource({"files, false", "files, true", "protobuf, false", "protobuf, true"})
  void nothingBehindALinkIsTouched(String backend, boolean shared) throws IOException {
    Campaign campaign = Campaign.of("C18 links, " + backend + (shared ? ", shared directory" : ""));
    List<Path> paths = write(backend, shared);
    for (Path each : paths) {
      restore();
      Path target = outside.resolve("target");
      Files.move(root.resolve(each), target);
      Files.createSymbolicLink(root.resolve(each), target);
      var before = Trees.snapshot(outside);

      useOrBeRefused(backend, shared, "link at " + each);

      assertThat(Trees.snapshot(outside)).as("behind a link at " + each).isEqualTo(before);
      if (Files.isDirectory(target)) {
        Trees.delete(target);
      } else {
        Files.delete(target);
      }
    }
    campaign.result(paths.size() + " links, 0 bytes outside changed, 0 escapes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void pipesAndThingsOfTheOtherKindNeitherBlockNorFailACall(String backend) throws Exception {
    Campaign campaign = Campaign.of("C18 pipes and the other kind, " + backend);
    List<Path> paths = write(backend, false);
    int planted = 0;
    for (Path each : paths) {
      Path path = root.resolve(each);
      restore();
      boolean directory = Files.isDirectory(path);
      if (directory) {
        Trees.delete(path);
        Files.createFile(path);
      } else {
        Files.delete(path);
        Files.createDirectories(path.resolve("inside"));
      }
      useOrBeRefused(backend, false, "other kind at " + each);
      planted++;
      if (!directory) {
        restore();
        Files.delete(path);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        useOrBeRefused(backend, false, "pipe at " + each);
        planted++;
      }
    }
    campaign.result(planted + " planted, 0 blocked, 0 escapes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damageAnywhereGivesNoWrongValue(String backend) throws IOException {
    Campaign campaign = Campaign.of("C4 and C5, any file of a cache, " + backend);
    List<Path> paths = write(backend, false);
    Random random = campaign.random(0);
    int rounds = campaign.rounds(25, 2_000);
    for (int round = 0; round < rounds; round++) {
      restore();
      Path file = root.resolve(paths.get(random.nextInt(paths.size())));
      if (Files.isRegularFile(file) && Files.size(file) > 0) {
        damage(file, random);
      }
      use(backend, false);
    }
    campaign.result(rounds + " damages, 0 wrong, 0 escapes");
  }

  private static void damage(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(3)) {
      case 0 -> bytes[at] ^= (byte) (1 + random.nextInt(255));
      case 1 -> bytes = Arrays.copyOf(bytes, at);
      default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
    }
    Files.write(file, bytes);
  }

  /** Run with a mask that would leave nothing and one that would leave everything to others. */
  @ParameterizedTest
  @CsvSource({"files, 000", "files, 077", "protobuf, 000", "protobuf, 077"})
  void allIsForTheOwnerAloneWhateverTheMask(String backend, String mask) throws Exception {
    Path above = temp.resolve("above");
    Process program =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + mask + "; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoringProgram.class.getName(),
                backend,
                above.resolve("cache").toString())
            .inheritIO()
            .start();
    assertThat(program.waitFor()).isZero();

    assertThat(above.resolve("cache/history-v1")).isDirectory();
    assertThat(mode(above)).isEqualTo("rwx------");
    for (Path each : Trees.below(above)) {
      Path path = above.resolve(each);
      assertThat(mode(path))
          .as("%s", each)
          .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
