package dev.locache.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.locache.seal.Seal;
import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written comes back; anything else is not there. */
final class SideFilesTest {
  private static final String NAME = "kind/name";
  private static final byte[] CONTENT = "what was found out".getBytes(UTF_8);

  private final Path temp;

  SideFilesTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Path root() {
    return temp.resolve("cache");
  }

  private Path file(String name) {
    return root().resolve("history-v1").resolve(name);
  }

  private SideFiles files(Seal seal) {
    return new SideFiles(CacheDirectory.open(root(), true), seal);
  }

  private static Seal seal(boolean signed) {
    return signed ? signature(1) : Seal.with(List.of());
  }

  private static Seal signature(int key) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) key);
    return Seal.with(List.of(bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasWrittenLastComesBack(boolean signed) throws IOException {
    SideFiles files = files(seal(signed));
    assertThat(files.read(NAME)).isEmpty();

    files.write(NAME, new byte[0]);
    assertThat(files.read(NAME)).contains(new byte[0]);
    files.write(NAME, CONTENT);
    assertThat(files(seal(signed)).read(NAME)).contains(CONTENT);
    files.remove(NAME);
    files.remove(NAME);
    assertThat(files.read(NAME)).isEmpty();
  }

  @Test
  void bytesAreAsTheFormatHasThem() throws IOException {
    files(seal(false)).write("a", new byte[] {1, 2});

    assertThat(Files.readAllBytes(file("a")))
        .startsWith('L', 'C', 'H', '1', 0, 0, 0, 2, 1, 2)
        .hasSize(14); // a CRC32C of 4 bytes follows
    files(seal(true)).write("a", new byte[] {1, 2});
    assertThat(file("a")).hasSize(42);
  }

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    files(seal(false)).write("kind/name", CONTENT);

    assertThat(mode(root().resolve("history-v1"))).isEqualTo("rwx------");
    assertThat(mode(file("kind"))).isEqualTo("rwx------");
    assertThat(mode(file("kind/name"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flippedBitAnywhereIsNotThere(boolean signed) throws IOException {
    SideFiles files = files(seal(signed));
    files.write(NAME, CONTENT);
    byte[] whole = Files.readAllBytes(file(NAME));
    for (int i = 0; i < 8 * whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      Files.write(file(NAME), damaged);
      assertThat(files.read(NAME)).as("bit %s", i).isEmpty();
    }
    Files.write(file(NAME), whole);
    assertThat(files.read(NAME)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncatedOrLengthenedFileIsNotThere(boolean signed) throws IOException {
    SideFiles files = files(seal(signed));
    files.write(NAME, CONTENT);
    byte[] whole = Files.readAllBytes(file(NAME));
    for (int length = 0; length <= 2 * whole.length; length++) {
      Files.write(file(NAME), Arrays.copyOf(whole, length));
      assertThat(files.read(NAME).isPresent()).as("%s", length).isEqualTo(length == whole.length);
    }
  }

  @Test
  void hugeDeclaredLengthIsNotThere() throws IOException {
    SideFiles files = files(seal(false));
    files.write(NAME, CONTENT);
    for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -12, 1 << 30}) {
      byte[] bytes = Files.readAllBytes(file(NAME));
      ByteBuffer.wrap(bytes).putInt(4, length);
      Files.write(file(NAME), bytes);
      assertThat(files.read(NAME)).as("%s", length).isEmpty();
    }
  }

  @Test
  void fileLargerThanAnyThatIsWrittenIsNotThere() throws IOException {
    SideFiles files = files(seal(false));
    files.write(NAME, CONTENT);
    try (RandomAccessFile sparse = new RandomAccessFile(file(NAME).toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    assertThat(files.read(NAME)).isEmpty();
  }

  @Test
  void fileUnderTheNameOfAnotherIsNotThere() throws IOException {
    SideFiles files = files(seal(false));
    files.write("kind/a", CONTENT);

    Files.move(file("kind/a"), file("kind/b"));

    assertThat(files.read("kind/b")).isEmpty();
  }

  @Test
  void unsignedAndForeignFilesAreNotThereForWhoSigns() throws IOException {
    files(seal(false)).write(NAME, CONTENT);
    assertThat(files(signature(1)).read(NAME)).isEmpty();

    files(signature(2)).write(NAME, CONTENT);
    assertThat(files(signature(1)).read(NAME)).isEmpty();
    assertThat(files(seal(false)).read(NAME)).isEmpty();
    assertThat(files(signature(2)).read(NAME)).contains(CONTENT);
  }

  @Test
  void directoryInPlaceOfAFileIsNotThere() throws IOException {
    SideFiles files = files(seal(false));
    Files.createDirectories(file(NAME));

    assertThat(files.read(NAME)).isEmpty();
    assertThat(files.list(NAME)).isEmpty();
    assertThat(files.list("none")).isEmpty();
  }

  @Test
  void latestIsListedFirstWithoutWhatIsHalfWritten() throws IOException {
    SideFiles files = files(seal(false));
    for (String each : List.of("a", "b", "c")) {
      files.write("kind/" + each, CONTENT);
    }
    Files.write(file("kind/half.tmp"), new byte[] {1});
    setTime("kind/a", 2000);
    setTime("kind/b", 3000);
    setTime("kind/c", 1000);
    assertThat(files.list("kind")).containsExactly("b", "a", "c");

    files.touch("kind/c");
    assertThat(files.list("kind")).containsExactly("c", "b", "a");
    files.touch("kind/none");
  }

  private void setTime(String name, long millis) throws IOException {
    Files.setLastModifiedTime(file(name), FileTime.fromMillis(millis));
  }

  @Test
  void failedWriteLeavesTheEarlierFileAndNothingElse() throws IOException {
    SideFiles files = files(seal(false));
    files.write(NAME, CONTENT);

    assertThatThrownBy(() -> files.write(NAME, new byte[16 << 20]))
        .isInstanceOf(IOException.class)
        .hasMessage("kind/name (16777216 bytes) must have less than 16777216");
    assertThat(files.read(NAME)).contains(CONTENT);

    Path blocked = file("kind/blocked");
    Files.createDirectories(blocked.resolve("full"));
    assertThatThrownBy(() -> files.write("kind/blocked", CONTENT)).isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.list(file("kind"))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("name", "blocked");
    }
  }

  @Test
  void deletedDirectoryIsMadeAgain() throws IOException {
    SideFiles files = files(seal(false));
    assertThat(files.read(NAME)).isEmpty();
    Files.delete(root());

    files.write(NAME, CONTENT);

    assertThat(files.read(NAME)).contains(CONTENT);
  }

  @Test
  void directoryThatTwoMakeAtOnceTakesTheFilesOfBoth() throws Exception {
    SideFiles here = files(seal(false));
    SideFiles there = files(seal(false));
    for (int round = 0; round < 100; round++) {
      String directory = "kind" + round;
      CyclicBarrier start = new CyclicBarrier(2);
      FutureTask<Void> other =
          new FutureTask<>(
              () -> {
                start.await();
                there.write(directory + "/there", CONTENT);
                return null;
              });
      new Thread(other).start();
      start.await();
      here.write(directory + "/here", CONTENT);
      other.get();

      assertThat(here.list(directory)).containsExactlyInAnyOrder("here", "there");
    }
  }

  @Test
  void interruptNeitherFailsNorGetsLost() throws IOException {
    SideFiles files = files(seal(false));

    Thread.currentThread().interrupt();
    files.write(NAME, CONTENT);
    Optional<byte[]> read = files.read(NAME);
    List<String> listed = files.list("kind");
    boolean interrupted = Thread.interrupted();

    assertThat(interrupted).isTrue();
    assertThat(read).contains(CONTENT);
    assertThat(listed).containsExactly("name");
  }

  @Test
  void nothingIsWrittenWhereNothingMayBe() throws IOException {
    Files.createDirectory(
        root(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
    assumeFalse(Files.isWritable(root()), "this user may write everywhere");
    List<String> failures = new ArrayList<>();
    History history =
        History.in(
            CacheDirectory.open(root(), false),
            seal(false),
            (what, cause) -> failures.add(what + cause));

    history.write("name", CONTENT);
    history.close();

    assertThat(history.keepsCalls()).isFalse();
    assertThat(history.read("name")).isEmpty();
    assertThat(failures).isEmpty();
    assertThat(root()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kind", "kind/name"})
  void nothingIsReadWrittenOrRemovedThroughALink(String level) throws IOException {
    SideFiles files = files(seal(false));
    files.write(NAME, CONTENT);
    Path linked = level.isEmpty() ? root().resolve("history-v1") : file(level);
    Path target = temp.resolve("outside");
    Files.move(linked, target);
    Files.createSymbolicLink(linked, target);
    Path moved = level.isEmpty() ? target.resolve(NAME) : target.resolve("name");
    Path victim = Files.isDirectory(target) ? moved : target;
    byte[] before = Files.readAllBytes(victim);
    Files.setLastModifiedTime(victim, FileTime.fromMillis(0));

    assertThat(files.read(NAME)).isEmpty();
    files.touch(NAME);
    if (level.equals("kind/name")) {
      files.write(NAME, new byte[1]);
      assertThat(files.read(NAME)).contains(new byte[1]);
    } else {
      assertThat(files.list("kind")).isEmpty();
      assertThatThrownBy(() -> files.write(NAME, new byte[1])).isInstanceOf(IOException.class);
    }
    files.remove(NAME);

    assertThat(victim).hasBinaryContent(before);
    assertThat(Files.getLastModifiedTime(victim)).isEqualTo(FileTime.fromMillis(0));
    try (Stream<Path> all = Files.walk(target)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(victim);
    }
  }

  @Test
  void aPipeIsNotThereAndDoesNotBlock() throws Exception {
    SideFiles files = files(seal(false));
    files.write(NAME, CONTENT);
    Files.delete(file(NAME));
    assertThat(new ProcessBuilder("mkfifo", file(NAME).toString()).start().waitFor()).isZero();

    assertThat(files.read(NAME)).isEmpty();
  }
}
