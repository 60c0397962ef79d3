package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.atMost;
import static dev.locache.files.FilesFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Entry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.file.PathUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a write is all or nothing, whatever breaks. */
final class WriteTest {
  private final FilesFixture fixture;
  private final FailingFiles disk;
  private final RecordingFiles files;

  WriteTest(@TempDir Path temp) {
    fixture = new FilesFixture(temp);
    disk = new FailingFiles(fixture.disk());
    files = new RecordingFiles(disk);
  }

  @Test
  void aWriteIsATemporaryFileAndOneMove() throws IOException {
    FilesBackend backend = fixture.open(files);
    backend.write(fixture.entry(1), YEAR);
    files.taken();

    backend.write(fixture.entry(0x101), YEAR);

    assertThat(files.taken()).containsExactly("createFile", "write", "setUsed", "move");
  }

  @Test
  void aDurableWriteForcesTheFileAndThenEveryDirectoryThatLeadsToIt() throws IOException {
    FilesBackend backend = fixture.openDurable(files);
    backend.write(fixture.entry(1), YEAR);
    files.taken();

    backend.write(fixture.entry(0x101), YEAR);

    assertThat(files.taken())
        .containsExactly(
            "createFile",
            "write",
            "setUsed",
            "forceFile",
            "move",
            "forceDirectory",
            "forceDirectory",
            "forceDirectory",
            "forceDirectory",
            "forceDirectory",
            "forceDirectory");
  }

