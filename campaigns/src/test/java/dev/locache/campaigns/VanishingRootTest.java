package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.Unprivileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root that is deleted, replaced or closed to writing while a program uses it. */
final class VanishingRootTest {
  private static final String TWENTY = "call 0 20 1000";
  private static final String ALL_HIT = "wrong 0 hits 20";
  private static final String ALL_MISS = "wrong 0 hits 0";

  private final Path temp;
  private final Path own;
  private final Path root;

  VanishingRootTest() throws IOException {
    temp = Files.createTempDirectory("locache-vanishing").toRealPath();
    own = temp.resolve("own");
    root = own.resolve("locache");
  }

  @BeforeEach
  void create() throws IOException {
    Files.createDirectory(own);
  }

  @AfterEach
  void delete() throws IOException {
    deleteAll(temp);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aDeletedRootIsMadeAgain(String backend) throws IOException {
    Campaign campaign = Campaign.of("C10 deleted root, " + backend);
    int rounds = campaign.rounds(3, 100);
    try (JavaProcess process = start(program(backend))) {
      for (int round = 0; round < rounds; round++) {
        assertThat(answer(process, TWENTY)).startsWith("wrong 0");
        assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
        deleteAll(root);
        assertThat(answer(process, TWENTY)).startsWith("wrong 0");
      }
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
          .isEqualTo("rwx------");
      end(process);
    }
    campaign.result(rounds + " deletions, 0 wrong, 0 escapes, stores resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aRootReplacedByAFileIsLeftAlone(String backend) throws IOException {
    Campaign campaign = Campaign.of("C10 file for root, " + backend);
    try (JavaProcess process = start(program(backend))) {
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_MISS);
      deleteAll(root);
      Files.writeString(root, "mine");
      for (int i = 0; i < 5; i++) {
        assertThat(answer(process, "call 20 40 1000")).isEqualTo(ALL_MISS);
      }
      assertThat(root).hasContent("mine");

      Files.delete(root);
      assertThat(answer(process, TWENTY)).startsWith("wrong 0");
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
      end(process);
    }
    campaign.result("160 calls, 0 wrong, 0 escapes, the file untouched, stores resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void nothingIsDoneBehindALinkThatReplacedTheRoot(String backend) throws IOException {
    Campaign campaign = Campaign.of("C10 link for root, " + backend);
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "mine");
    try (JavaProcess process = start(program(backend))) {
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_MISS);
      deleteAll(root);
      Files.createSymbolicLink(root, outside);
      for (int i = 0; i < 5; i++) {
        assertThat(answer(process, "call 20 40 1000")).isEqualTo(ALL_MISS);
      }
      assertThat(answer(process, "reset")).endsWith("reset");
      assertThat(everythingIn(outside)).containsExactly("precious");

      Files.delete(root);
      assertThat(answer(process, TWENTY)).startsWith("wrong 0");
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
      end(process);
    }
    assertThat(everythingIn(outside)).containsExactly("precious");
    assertThat(outside.resolve("precious")).hasContent("mine");
    campaign.result("160 calls, 0 wrong, 0 escapes, 0 paths outside, stores resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void aRootClosedToWritingStillServesHits(String backend) throws IOException {
    Campaign campaign = Campaign.of("C10 mode 0500, " + backend);
    try (JavaProcess process = start(unprivileged(backend))) {
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_MISS);
      close(true);
      for (int i = 0; i < 5; i++) {
        assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
      }
      assertThat(answer(process, "call 500 510 1000")).startsWith("wrong 0");
      end(process);
    }
    try (JavaProcess process = start(unprivileged(backend))) {
      assertThat(answer(process, TWENTY)).isEqualTo(ALL_HIT);
      assertThat(answer(process, "call 600 620 1000")).isEqualTo(ALL_MISS);
      assertThat(answer(process, "call 600 620 1000")).isEqualTo(ALL_MISS);
      close(false);
      assertThat(answer(process, "call 600 620 1000")).isEqualTo(ALL_MISS);
      assertThat(answer(process, "call 600 620 1000")).isEqualTo(ALL_HIT);
      end(process);
    }
    campaign.result("250 calls, 0 wrong, 0 escapes, every hit served, stores resume");
  }

  private JavaProcess.Builder program(String backend) {
    return JavaProcess.run(DiskProgram.class).arguments(backend, root.toString());
  }

  private JavaProcess.Builder unprivileged(String backend) throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Unprivileged.in(temp, own).run(program(backend));
  }

  private static JavaProcess start(JavaProcess.Builder builder) throws IOException {
    JavaProcess process = builder.start();
    assertThat(process.readLine()).isEqualTo("opened");
    return process;
  }

  private static String answer(JavaProcess process, String line) {
    process.send(line);
    return process.readLine();
  }

  private static void end(JavaProcess process) {
    process.endInput();
    assertThat(process.awaitSuccess()).containsExactly("closed dev.locache");
  }

  private void close(boolean closed) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path directory : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(
            directory, PosixFilePermissions.fromString(closed ? "r-x------" : "rwx------"));
      }
    }
  }

  private static List<String> everythingIn(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !path.equals(directory))
          .map(path -> directory.relativize(path).toString())
          .toList();
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
