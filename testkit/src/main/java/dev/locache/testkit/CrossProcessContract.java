package dev.locache.testkit;

import static dev.locache.testkit.Samples.QUOTE;
import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.atMost;
import static dev.locache.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.KeyLock;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link CacheBackend} must do among processes, as tests of JUnit Jupiter that start
 * JVMs and kill some of them. The test of a backend extends it and names the provider's id, by
 * which every process finds it as an application would, by {@link java.util.ServiceLoader}:
 *
 * <pre>{@code
 * final class RedisProcessesTest extends CrossProcessContract {
 *   @Override
 *   protected String backend() {
 *     return "redis";
 *   }
 * }
 * }</pre>
 *
 * <p>What a single process can see is {@link CacheBackendContract}'s. Time stands still in the
 * other processes, and moves in this one only as the tests say.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CrossProcessContract {
  private final SteppingClock clock = new SteppingClock();
  private final List<AutoCloseable> started = new ArrayList<>();
  private Path directory;
  private CacheBackend backend;

  /** For the backend's test. */
  protected CrossProcessContract() {}

  /** Returns the id under which the backend's provider is registered. */
  protected abstract String backend();

  /**
   * Returns what a backend is told besides its directory, such as the address of a server; nothing
   * unless overridden.
   */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /**
   * Returns how long the lock of a killed process may last, by its clock or by the context's; zero
   * unless overridden, which is right for locks of the operating system. For leases it is their
   * length: choose a short one by {@link #settings} if it runs by a server's clock.
   */
  protected Duration leaseTime() {
    return Duration.ZERO;
  }

  @BeforeEach
  final void openBackend(@TempDir Path parent) throws IOException {
    directory = parent.resolve("locache");
    backend = open();
  }

  @AfterEach
  final void endAll() throws Exception {
    for (AutoCloseable each : started) {
      each.close();
    }
  }

  @Test
  void entriesOfAnotherProcessAreRead() throws Exception {
    assertThat(backend.read(key(1), UNLIMITED)).isEmpty();
    JavaProcess other = start();
    tell(other, "write 1 2", "written 1");
    Soon.holds(clock, "entry of the other is read", () -> reads(backend, 1));

    tell(other, "read 2", "absent");
    backend.write(Samples.entry(key(2), clock), UNLIMITED);
    Soon.holds(clock, "entry is read by the other", () -> answers(other, "read 2", "whole"));
    backend.remove(key(2));
    Soon.holds(clock, "removal is seen by the other", () -> answers(other, "read 2", "absent"));
  }

  @Test
  void writtenEntrySurvivesTheKillOfItsWriter() throws Exception {
    int rounds = 3;
    int most = 100_000;
    int written = 0;
    for (int round = 0; round < rounds; round++) {
      JavaProcess writer = start();
      writer.send("write " + round * most + " " + (round + 1) * most);
      for (int i = 0; i < 20; i++) {
        assertThat(writer.readLine()).isEqualTo("written " + (round * most + i));
      }
      writer.kill();

      int acknowledged = 20 + writer.await().lines().size();
      // The last line may be cut.
      for (int i = 0; i < acknowledged - 1; i++) {
        assertThat(reads(open(), round * most + i)).as("read of write %s", i).isTrue();
      }
      written += acknowledged - 1;
    }
    assertThat(wholeEntries(open())).isGreaterThanOrEqualTo(written);
  }

  @Test
  void killedWriterHindersNobody() throws Exception {
    JavaProcess writer = start();
    writer.send("write 0 100000");
    assertThat(writer.readLine()).isEqualTo("written 0");
    writer.kill();

    backend.write(Samples.entry(key(-1), clock), UNLIMITED);
    assertThat(reads(backend, -1)).isTrue();
    JavaProcess next = start();
    tell(next, "write -2 -1", "written -2");
    tell(next, "read -1", "whole");
    backend.clear(QUOTE);
    assertThat(reads(open(), -2)).isFalse();
  }

  @Test
  void lockExcludesOtherProcesses() throws Exception {
    Optional<KeyLock> lock = backend.tryLock(key(1));
    assertThat(lock).isPresent();
    JavaProcess other = start();
    tell(other, "lock 1", "busy");
    lock.get().close();
    tell(other, "lock 1", "locked");
    assertThat(backend.tryLock(key(1))).isEmpty();

    tell(other, "unlock", "unlocked");
    assertThat(backend.tryLock(key(1))).isPresent();
  }

  @Test
  void closingAnotherBackendLeavesALockAlone() throws Exception {
    CacheBackend neighbour = open();
    assertThat(backend.tryLock(key(1))).isPresent();
    neighbour.tryLock(key(2)).ifPresent(KeyLock::close);
    neighbour.tryLock(key(1)); // in vain
    neighbour.close();

    tell(start(), "lock 1", "busy");
  }

  @Test
  void lockOfAKilledProcessIsFree() throws Exception {
    JavaProcess owner = start();
    tell(owner, "lock 1", "locked");
    assertThat(backend.tryLock(key(1))).isEmpty();
    owner.kill();

    clock.step(leaseTime()); // in case it runs by this clock
    long start = System.nanoTime();
    Optional<KeyLock> lock = backend.tryLock(key(1));
    while (lock.isEmpty() && System.nanoTime() - start <= leaseTime().toNanos()) {
      LockSupport.parkNanos(10_000_000);
      lock = backend.tryLock(key(1));
    }
    assertThat(lock).as("lock of a killed process, after its lease if it has one").isPresent();
  }

  @Test
  void oneProcessAtATimeHoldsALock() throws Exception {
    Path witness = directory.resolveSibling("witness");
    List<JavaProcess> contenders = start(3);
    for (JavaProcess each : contenders) {
      each.send("contend 300 " + witness);
      each.endInput();
    }
    for (JavaProcess each : contenders) {
      assertThat(each.awaitSuccess()).singleElement().asString().startsWith("held ");
    }
    assertThat(backend.tryLock(key(1))).isPresent();
  }

  @Test
  void processesUnderOneBoundEndWithinIt() throws Exception {
    int bound = 10;
    int each = 40;
    List<JavaProcess> writers = start(4);
    for (int i = 0; i < writers.size(); i++) {
      writers.get(i).send("churn " + i * each + " " + (i + 1) * each + " " + bound);
      writers.get(i).endInput();
    }
    for (JavaProcess writer : writers) {
      assertThat(writer.awaitSuccess()).endsWith("churned");
    }

    CacheBackend late = open();
    late.evict(QUOTE, atMost(bound));
    assertThat(wholeEntries(late)).isEqualTo(bound);
  }

  private CacheBackend open() throws IOException {
    CacheBackend opened =
        RegisteredBackend.open(
            backend(), TestBackendContext.in(directory).clock(clock).settings(settings()));
    started.add(opened);
    return opened;
  }

  private JavaProcess start() throws IOException {
    JavaProcess.Builder builder =
        JavaProcess.run(BackendProcess.class)
            .arguments(backend(), directory.toString(), clock.instant().toString());
    settings().forEach(builder::property);
    JavaProcess process = builder.start();
    started.add(process);
    return process;
  }

  /** Starts that many, and returns when all are ready. */
  private List<JavaProcess> start(int count) throws IOException {
    List<JavaProcess> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      processes.add(start());
    }
    for (JavaProcess each : processes) {
      tell(each, "read 1000000", "absent");
    }
    return processes;
  }

  private static void tell(JavaProcess process, String line, String answer) {
    process.send(line);
    assertThat(process.readLine()).as("answer to \"%s\"", line).isEqualTo(answer);
  }

  private static boolean answers(JavaProcess process, String line, String answer) {
    process.send(line);
    return process.readLine().equals(answer);
  }

  private static boolean reads(CacheBackend backend, int call) throws IOException {
    return BackendFixture.reads(backend, key(call), UNLIMITED);
  }

  private static int wholeEntries(CacheBackend backend) throws IOException {
    List<StoredEntry> listed = BackendFixture.listed(backend, QUOTE);
    for (StoredEntry stored : listed) {
      assertThat(BackendFixture.reads(backend, stored.key(), UNLIMITED))
          .as("read of %s, which is listed", stored)
          .isTrue();
    }
    return listed.size();
  }
}