  @Test
  void aDurableWriteUnderAPendingInterruptIsWrittenAndTheInterruptStays() throws IOException {
    FilesBackend backend = fixture.openDurable(files);
    Thread.currentThread().interrupt();

    backend.write(fixture.entry(1), YEAR);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.read(key(1), YEAR)).isPresent();
  }

  /** The first write to a place, which creates directories; then one that replaces an entry. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whicheverCallFailsOnceNothingIsLeftBehind(boolean durable) throws IOException {
    int failures = 0;
    for (int n = 1; ; n++) {
      PathUtils.deleteDirectory(fixture.root);
      fixture.directory.restore();
      FilesBackend backend = durable ? fixture.openDurable(disk) : fixture.open(disk);
      disk.failCall(n, false);
      if (succeeds(() -> backend.write(fixture.entry(1), YEAR))) {
        break;
      }
      failures++;
      disk.recover();
      fixture.assertNoTemps();
      assertThat(backend.read(key(1), YEAR)).as("after %s failed", disk.failed()).isEmpty();
      backend.write(fixture.entry(1), YEAR);
      assertThat(backend.read(key(1), YEAR)).as("after %s failed", disk.failed()).isPresent();
    }
    assertThat(failures).isEqualTo(durable ? 24 : 17);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whicheverCallFailsTheEarlierEntryIsWholeOrGone(boolean forEver) throws IOException {
    FilesBackend backend = fixture.open(disk);
    Entry earlier = fixture.entry(1, "earlier");
    int failures = 0;
    for (int n = 1; ; n++) {
      backend.write(earlier, YEAR);
      disk.failCall(n, forEver);
      boolean succeeded = succeeds(() -> backend.write(fixture.entry(1, "later"), YEAR));
      disk.recover();
      if (succeeded) {
        break;
      }
      failures++;
      assertThat(backend.read(key(1), YEAR)).as("after %s failed", disk.failed()).contains(earlier);
      if (!forEver) {
        fixture.assertNoTemps();
      }
    }
    assertThat(failures).isEqualTo(4);
    assertThat(backend.read(key(1), YEAR)).contains(fixture.entry(1, "later"));
  }

  @Test
  void whatADurableWriteCannotPromiseIsNotThere() throws IOException {
    FilesBackend backend = fixture.openDurable(disk);
    backend.write(fixture.entry(1), YEAR);
    for (int n = 6; n <= 11; n++) {
      backend.write(fixture.entry(1), YEAR);
      disk.failCall(n, false);

      assertThatThrownBy(() -> backend.write(fixture.entry(1, "later"), YEAR))
          .hasMessage("broken disk: forceDirectory");
      assertThat(backend.read(key(1), YEAR)).isEmpty();
    }
  }

  @Test
  void aFailureToCleanUpIsToldWithTheFirst() throws IOException {
    FilesBackend backend = fixture.open(disk);
    backend.write(fixture.entry(1), YEAR);
    disk.failCall(2, true);

    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR))
        .isInstanceOf(IOException.class)
        .hasMessage("broken disk: write")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(second -> assertThat(second).hasMessage("broken disk: delete")));
  }

  @Test
  void aFailedWriteIsNotCountedAsAnEntry() throws IOException {
    FilesBackend backend = fixture.open(disk);
    backend.write(fixture.entry(1), atMost(2));
    backend.write(fixture.entry(2), atMost(2));
    disk.failCall(1, false);
    assertThat(succeeds(() -> backend.write(fixture.entry(3), atMost(2)))).isFalse();

    assertThat(backend.evict(QUOTE, atMost(2))).isZero();
    assertThat(FilesFixture.calls(backend)).containsExactly(1, 2);
  }

  @Test
  void whereAMoveIsNotOneStepNothingIsCopied() throws IOException {
    FilesBackend backend = fixture.open(files);
    backend.write(fixture.entry(1), YEAR);
    files.taken();
    disk.failCall(4, true);

    assertThat(succeeds(() -> backend.write(fixture.entry(0x101), YEAR))).isFalse();
    assertThat(files.taken()).containsExactly("createFile", "write", "setUsed", "move", "delete");
  }

  @Test
  void directoriesDeletedMeanwhileAreCreatedAgain() throws IOException {
    FilesBackend backend = fixture.open();
    for (String deleted :
        Set.of("", "files-v1", "files-v1/tmp", fixture.root.relativize(shard()).toString())) {
      backend.write(fixture.entry(1), YEAR);
      PathUtils.deleteDirectory(fixture.root.resolve(deleted));

      backend.write(fixture.entry(1), YEAR);
      assertThat(backend.read(key(1), YEAR)).as("%s deleted", deleted).isPresent();
      assertThat(FilesFixture.mode(fixture.root)).isEqualTo("rwx------");
    }
  }

  @Test
  void aRootDeletedBeforeTheFirstWriteIsCreatedAgain() throws IOException {
    FilesBackend backend = fixture.open();
    PathUtils.deleteDirectory(fixture.root);

    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.read(key(1), YEAR)).isPresent();
    assertThat(FilesFixture.mode(fixture.root)).isEqualTo("rwx------");
  }

  @Test
  void aDirectoryThatOthersMakeAndDeleteMeanwhileIsTriedAgain() throws IOException {
    AtomicInteger madeByOthers = new AtomicInteger(3);
    FileOps racing =
        new ForwardingFiles(fixture.disk()) {
          @Override
          void before(String call, @Nullable Path path) throws IOException {
            if (call.equals("createDirectory") && madeByOthers.getAndDecrement() > 0) {
              throw new FileAlreadyExistsException(String.valueOf(path)); // and gone since
            }
          }
        };
    FilesBackend backend = fixture.open(racing);

    backend.write(fixture.entry(1), YEAR);
    assertThat(backend.read(key(1), YEAR)).isPresent();
    assertThat(madeByOthers).hasNegativeValue();
  }

  @Test
  void directoriesThatVanishTimeAfterTimeAreGivenUp() throws IOException {
    FileOps vanishing =
        new ForwardingFiles(fixture.disk()) {
          @Override
          void before(String call, @Nullable Path path) throws IOException {
            if (call.equals("move")) {
              throw new NoSuchFileException(String.valueOf(path));
            }
          }
        };

    assertThatThrownBy(() -> fixture.open(vanishing).write(fixture.entry(1), YEAR))
        .isInstanceOf(NoSuchFileException.class);
    fixture.assertNoTemps();
  }

  @Test
  void aReaderInTheWayOnWindowsIsWaitedForAFewTimes() throws IOException {
    SharingDisk windows = new SharingDisk(fixture.disk(), 4);
    FilesBackend backend = fixture.open(windows);
    backend.write(fixture.entry(1), YEAR);
    assertThat(windows.pauses).isEqualTo(4);

    windows.busyMoves = 5;
    assertThatThrownBy(() -> backend.write(fixture.entry(2), YEAR))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(windows.pauses).isEqualTo(8);
    fixture.assertNoTemps();
  }

  @Test
  void missingRightsAreNotWaitedForElsewhere() {
    assertThat(fixture.disk().isSharingViolation(new AccessDeniedException("x"))).isFalse();
  }

  @Test
  void aRootOpenedToOthersMeanwhileIsNotRecreatedInto() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    PathUtils.deleteDirectory(fixture.root.resolve("files-v1"));
    Files.setPosixFilePermissions(fixture.root, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> backend.write(fixture.entry(1), YEAR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cache directory " + fixture.root + " may be written to by others");
  }

  private Path shard() {
    Path shard = fixture.file(1).getParent();
    assertThat(shard).isNotNull();
    return shard == null ? fixture.root : shard;
  }

  private static boolean succeeds(ThrowingCallable write) {
    try {
      write.call();
      return true;
    } catch (IOException thisTime) {
      return false;
    } catch (Throwable wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** A disk where readers keep a file from being replaced for some time, as on Windows. */
  private static final class SharingDisk extends ForwardingFiles {
    private int busyMoves;
    private int pauses;

    SharingDisk(FileOps real, int busyMoves) {
      super(real);
      this.busyMoves = busyMoves;
    }

    @Override
    void before(String call, @Nullable Path path) throws IOException {
      if (call.equals("move") && busyMoves > 0) {
        busyMoves--;
        throw new AccessDeniedException(String.valueOf(path));
      }
    }

    @Override
    public boolean isSharingViolation(IOException failure) {
      return failure instanceof AccessDeniedException;
    }

    @Override
    public void pause() {
      pauses++;
    }
  }
}
