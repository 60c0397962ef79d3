package dev.locache.files;

import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.atMost;
import static dev.locache.files.FilesFixture.key;
import static dev.locache.files.FilesFixture.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.files.FileOps.Content;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a hit does, and until when an entry is one. */
final class HitTest {
  private static final Limits DAY = new Limits(Limits.UNLIMITED, Duration.ofDays(1));

  private final FilesFixture fixture;
  private final RecordingFiles files;
  private final FilesBackend backend;

  HitTest(@TempDir Path temp) {
    fixture = new FilesFixture(temp);
    files = new RecordingFiles(fixture.disk());
    backend = fixture.open(files);
  }

  @Test
  void aHitReadsOneFileAndDoesNothingElse() throws IOException {
    write(1, YEAR);

    for (int i = 0; i < 3; i++) {
      assertThat(backend.read(key(1), YEAR)).isPresent();
      assertThat(files.taken()).containsExactly("read");
    }
  }

  @Test
  void aHitOfABoundedMethodReadsOneFileAndDoesNothingElse() throws IOException {
    write(1, atMost(10));

    assertThat(backend.read(key(1), atMost(10))).isPresent();
    assertThat(files.taken()).containsExactly("read");
  }

  @Test
  void theFirstHitLooksAtTheWayToTheFile() throws IOException {
    write(1, YEAR);
    FilesBackend later = fixture.open(files);

    assertThat(later.read(key(1), YEAR)).isPresent();
    assertThat(files.taken())
        .containsExactly(
            "attributes", "attributes", "attributes", "attributes", "attributes", "read");
    assertThat(later.read(key(1), YEAR)).isPresent();
    assertThat(files.taken()).containsExactly("read");
  }

  @Test
  void aMissWhereNothingWasEverWrittenCreatesNothing() throws IOException {
    assertThat(backend.read(key(1), YEAR)).isEmpty();

    assertThat(files.taken()).containsExactly("attributes", "attributes");
    assertThat(fixture.root).isEmptyDirectory();
  }

  @Test
  void timesAreThoseOfTheClockGiven() throws IOException {
    write(1, YEAR);

    assertThat(used(fixture.file(1))).isEqualTo(fixture.clock.instant());
  }

  @Test
  void aUseIsRecordedOnceAThousandthOfTheTimeToIdleHasPassed() throws IOException {
    write(1, DAY);
    Instant written = fixture.clock.instant();

    fixture.clock.step(Duration.ofSeconds(84)); // a day is 1024 times 84.375 seconds
    assertThat(backend.read(key(1), DAY)).isPresent();
    assertThat(files.taken()).containsExactly("read");
    assertThat(used(fixture.file(1))).isEqualTo(written);

    fixture.clock.step(Duration.ofSeconds(1));
    assertThat(backend.read(key(1), DAY)).isPresent();
    assertThat(files.taken()).containsExactly("read", "setUsed");
    assertThat(used(fixture.file(1))).isEqualTo(fixture.clock.instant());

    assertThat(backend.read(key(1), DAY)).isPresent();
    assertThat(files.taken()).containsExactly("read");
  }

  @Test
  void aUseOfABoundedMethodIsRecordedOnceASecondHasPassed() throws IOException {
    write(1, atMost(10));

    fixture.clock.step(Duration.ofMillis(999));
    assertThat(backend.read(key(1), atMost(10))).isPresent();
    assertThat(files.taken()).containsExactly("read");

    fixture.clock.step(Duration.ofMillis(1));
    assertThat(backend.read(key(1), atMost(10))).isPresent();
    assertThat(files.taken()).containsExactly("read", "setUsed");
  }

  @Test
  void aUseThatCannotBeRecordedIsAHitAllTheSame() throws IOException {
    FailingFiles broken = new FailingFiles(fixture.disk());
    FilesBackend onBroken = fixture.open(broken);
    onBroken.write(fixture.entry(1), DAY);
    fixture.clock.step(Duration.ofHours(1));

    broken.failCall(2, false);

    assertThat(onBroken.read(key(1), DAY)).isPresent();
    assertThat(broken.failed()).isEqualTo("setUsed");
  }

  @Test
  void anEntryExpiresATimeToIdleAfterItsLastUse() throws IOException {
    write(1, DAY);
    for (int i = 0; i < 5; i++) {
      fixture.clock.step(Duration.ofHours(23));
      assertThat(backend.read(key(1), DAY)).isPresent();
    }

    fixture.clock.step(Duration.ofHours(24).minusMillis(1));
    assertThat(fixture.open().read(key(1), new Limits(1, Duration.ofDays(1)))).isPresent();
    fixture.clock.step(Duration.ofHours(24));
    assertThat(backend.read(key(1), DAY)).isEmpty();
  }

