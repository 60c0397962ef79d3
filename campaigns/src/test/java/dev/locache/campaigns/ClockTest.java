package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that jumps by hours and years, both ways: no wrong value, and no entry for ever. */
final class ClockTest {
  private static final MethodId METHOD = Versions.method("clock");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Duration> STEPS =
      List.of(YEAR, YEAR.negated(), HOUR, HOUR.negated(), Duration.ofSeconds(1), Duration.ZERO);
  private static final List<Limits> LIMITS =
      List.of(
          new Limits(Limits.UNLIMITED, Duration.ofDays(30)),
          new Limits(Limits.UNLIMITED, Duration.ofMinutes(10)),
          new Limits(20, Duration.ofDays(30)));
  private static final int KEYS = 40;

  private SteppingClock clock = new SteppingClock();
  private final long[] written = new long[KEYS];
  private long version;
  private long hits;

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void clockThatJumpsHarmsNothing(String id, @TempDir Path directory) throws IOException {
    Campaign campaign = Campaign.of("C20 clock, " + id);
    int rounds = campaign.rounds(3, 300);
    for (int round = 0; round < rounds; round++) {
      clock = new SteppingClock(); // or years would add up: protobuf's times of use end in 2106
      Limits limits = LIMITS.get(round % LIMITS.size());
      Path own = directory.resolve("cache-" + round);
      CacheBackend backend = open(id, own);
      Arrays.fill(written, Versions.ABSENT);
      Random random = campaign.random(round);
      for (int step = 0; step < 200; step++) {
        clock.step(STEPS.get(random.nextInt(STEPS.size())));
        use(backend, limits, random);
        if (random.nextInt(20) == 0) {
          backend.close();
          backend = open(id, own);
        }
      }
      assertLatestIsThere(backend, limits);
      assertNothingIsForEver(backend, limits);
      backend.close();
    }
    campaign.result(rounds + " rounds of 200 steps, " + hits + " hits, 0 wrong, 0 for ever");
  }

  private CacheBackend open(String id, Path directory) throws IOException {
    return RegisteredBackend.open(id, TestBackendContext.in(directory).clock(clock));
  }

  private void use(CacheBackend backend, Limits limits, Random random) throws IOException {
    for (int i = 0; i < 10; i++) {
      int number = random.nextInt(KEYS);
      CacheKey key = Versions.key(METHOD, number);
      switch (random.nextInt(8)) {
        case 0 -> {
          backend.remove(key);
          written[number] = Versions.ABSENT;
        }
        case 1, 2, 3 -> write(backend, number, limits);
        case 4 -> backend.evict(METHOD, limits);
        default -> assertRight(backend, number, limits);
      }
    }
  }

  private void write(CacheBackend backend, int number, Limits limits) throws IOException {
    version++;
    backend.write(Versions.entry(Versions.key(METHOD, number), version, 100, clock), limits);
    written[number] = version;
  }

  /** An entry may have expired, but another version than the last is wrong. */
  private void assertRight(CacheBackend backend, int number, Limits limits) throws IOException {
    long found = Versions.read(backend, Versions.key(METHOD, number), limits);
    if (found != Versions.ABSENT) {
      hits++;
      assertThat(found).as("version of key %s", number).isEqualTo(written[number]);
    }
  }

  private void assertLatestIsThere(CacheBackend backend, Limits limits) throws IOException {
    write(backend, 0, limits);
    assertThat(Versions.read(backend, Versions.key(METHOD, 0), limits))
        .as("entry just written, at %s", clock)
        .isEqualTo(version);
  }

  /** Long after all that the clock has ever shown, or long before. */
  private void assertNothingIsForEver(CacheBackend backend, Limits limits) throws IOException {
    Duration away = version % 2 == 0 ? YEAR : YEAR.negated();
    clock.step(away.multipliedBy(300));
    for (int number = 0; number < KEYS; number++) {
      assertThat(Versions.read(backend, Versions.key(METHOD, number), limits))
          .as("entry of key %s, after " + away.multipliedBy(300), number)
          .isEqualTo(Versions.ABSENT);
    }
    backend.evict(METHOD, limits);
    List<StoredEntry> left = new ArrayList<>();
    backend.list(METHOD, left::add);
    assertThat(left).as("entries that eviction leaves").isEmpty();
    clock.step(away.multipliedBy(-300));
  }
}
