package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.testkit.JavaProcess;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four processes over both backends, for long: their threads are interrupted, some of them are
 * killed and replaced, and bytes of all kinds of files are damaged. No value is wrong, and neither
 * heap nor descriptors nor disk grow.
 */
final class SoakTest {
  private static final int PROCESSES = 4;
  private static final int MORE_DESCRIPTORS = 20;
  private static final int MORE_MEGABYTES = 8;
  private static final int BETWEEN_DAMAGES_NANOS = 20_000_000;
  private static final int DAMAGES_PER_KILL = 100;
  private static final long MOST_BYTES = 64L << 20;
  private static final int KILLED = 128 + 9;

  /** Lines of a process, among them what takes most of its heap. */
  private static final int LAST = 20;

  private static final String COUNT = "calls ";
  private static final String USE = "used ";

  private final List<JavaProcess> processes = new ArrayList<>();
  private Path directory;
  private final Campaign campaign = Campaign.of("C24 soak");
  private long calls;
  private int damaged;
  private int killed;

  @BeforeEach
  void setDirectory(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void longUseUnderFaultsStaysRightAndSmall() throws IOException {
    try {
      for (int process = 0; process < PROCESSES; process++) {
        processes.add(start());
      }
      processes.forEach(SoakTest::expectReady);
      long end = System.currentTimeMillis() + campaign.seconds(3, 3_600) * 1_000L;
      processes.forEach(process -> process.send(String.valueOf(end)));
      doHarmUntil(end);
      for (JavaProcess process : processes) {
        List<String> said = process.awaitSuccess();
        count(said);
        assertNothingGrew(said);
      }
      campaign.result(
          "%d calls, %d bytes damaged, %d processes killed, 0 wrong"
              .formatted(calls, damaged, killed));
    } finally {
      processes.forEach(JavaProcess::close);
    }
    for (String backend : SoakProgram.BACKENDS) {
      assertWithinQuota(backend);
    }
  }

  private static void expectReady(JavaProcess process) {
    assertThat(process.readLine()).isEqualTo("ready");
  }

  private JavaProcess start() throws IOException {
    return JavaProcess.run(SoakProgram.class)
        .jvmArgument("-Xmx128m")
        .jvmArgument("-XX:+UseSerialGC")
        .patience(Duration.ofMinutes(2))
        .arguments(directory.toString(), String.valueOf(campaign.seed()))
        .start();
  }

  private void doHarmUntil(long end) throws IOException {
    Random random = campaign.random(0);
    while (System.currentTimeMillis() < end) {
      LockSupport.parkNanos(BETWEEN_DAMAGES_NANOS);
      damage(random);
      if (random.nextInt(DAMAGES_PER_KILL) == 0) {
        kill(processes.remove(1 + random.nextInt(PROCESSES - 1)));
        JavaProcess next = start();
        next.send(String.valueOf(end));
        processes.add(next);
      }
    }
  }

  private void kill(JavaProcess process) {
    process.kill();
    JavaProcess.Result result = process.await();
    assertThat(result.exitCode()).as(result.errors()).isEqualTo(KILLED);
    count(result.lines());
    killed++;
  }

  /** One byte, in place, of any file but those of locks. */
  private void damage(Random random) throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(random.nextInt(files.size()));
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      if (open.length() > 0) {
        open.seek((long) (random.nextDouble() * open.length()));
        open.write(random.nextInt(256));
        damaged++;
      }
    }
    // Opening creates what has just been deleted: an empty file is a damage like others.
  }

  private List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String backend : SoakProgram.BACKENDS) {
      try (Stream<Path> all = Files.walk(directory.resolve(backend))) {
        all.filter(file -> !file.toString().contains("lock") && Files.isRegularFile(file))
            .forEach(found::add);
      } catch (NoSuchFileException | UncheckedIOException changedMeanwhile) {
        // What was found before will do.
      }
    }
    return found;
  }

  /** Each line counts from the process's beginning, so of those the last one stands. */
  private void count(List<String> said) {
    calls +=
        said.stream()
            .filter(line -> line.startsWith(COUNT))
            .mapToLong(line -> numbers(line)[0])
            .max()
            .orElse(0);
  }

  private static void assertNothingGrew(List<String> said) {
    List<String> used = said.stream().filter(line -> line.startsWith(USE)).toList();
    assertThat(used).hasSize(2);
    long[] earlier = numbers(used.get(0));
    long[] later = numbers(used.get(1));
    assertThat(later[0])
        .as("megabytes of heap, of %s", said.subList(Math.max(0, said.size() - LAST), said.size()))
        .isLessThanOrEqualTo(earlier[0] * 105 / 100 + MORE_MEGABYTES);
    assertThat(later[1]).as("descriptors").isLessThanOrEqualTo(earlier[1] + MORE_DESCRIPTORS);
  }

  private static long[] numbers(String line) {
    return Stream.of(line.split(" ", -1)).skip(1).mapToLong(Long::parseLong).toArray();
  }

  private void assertWithinQuota(String backend) throws IOException {
    MethodId method = MethodId.of(SoakProgram.Texts.class.getName(), "text", List.of("int"));
    Limits limits = new Limits(SoakProgram.MAXIMUM_ENTRIES, Duration.ofDays(365));
    Path own = directory.resolve(backend);
    try (CacheBackend opened =
        RegisteredBackend.open(backend, TestBackendContext.in(own).clock(InstantSource.system()))) {
      opened.evict(method, limits);
      AtomicInteger entries = new AtomicInteger();
      opened.list(method, stored -> entries.incrementAndGet());
      assertThat(entries.get())
          .as("entries of %s", backend)
          .isPositive()
          .isLessThanOrEqualTo(SoakProgram.MAXIMUM_ENTRIES);
    }
    long bytes = 0;
    try (Stream<Path> all = Files.walk(own)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).as("bytes of %s", backend).isLessThan(MOST_BYTES);
  }
}
