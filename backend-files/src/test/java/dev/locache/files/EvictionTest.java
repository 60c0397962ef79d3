package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.atMost;
import static dev.locache.files.FilesFixture.calls;
import static dev.locache.files.FilesFixture.key;
import static dev.locache.files.FilesFixture.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Limits;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvictionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FilesFixture fixture;
  private final FailingFiles disk;
  private final RecordingFiles files;

  EvictionTest(@TempDir Path temp) {
    fixture = new FilesFixture(temp);
    disk = new FailingFiles(fixture.disk());
    files = new RecordingFiles(disk);
  }

  /** Against a plain list of the keys in the order of their use; the clock may stand still. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void exactlyTheMostRecentlyUsedAreKept(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int bound = 1 + random.nextInt(40);
    Set<Integer> model = new LinkedHashSet<>();
    FilesBackend backend = fixture.open();
    for (int step = 0; step < 300; step++) {
      int call = random.nextInt(2 * bound + 2);
      switch (random.nextInt(12)) {
        case 0 -> fixture.clock.step(Duration.ofMillis(random.nextInt(3_000)));
        case 1 -> {
          assertThat(backend.remove(key(call))).isEqualTo(model.remove(call));
        }
        case 2 -> {
          backend.close();
          backend = fixture.open();
          fixture.clock.step(Duration.ofMillis(1)); // no process starts faster
        }
        case 3, 4, 5, 6 -> {
          boolean hit = backend.read(key(call), atMost(bound)).isPresent();
          assertThat(hit).as("hit of %s at step %s", call, step).isEqualTo(model.remove(call));
          if (hit) {
            model.add(call);
          }
        }
        default -> {
          backend.write(fixture.entry(call), atMost(bound));
          model.remove(call);
          model.add(call);
          int surplus = model.size() - bound;
          assertThat(backend.evict(QUOTE, atMost(bound))).isEqualTo(Math.max(0, surplus));
          if (surplus > 0) {
            model.remove(model.iterator().next());
          }
        }
      }
      if (step % 5 == 0) {
        assertThat(calls(backend)).as("step %s", step).containsExactlyElementsOf(sorted(model));
      }
    }
  }

  @Test
  void usesOfTheSameInstantAreToldApartAfterReopening() throws IOException {
    try (FilesBackend backend = fixture.open()) {
      write(backend, 5, 3, 1, 4, 2);
      hit(backend, 3);
    }
    try (FilesBackend later = fixture.open()) {
      assertThat(later.evict(QUOTE, atMost(3))).isEqualTo(2);
      assertThat(calls(later)).containsExactly(2, 3, 4);
    }
  }

  @Test
  void aHitTooRecentToBeRecordedIsRecordedOnClose() throws IOException {
    FilesBackend backend = fixture.open(files);
    write(backend, 1, 2);
    Instant written = used(fixture.file(1));
    fixture.clock.step(Duration.ofMillis(10));
    hit(backend, 1);
    assertThat(used(fixture.file(1))).isEqualTo(written);
    files.taken();

    backend.close();

    assertThat(files.taken()).containsExactly("setUsed");
    assertThat(used(fixture.file(1))).isEqualTo(fixture.clock.instant());
  }

  @Test
  void closingPassesOverAUseOfWhatAnotherHasRemoved() throws IOException {
    FilesBackend backend = fixture.open();
    write(backend, 1, 2);
    fixture.clock.step(Duration.ofMillis(10));
    hit(backend, 1);
    hit(backend, 2);
    assertThat(fixture.open().remove(key(1))).isTrue();

    backend.close();

    assertThat(fixture.file(1)).doesNotExist();
    assertThat(used(fixture.file(2))).isAfterOrEqualTo(fixture.clock.instant());
  }

  @Test
  void closingTellsOfAUseThatCannotBeRecordedAndStillFreesTheLocks() throws IOException {
    FilesBackend backend = fixture.open(disk);
    write(backend, 1, 2);
    hit(backend, 1);
    assertThat(backend.tryLock(key(9))).isPresent();
    disk.failCall(1, false);

    assertThatThrownBy(backend::close).hasMessage("broken disk: setUsed");

    try (FilesBackend later = fixture.open()) {
      assertThat(later.tryLock(key(9))).isPresent();
    }
  }

  @Test
  void manyWritesListTheDirectoryOnceInAnEighthOfTheBound() throws IOException {
    FilesBackend backend = fixture.open(files);
    Limits bound = atMost(80);
    for (int call = 0; call < 400; call++) {
      backend.write(fixture.entry(call), bound);
      backend.evict(QUOTE, bound);
    }

    // A pass looks at the entries and at the temporary files.
    assertThat(Collections.frequency(files.taken(), "visit")).isEqualTo(2 * 400 / 10);
    assertThat(calls(backend)).hasSize(80);
  }

  @Test
  void anEvictionWithNothingToDoTouchesNothing() throws IOException {
    FilesBackend backend = fixture.open(files);
    write(backend, 1, 2, 3);
    backend.evict(QUOTE, atMost(100));
    files.taken();

    assertThat(backend.evict(QUOTE, atMost(100))).isZero();
    assertThat(files.taken()).isEmpty();
  }

  @Test
  void anEvictionLooksAtItsVictimAndDeletesIt() throws IOException {
    FilesBackend backend = fixture.open(files);
    write(backend, 1, 2, 3);
    backend.evict(QUOTE, atMost(100));
    files.taken();

    assertThat(backend.evict(QUOTE, atMost(2))).isEqualTo(1);
    assertThat(files.taken()).containsExactly("attributes", "delete");
  }

  @Test
  void whatAnotherProcessHasUsedIsNotTheVictim() throws IOException {
    FilesBackend backend = fixture.open();
    FilesBackend other = fixture.open();
    write(backend, 1, 2, 3);
    assertThat(backend.evict(QUOTE, atMost(30))).isZero();
    fixture.clock.step(MINUTE);
    hit(other, 1);

    assertThat(backend.evict(QUOTE, atMost(2))).isEqualTo(1);
    assertThat(calls(backend)).containsExactly(1, 3);
  }

  @Test
  void whatAnotherProcessHasRemovedIsNotMissed() throws IOException {
    FilesBackend backend = fixture.open();
    write(backend, 1, 2, 3);
    assertThat(backend.evict(QUOTE, atMost(30))).isZero();
    assertThat(fixture.open().remove(key(1))).isTrue();

    assertThat(backend.evict(QUOTE, atMost(2))).isZero();
    assertThat(calls(backend)).containsExactly(2, 3);
  }

  @Test
  void whatAnotherProcessRemovesInTheLastMomentIsNotCounted() throws IOException {
    FileOps racing =
        new ForwardingFiles(fixture.disk()) {
          @Override
          void before(String call, @Nullable Path path) throws IOException {
            if (call.equals("delete")) {
              assertThat(fixture.open().remove(key(1))).isTrue();
            }
          }
        };
    FilesBackend backend = fixture.open(racing);
    write(backend, 1, 2, 3);

    assertThat(backend.evict(QUOTE, atMost(2))).isZero();
    assertThat(calls(backend)).containsExactly(2, 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatVanishesDuringAPassIsPassedOver(boolean atTheEnd) throws IOException {
    fixture.open().write(fixture.entry(1), YEAR);
    BrokenWalk walk = new BrokenWalk(new NoSuchFileException("gone"), atTheEnd);

    assertThat(fixture.open(walk).evict(QUOTE, YEAR)).isZero();
    assertThat(walk.passes).as("entries and temporary files").isEqualTo(2);
    assertThat(calls(fixture.open(walk))).containsExactly(1);
  }

  /** Else an unreadable directory would be taken for an empty one, and its entries for gone. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPassThatCannotSeeAllIsAFailure(boolean atTheEnd) throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    BrokenWalk walk = new BrokenWalk(new IOException("broken disk: walk"), atTheEnd);

    assertThatThrownBy(() -> fixture.open(walk).evict(QUOTE, YEAR)).hasMessage("broken disk: walk");
    assertThatThrownBy(() -> fixture.open(walk).evict(QUOTE, atMost(0)))
        .hasMessage("broken disk: walk");
    assertThatThrownBy(() -> fixture.open(walk).clear(QUOTE)).hasMessage("broken disk: walk");
    assertThatThrownBy(() -> calls(fixture.open(walk))).hasMessage("broken disk: walk");
    assertThat(calls(backend)).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPassOverTemporaryFilesThatCannotSeeAllIsAFailure(boolean atTheEnd) throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    BrokenWalk walk = new BrokenWalk(new IOException("broken disk: walk"), atTheEnd);
    walk.onlyIn = fixture.root.resolve("files-v1/tmp");

    assertThatThrownBy(() -> fixture.open(walk).evict(QUOTE, YEAR)).hasMessage("broken disk: walk");
    assertThat(calls(fixture.open(walk))).containsExactly(1);
  }

  @Test
  void twoProcessesTogetherAreSoonWithinTheBound() throws IOException {
    List<FilesBackend> both = List.of(fixture.open(), fixture.open());
    Limits bound = atMost(16);
    for (int call = 0; call < 200; call++) {
      FilesBackend one = both.get(call % 2);
      one.write(fixture.entry(call), bound);
      one.evict(QUOTE, bound);
      fixture.clock.step(MINUTE);
      assertThat(calls(one).size()).as("after %s writes", call).isBetween(0, 16 + 16 / 8);
    }

    assertThat(calls(both.get(0))).contains(199, 198, 197, 196);
  }

  @Test
  void threadsNeverEvictOneTooMany() throws Exception {
    FilesBackend backend = fixture.open();
    Limits bound = atMost(20);
    runTogether(
        8,
        thread -> {
          for (int i = 0; i < 40; i++) {
            backend.write(fixture.entry(thread * 40 + i), bound);
            backend.evict(QUOTE, bound);
          }
        });

    assertThat(calls(backend)).hasSize(20);
  }

  @Test
  void aVictimThatCannotBeDeletedIsTriedAgain() throws IOException {
    FilesBackend backend = fixture.open(disk);
    write(backend, 1, 2);
    backend.evict(QUOTE, atMost(30));
    disk.failCall(2, false);

    assertThatThrownBy(() -> backend.evict(QUOTE, atMost(0))).hasMessage("broken disk: delete");
    assertThat(backend.evict(QUOTE, atMost(0))).isEqualTo(2);
    assertThat(calls(backend)).isEmpty();
  }

  @Test
  void aFailedListingIsMadeUpFor() throws IOException {
    fixture.open().write(fixture.entry(1), YEAR);
    FilesBackend backend = fixture.open(disk);
    write(backend, 2, 3);
    for (int n = 1; ; n++) {
      disk.failCall(n, false);
      try {
        backend.evict(QUOTE, atMost(2));
        break;
      } catch (IOException thisTime) {
        assertThat(thisTime).hasMessageStartingWith("broken disk: ");
      }
    }
    disk.recover();
    assertThat(calls(backend)).containsExactly(2, 3);
  }

  @Test
  void theExpiredGoFirstAndWhateverTheBound() throws IOException {
    Limits both = new Limits(10, Duration.ofDays(10));
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(2), both);
    backend.write(fixture.entry(1), both);
    assertThat(backend.evict(QUOTE, both)).isZero();
    fixture.clock.step(Duration.ofDays(6));
    assertThat(backend.read(key(1), both)).isPresent();
    fixture.clock.step(Duration.ofDays(4));

    assertThat(backend.evict(QUOTE, both)).isEqualTo(1);
    assertThat(calls(backend)).containsExactly(1);
    fixture.clock.step(Duration.ofDays(6));
    assertThat(fixture.open().evict(QUOTE, both)).isEqualTo(1);
  }

  @Test
  void anUnlimitedNumberIsSweptOfTheExpired() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    fixture.clock.step(Duration.ofDays(200));
    backend.write(fixture.entry(2), YEAR);
    FilesFixture.setUsed(fixture.file(2), fixture.clock.instant());
    assertThat(backend.evict(QUOTE, YEAR)).isZero();
    fixture.clock.step(Duration.ofDays(165));

    assertThat(backend.evict(QUOTE, YEAR)).isEqualTo(1);
    assertThat(calls(backend)).containsExactly(2);
    assertThat(fixture.file(1).resolve("..").normalize()).isEmptyDirectory();
    assertThat(backend.evict(QUOTE, YEAR)).isZero();
    assertThat(fixture.file(1).resolve("..").normalize()).doesNotExist();
  }

  @Test
  void whatIsWrittenAgainWhileTheExpiredAreSweptStays() throws IOException {
    fixture.open().write(fixture.entry(1), YEAR);
    fixture.clock.step(Duration.ofDays(400));
    FileOps racing =
        new ForwardingFiles(fixture.disk()) {
          @Override
          void before(String call, @Nullable Path path) throws IOException {
            if (fixture.file(1).equals(path)) {
              fixture.open().write(fixture.entry(1), YEAR);
            }
          }
        };

    assertThat(fixture.open(racing).evict(QUOTE, YEAR)).isZero();
    assertThat(calls(fixture.open())).containsExactly(1);
  }

  @Test
  void aUseInTheFarFutureDoesNotMakeAnEntryImmortal() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    FilesFixture.setUsed(fixture.file(1), Instant.parse("2999-01-01T00:00:00Z"));

    assertThat(backend.evict(QUOTE, YEAR)).isEqualTo(1);
    backend.write(fixture.entry(1), YEAR);
    FilesFixture.setUsed(fixture.file(1), Instant.parse("2999-01-01T00:00:00Z"));
    assertThat(backend.evict(QUOTE, atMost(100))).isEqualTo(1);
  }

  @Test
  void temporaryFilesOfTheDeadAreSweptAfterADay() throws IOException {
    FilesBackend backend = fixture.open();
    backend.write(fixture.entry(1), YEAR);
    Path temps = fixture.root.resolve("files-v1/tmp");
    Path old = Files.createFile(temps.resolve("0".repeat(32) + ".tmp"));
    Path recent = Files.createFile(temps.resolve("1".repeat(32) + ".tmp"));
    Path foreign = Files.createFile(temps.resolve("notes.tmp"));
    Path directory = Files.createDirectory(temps.resolve("2".repeat(32) + ".tmp"));
    Instant now = fixture.clock.instant();
    FilesFixture.setUsed(old, now.minus(Duration.ofHours(25)));
    FilesFixture.setUsed(recent, now.minus(Duration.ofHours(23)));
    FilesFixture.setUsed(foreign, now.minus(Duration.ofDays(5_000)));
    FilesFixture.setUsed(directory, now.minus(Duration.ofDays(5_000)));

    backend.evict(QUOTE, YEAR);
    assertThat(temps).isDirectoryNotContaining(old::equals);
    assertThat(List.of(recent, foreign)).allSatisfy(file -> assertThat(file).exists());

    fixture.clock.step(Duration.ofHours(2));
    backend.evict(QUOTE, atMost(10));
    assertThat(recent).doesNotExist();
    assertThat(foreign).exists();
    assertThat(directory).isDirectory();
  }

  @Test
  void evictionOfAMethodNeverWrittenIsNothing() throws IOException {
    FilesBackend backend = fixture.open();

    assertThat(backend.evict(QUOTE, YEAR)).isZero();
    assertThat(backend.evict(QUOTE, atMost(1))).isZero();
    assertThat(fixture.root).isEmptyDirectory();
  }

  /** A disk on which something in a directory cannot be looked at, or the end of one. */
  private final class BrokenWalk extends ForwardingFiles {
    private final IOException failure;
    private final boolean atTheEnd;
    private @Nullable Path onlyIn;
    private int passes;

    BrokenWalk(IOException failure, boolean atTheEnd) {
      super(fixture.disk());
      this.failure = failure;
      this.atTheEnd = atTheEnd;
    }

    @Override
    void before(String call, @Nullable Path path) {}

    @Override
    public void visit(Path directory, int depth, FileVisitor<Path> visitor) throws IOException {
      passes++;
      if (onlyIn == null || onlyIn.equals(directory)) {
        Path unseen = directory.resolve("00");
        assertThat(
                atTheEnd
                    ? visitor.postVisitDirectory(unseen, failure)
                    : visitor.visitFileFailed(unseen, failure))
            .isEqualTo(FileVisitResult.CONTINUE);
      }
      super.visit(directory, depth, visitor);
    }
  }

  private interface Task {
    void run(int thread) throws Exception;
  }

  private static void runTogether(int threads, Task task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        tasks.add(
            () -> {
              task.run(thread);
              return true;
            });
      }
      for (Future<Boolean> each : executor.invokeAll(tasks)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void write(FilesBackend backend, int... calls) throws IOException {
    for (int call : calls) {
      backend.write(fixture.entry(call), atMost(100));
    }
  }

  private static void hit(FilesBackend backend, int call) throws IOException {
    assertThat(backend.read(key(call), atMost(100))).isPresent();
  }

  private static List<Integer> sorted(Set<Integer> model) {
    return model.stream().sorted().toList();
  }
}
