package dev.locache.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.MethodId;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.DiskFault.Kind;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What callers of a cached service see of a disk that fails or is full, which should be nothing: a
 * test class extends this and says how the backend is opened on such a disk.
 */
public abstract class FaultContract {
  private static final Duration LONGER_THAN_A_REST = Duration.ofMinutes(2);
  private static final int CALLS = 12;
  private static final int POSITIONS = 4_096;

  private final Scratch scratch = Scratch.create();
  private final DiskFault fault = new DiskFault();
  private final SteppingClock clock = new SteppingClock(Instant.now());

  /** Creates the contract's test; JUnit does. */
  protected FaultContract() {}

  /** Returns the backend's id. */
  protected abstract String id();

  /** Opens the backend so that each call to the disk asks {@code fault}. */
  protected abstract CacheBackend open(BackendContext context, DiskFault fault) throws IOException;

  /** Has the backend delete what writes that failed have left behind, if anything. */
  protected abstract void sweep(CacheBackend backend) throws IOException;

  /** A method whose results tell whether they are right. */
  interface Texts {
    String text(int number, int length);
  }

  /** Another text for each number. */
  static final class RepeatedNumber implements Texts {
    @Override
    public String text(int number, int length) {
      String words = number + " and ";
      return words.repeat(length / words.length() + 1).substring(0, length);
    }
  }

  private static final Texts DIRECT = new RepeatedNumber();

  @AfterEach
  final void deleteScratch() throws IOException {
    scratch.close();
  }

  @Test
  final void whicheverCallToTheDiskFailsCallersGetTheirValues() throws IOException {
    Campaign campaign = Campaign.of("C8 failing calls, " + id());
    int kinds = campaign.rounds(1, Kind.values().length);
    int failures = 0;
    Switched backend = new Switched();
    try (ResultCache cache = cache(scratch.next(), backend.proxy())) {
      Texts texts = texts(cache, 3);
      for (int first = 0; first < kinds; first++) {
        for (boolean forEver : new boolean[] {false, true}) {
          int n = 1;
          while (failing(n, forEver, kind(first + n), backend, texts)) {
            n++;
          }
          assertThat(n).as("calls to the disk").isGreaterThan(CALLS);
          failures += n - 1;
        }
      }
    }
    campaign.result(
        failures
            + " failures (each call, once and for ever), 0 wrong, 0 escapes,"
            + " 0 descriptors and 0 temporary files left");
  }

  private static Kind kind(int number) {
    return List.of(Kind.values()).get(number % Kind.values().length);
  }

  /** Returns whether call {@code n} was made, and failed. */
  private boolean failing(int n, boolean forEver, Kind kind, Switched switched, Texts texts)
      throws IOException {
    Path base = scratch.next();
    String when = "call " + n + " failing" + (forEver ? " for ever, " : ", ") + kind;
    try (CacheBackend backend = open(context(base), fault)) {
      switched.to(backend);
      fault.failCall(n, forEver, kind);
      for (int i = 0; i < CALLS; i++) {
        checkText(texts, i % 5, 40, when);
        clock.step(i % 4 == 3 ? LONGER_THAN_A_REST : Duration.ofSeconds(1));
      }
      fault.recover();
      if (!forEver) {
        assertThat(temporaries(base)).as("left behind after %s", when).isEmpty();
      }
      clock.step(LONGER_THAN_A_REST);
      checkText(texts, 100, 40, when);
      clock.step(Duration.ofDays(2));
      sweep(backend);
      assertThat(temporaries(base)).as("left behind after %s and a sweep", when).isEmpty();
      assertThat(stored(backend)).as("entries stored after %s", when).isPositive();
    }
    assertThat(OpenFiles.below(base)).as("open after %s", when).isEmpty();
    Scratch.delete(base);
    return fault.happened();
  }

  private static int stored(CacheBackend backend) throws IOException {
    List<CacheKey> keys = new ArrayList<>();
    List<String> types = List.of("int", "int");
    backend.list(
        MethodId.of(Texts.class.getName(), "text", types), stored -> keys.add(stored.key()));
    return keys.size();
  }

  @Test
  final void aDiskThatIsFullAtAnyByteIsNotNoticed() throws IOException {
    Campaign campaign = Campaign.of("C9 full disk, " + id());
    int step = campaign.rounds(16, 1);
    int tried = 0;
    Path base = scratch.next();
    try (CacheBackend backend = open(context(base), fault);
        ResultCache cache = cache(base, backend)) {
      Texts texts = texts(cache, 64);
      for (int missing = 1; missing <= POSITIONS; missing += step, tried++) {
        String when = missing + " bytes missing";
        fault.fillDisk(missing);
        checkText(texts, missing, POSITIONS, when);
        assertThat(fault.happened()).isTrue();
        fault.recover();
        checkStoresAgain(cache, texts, missing, POSITIONS, when);
        clock.step(Duration.ofMinutes(1));
        checkText(texts, Math.max(1, missing - step), POSITIONS, when);
      }
      assertThat(cache.stats().loads()).as("a failed and a good one each").isEqualTo(2L * tried);
      assertThat(temporaries(base)).isEmpty();
    }
    assertThat(OpenFiles.below(base)).isEmpty();
    campaign.result("short write at " + tried + " positions, 0 wrong, 0 escapes, stores resume");
  }

  /** Stands for a backend after another, as a cache and what is wrapped take long to make. */
  private static final class Switched implements InvocationHandler {
    private @Nullable CacheBackend backend;

    CacheBackend proxy() {
      Class<?>[] types = {CacheBackend.class};
      return (CacheBackend)
          Proxy.newProxyInstance(CacheBackend.class.getClassLoader(), types, this);
    }

    void to(CacheBackend backend) {
      this.backend = backend;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("ownerOnly")) {
        return true;
      }
      try {
        return method.invoke(backend, arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    }
  }

  private static void checkText(Texts texts, int number, int length, String when) {
    assertThat(texts.text(number, length)).as(when).isEqualTo(DIRECT.text(number, length));
  }

  private static void checkStoresAgain(
      ResultCache cache, Texts texts, int number, int length, String when) {
    checkText(texts, number, length, when);
    long hits = cache.stats().hits();
    checkText(texts, number, length, when);
    assertThat(cache.stats().hits()).as("hits after %s", when).isEqualTo(hits + 1);
  }

  private BackendContext context(Path base) {
    return TestBackendContext.in(base.resolve("locache")).clock(clock);
  }

  private ResultCache cache(Path base, CacheBackend backend) {
    return Locache.open(
        CacheConfig.builder().backend(backend).directory(base.resolve("own")).clock(clock).build());
  }

  private static Texts texts(ResultCache cache, long maximumEntries) {
    return cache
        .service(Texts.class, new RepeatedNumber())
        .codeVersion("1")
        .maximumEntries(maximumEntries)
        .wrap();
  }

  private static List<Path> temporaries(Path base) throws IOException {
    try (Stream<Path> all = Files.walk(base.resolve("locache"))) {
      return all.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }
}