  @Test
  void anEntryNeverUsedAgainExpiresToTheMillisecond() throws IOException {
    write(2, DAY);
    write(1, DAY);
    fixture.clock.step(Duration.ofDays(1).minusMillis(1));
    assertThat(backend.read(key(1), DAY)).isPresent();

    fixture.clock.step(Duration.ofMillis(1));
    assertThat(backend.read(key(2), DAY)).isEmpty();
    assertThat(backend.read(key(1), DAY)).isPresent();
  }

  @Test
  void anEntryMadeInTheFutureIsExpired() throws IOException {
    write(1, YEAR);

    fixture.clock.step(Duration.ofMinutes(-5));
    assertThat(backend.read(key(1), YEAR)).isPresent();
    fixture.clock.step(Duration.ofSeconds(-2));
    assertThat(backend.read(key(1), YEAR)).isEmpty();
  }

  @Test
  void aUseInTheFutureDoesNotKeepAnEntry() throws IOException {
    write(1, DAY);
    FilesFixture.setUsed(fixture.file(1), fixture.clock.instant().plus(Duration.ofDays(1000)));

    fixture.clock.step(Duration.ofHours(23));
    assertThat(backend.read(key(1), DAY)).isPresent();
    assertThat(used(fixture.file(1))).as("corrected").isEqualTo(fixture.clock.instant());
    FilesFixture.setUsed(fixture.file(1), fixture.clock.instant().plus(Duration.ofDays(1000)));
    fixture.clock.step(Duration.ofHours(1));
    assertThat(backend.read(key(1), DAY)).isEmpty();
  }

  @Test
  void absurdTimesOfCreationAreExpiredOrSavedByTheirUse() throws IOException {
    for (long created : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
      Entry sane = fixture.entry(1);
      Entry absurd = new Entry(sane.key(), sane.codec(), created, 0, sane.value(), sane.seal());
      backend.write(absurd, DAY);

      assertThat(backend.read(key(1), DAY).isPresent())
          .as("created at %s", created)
          .isEqualTo(created < 0);
    }
  }

  @Test
  void withoutATimeToIdleAnEntryLivesForEver() throws IOException {
    Limits forEver = new Limits(Limits.UNLIMITED, Duration.ofSeconds(Long.MAX_VALUE));
    write(1, forEver);
    fixture.clock.step(Duration.ofDays(36_500));

    assertThat(backend.read(key(1), forEver)).isPresent();
    assertThat(files.taken()).containsExactly("read");
  }

  @Test
  void aFileThatIsTooLargeIsDamagedAndNotReadIntoMemory() throws IOException {
    write(1, YEAR);
    long bytes = 1L << 40;
    Path file = fixture.file(1);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }

    assertThatThrownBy(() -> backend.read(key(1), YEAR))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry of " + bytes + " bytes is larger than 67239936: " + file);
  }

  @Test
  void aValueThatCouldNotBeReadBackIsNotWritten() throws IOException {
    String large = "x".repeat((64 << 20) + (1 << 17));

    assertThatThrownBy(() -> backend.write(fixture.entry(1, large), YEAR))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("entry of 672\\d{5} bytes is larger than 67239936: CacheKey.*");
    assertThat(fixture.root).isEmptyDirectory();
  }

  @Test
  void aFileCutAnywhereIsDamaged() throws IOException {
    write(1, YEAR);
    byte[] whole = Files.readAllBytes(fixture.file(1));
    for (int length = 0; length < whole.length; length++) {
      Files.write(fixture.file(1), java.util.Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> backend.read(key(1), YEAR))
          .as("%s bytes", length)
          .isInstanceOf(CorruptEntryException.class);
    }
    Files.write(fixture.file(1), java.util.Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> backend.read(key(1), YEAR)).isInstanceOf(CorruptEntryException.class);
  }

  /** Files of the kernel tell no length, so they are like one that grows after the look at it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatGrowsWhileItIsReadIsReadToItsEndOrRefused() throws IOException {
    Path growing = Path.of("/proc/self/cmdline");
    byte[] whole = Files.readAllBytes(growing);
    assertThat(Files.size(growing)).isZero();

    Content read = fixture.disk().read(growing, whole.length);
    assertThat(read).isNotNull();
    assertThat(read == null ? null : read.bytes()).isEqualTo(ByteBuffer.wrap(whole));
    assertThatThrownBy(() -> fixture.disk().read(growing, whole.length - 1))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry is larger than " + (whole.length - 1) + " bytes");
  }

  @Test
  void aFileOfSeveralChunksIsReadWhole() throws IOException {
    for (int size : new int[] {1 << 17, (1 << 17) - 97, (1 << 17) - 96, (1 << 18) + 5, 1 << 20}) {
      Entry entry = fixture.entry(1, "x".repeat(size));
      backend.write(entry, YEAR);

      assertThat(backend.read(key(1), YEAR)).as("%s bytes", size).contains(entry);
    }
  }

  private void write(int call, Limits limits) throws IOException {
    backend.write(fixture.entry(call), limits);
    files.taken();
  }
}
