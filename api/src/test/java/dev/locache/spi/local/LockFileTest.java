package dev.locache.spi.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.CacheKey;
import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LockFileTest {
  private static final CacheKey KEY = LockingProcess.key(1);

  private final Path temp;

  LockFileTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void aKeyHasOneHolderUntilItIsGivenBack() throws IOException {
    try (LockFile locks = locks()) {
      KeyLock held = locks.tryLock(KEY).orElseThrow();

      assertThat(locks.tryLock(KEY)).isEmpty();
      held.close();
      assertThat(locks.tryLock(KEY)).isPresent();
    }
  }

  @Test
  void keysAreLockedApart() throws IOException {
    try (LockFile locks = locks()) {
      assertThat(locks.tryLock(KEY)).isPresent();
      assertThat(locks.tryLock(LockingProcess.key(2))).isPresent();
    }
  }

  @Test
  void givingBackTwiceDoesNotTakeTheLockOfTheNext() throws IOException {
    try (LockFile locks = locks()) {
      KeyLock first = locks.tryLock(KEY).orElseThrow();
      first.close();
      Optional<KeyLock> second = locks.tryLock(KEY);

      first.close();

      assertThat(second).isPresent();
      assertThat(locks.tryLock(KEY)).isEmpty();
    }
  }

  @Test
  void anyThreadMayGiveBack() throws Exception {
    try (LockFile locks = locks()) {
      KeyLock held = locks.tryLock(KEY).orElseThrow();
      Thread other = new Thread(held::close);
      other.start();
      other.join();

      assertThat(locks.tryLock(KEY)).isPresent();
    }
  }

  @Test
  void aPendingInterruptIsKeptAndBreaksNothing() throws IOException {
    try (LockFile locks = locks()) {
      assertThat(locks.tryLock(LockingProcess.key(2))).isPresent();
      Thread.currentThread().interrupt();

      KeyLock held = locks.tryLock(KEY).orElseThrow();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      held.close();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(locks.tryLock(LockingProcess.key(2))).isEmpty();
      assertThat(locks.tryLock(KEY)).isPresent();
      assertThat(locks.tryLock(KEY)).isEmpty();
    }
  }

  @Test
  void aSecondUserOfTheFileDoesNotDropTheLocksOfTheFirstWhenItCloses() throws Exception {
    try (LockFile first = locks()) {
      KeyLock held = first.tryLock(KEY).orElseThrow();
      try (LockFile second = locks()) {
        assertThat(second.tryLock(KEY)).isEmpty();
      }

      assertThat(LockingProcess.tryIn(temp)).isEqualTo("busy");
      held.close();
      assertThat(LockingProcess.tryIn(temp)).isEqualTo("granted");
    }
  }

  @Test
  void closingFreesWhatIsStillHeldAndNothingOfOthers() throws IOException {
    try (LockFile other = locks()) {
      assertThat(other.tryLock(LockingProcess.key(2))).isPresent();
      LockFile locks = locks();
      KeyLock forgotten = locks.tryLock(KEY).orElseThrow();

      locks.close();

      assertThat(other.tryLock(KEY)).isPresent();
      forgotten.close();
      assertThat(other.tryLock(KEY)).isEmpty();
      assertThat(other.tryLock(LockingProcess.key(2))).isEmpty();
    }
  }

  @Test
  void aKilledHolderFreesItsLock() throws Exception {
    Process holder = LockingProcess.start("hold", temp);
    try (LockFile locks = locks()) {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      assertThat(locks.tryLock(KEY)).isEmpty();

      holder.destroyForcibly().waitFor();

      assertThat(locks.tryLock(KEY)).isPresent();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void processesNeverHoldOneKeyAtOnce() throws Exception {
    List<Process> rivals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rivals.add(LockingProcess.start("race", temp));
    }

    for (Process rival : rivals) {
      assertThat(rival.inputReader().readLine()).isEqualTo("ready");
    }
    for (Process rival : rivals) {
      rival.outputWriter().append('\n').flush();
    }
    for (Process rival : rivals) {
      assertThat(rival.inputReader().readLine()).isEqualTo("never two");
    }
  }

  @Test
  void theFileIsCreatedForItsOwnerAloneAndStaysEmpty() throws IOException {
    try (LockFile locks = locks()) {
      Path file = temp.resolve("lock");
      assertThat(file).doesNotExist();

      assertThat(locks.tryLock(KEY)).isPresent();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(file).isEmptyFile();
    }
  }

  @Test
  void whereNothingCanBeLockedEveryLockIsGranted() throws IOException {
    Path missing = temp.resolve("missing/lock");
    try (LockFile locks = LockFile.of(CacheDirectory.open(temp, false), missing)) {
      KeyLock first = locks.tryLock(KEY).orElseThrow();
      assertThat(locks.tryLock(KEY)).isPresent();
      first.close();
      first.close();
    }
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
    Path target = temp.resolve("target");
    Files.createSymbolicLink(temp.resolve("lock"), target);
    try (LockFile locks = locks()) {
      assertThat(locks.tryLock(KEY)).isPresent();
      assertThat(locks.tryLock(KEY)).as("granted, as nothing can be locked").isPresent();
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void afterCloseNothingIsLocked() throws IOException {
    LockFile locks = locks();
    locks.close();
    locks.close();

    assertThatThrownBy(() -> locks.tryLock(KEY))
        .isInstanceOf(IOException.class)
        .hasMessage("lock file " + temp.resolve("lock") + " is closed");
  }

  @Test
  void offsetsLeaveRoomForTheByteTheyName() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(LockFile.offset(LockingProcess.key(i))).isBetween(0L, (1L << 62) - 1);
    }
    assertThat(LockFile.offset(KEY)).isEqualTo(LockFile.offset(LockingProcess.key(1)));
  }

  private LockFile locks() {
    return LockingProcess.locks(temp);
  }
}
