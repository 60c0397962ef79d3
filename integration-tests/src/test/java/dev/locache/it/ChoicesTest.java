package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.ServiceBuilder;
import dev.locache.testkit.MemoryBackend;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opentest4j.FileInfo;

/** What a user can choose, where, and which choice wins. */
final class ChoicesTest {
  private final MemoryBackend backend = TestCaches.memory();

  private ResultCache open(CacheConfig.Builder config) {
    return Locache.open(config.build());
  }

  @Cached(maximumEntries = 2)
  interface Limited {
    int plain(int number);

    @Cached(maximumEntries = 3)
    int own(int number);
  }

  static final class LimitedImplementation implements Limited {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public int plain(int number) {
      runs.incrementAndGet();
      return number;
    }

    @Override
    public int own(int number) {
      runs.incrementAndGet();
      return number;
    }
  }

  private static int kept(Limited service, LimitedImplementation implementation, boolean own) {
    for (int number = 0; number < 9; number++) {
      call(service, own, number);
    }
    int before = implementation.runs.get();
    for (int number = 8; number >= 0; number--) { // the latest used first, so that all kept hit
      call(service, own, number);
      if (implementation.runs.get() > before) {
        return 8 - number;
      }
    }
    return 9;
  }

  private static void call(Limited service, boolean own, int number) {
    assertThat(own ? service.own(number) : service.plain(number)).isEqualTo(number);
  }

  @Test
  void theCloserToTheMethodTheStrongerALimit() {
    try (ResultCache cache = open(TestCaches.in(backend).maximumEntries(5))) {
      LimitedImplementation implementation = new LimitedImplementation();
      ServiceBuilder<Limited> builder = cache.service(Limited.class, implementation);
      assertThat(kept(builder.wrap(), implementation, false)).isEqualTo(2); // the type's
      Limited ofBuilder = builder.maximumEntries(4).wrap();
      assertThat(kept(ofBuilder, implementation, false)).isEqualTo(4);
      assertThat(kept(ofBuilder, implementation, true)).isEqualTo(3); // the method's own
    }
    try (ResultCache cache = open(TestCaches.in(TestCaches.memory()).maximumEntries(5))) {
      CountingSquares counting = new CountingSquares();
      Squares squares = cache.wrap(Squares.class, counting);
      for (int number = 0; number < 9; number++) {
        squares.square(number);
      }
      assertThat(cache.stats().evictions()).isEqualTo(4);
    }
  }

  @Test
  void aCodeVersionStandsForTheCode() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open(TestCaches.in(backend))) {
      for (String version : List.of("1", "1", "2", "1")) {
        Squares squares = cache.service(Squares.class, counting).codeVersion(version).wrap();
        assertThat(squares.square(3)).isEqualTo(9);
      }
      assertThat(cache.wrap(Squares.class, counting).square(3)).isEqualTo(9); // by its code
    }
    assertThat(counting.runs()).isEqualTo(3);
  }

  @Test
  void aBlankCodeVersionIsRefused() {
    try (ResultCache cache = open(TestCaches.in(backend))) {
      ServiceBuilder<Squares> builder = cache.service(Squares.class, new CountingSquares());
      assertThatThrownBy(() -> builder.codeVersion(" "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("codeVersion (\" \") must not be blank");
    }
  }

  @Test
  void twoStateKeysDoNotShareEntries() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open(TestCaches.in(backend))) {
      for (Object state : List.of("a", "b", "a", List.of("a"))) {
        cache.service(Squares.class, counting).stateKey(state).wrap().square(3);
      }
    }
    assertThat(counting.runs()).isEqualTo(3);
  }

  /** Neither a record nor serializable, but with something to tell it by. */
  static final class Money {
    final String currency;
    final long cents;

    Money(String currency, long cents) {
      this.currency = currency;
      this.cents = cents;
    }
  }

  interface Taxes {
    long tax(Money amount);
  }

  static final class CountingTaxes implements Taxes {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public long tax(Money amount) {
      runs.incrementAndGet();
      return amount.cents / 5;
    }
  }

  @Test
  void aTypeWithoutCanonicalFormIsRefusedUntilItHasAKeyEncoder() {
    CountingTaxes counting = new CountingTaxes();
    try (ResultCache cache = open(TestCaches.in(backend))) {
      assertThatThrownBy(() -> cache.wrap(Taxes.class, counting))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "cannot cache dev.locache.it.ChoicesTest$Taxes: Taxes.tax(Money): parameter 1"
                  + " (dev.locache.it.ChoicesTest$Money) has no canonical form; ")
          .hasMessageContaining("keyEncoder(");
    }
    try (ResultCache cache =
        open(
            TestCaches.in(backend)
                .keyEncoder(Money.class, money -> List.of(money.currency, money.cents)))) {
      Taxes taxes = cache.wrap(Taxes.class, counting);
      assertThat(taxes.tax(new Money("EUR", 100))).isEqualTo(20);
      assertThat(taxes.tax(new Money("EUR", 100))).isEqualTo(20);
      assertThat(taxes.tax(new Money("USD", 100))).isEqualTo(20);
    }
    assertThat(counting.runs).hasValue(2);
  }

  @Test
  void reachedClassesCountAsCode() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open(TestCaches.in(backend))) {
      cache.wrap(Squares.class, counting).square(3);
      cache.service(Squares.class, counting).reaches(Money.class).wrap().square(3);
      cache.service(Squares.class, counting).reaches(Money.class).wrap().square(3);
    }
    assertThat(counting.runs()).isEqualTo(2);
  }

  interface Paths {
    String path(String name);
  }

  /** Holds an object of a library. */
  record PathsBelow(FileInfo root) implements Paths {
    @Override
    public String path(String name) {
      return root.getPath() + "/" + name;
    }
  }

  @Test
  void objectsOfOwnPackagesAreToldByTheirFields() {
    PathsBelow here = new PathsBelow(new FileInfo("here", new byte[0]));
    PathsBelow there = new PathsBelow(new FileInfo("there", new byte[0]));
    try (ResultCache cache = open(TestCaches.in(backend).ownPackages("org.opentest4j"))) {
      assertThat(cache.wrap(Paths.class, here).path("a")).isEqualTo("here/a");
      assertThat(cache.wrap(Paths.class, there).path("a")).isEqualTo("there/a");
      assertThat(cache.stats().loads()).isEqualTo(2);
    }
    try (ResultCache cache = open(TestCaches.in(backend))) {
      Paths again = cache.service(Paths.class, here).ownPackages("org.opentest4j").wrap();
      assertThat(again.path("a")).isEqualTo("here/a");
      assertThat(cache.stats().hits()).isOne();
      assertThatThrownBy(() -> cache.service(Paths.class, here).analysedPackages("org").wrap())
          .hasMessageContaining("field PathsBelow.root (org.opentest4j.FileInfo) cannot be part");
    }
  }

  interface Clocked {
    long now(int offset);
  }

  static final class SystemClocked implements Clocked {
    @Override
    public long now(int offset) {
      return System.currentTimeMillis() + offset;
    }
  }

  @Test
  void strictFingerprintRefusesWhatItCannotAnswerFor() {
    String message =
        "cannot cache dev.locache.it.ChoicesTest$Clocked: Clocked.now(int):"
            + " dev.locache.it.ChoicesTest$SystemClocked.now depends on"
            + " java.lang.System.currentTimeMillis, which strictFingerprint(true) refuses";
    try (ResultCache cache = open(TestCaches.in(backend).strictFingerprint(true))) {
      SystemClocked clocked = new SystemClocked();
      assertThatThrownBy(() -> cache.wrap(Clocked.class, clocked)).hasMessage(message);
      Clocked lenient = cache.service(Clocked.class, clocked).strictFingerprint(false).wrap();
      assertThat(lenient.now(1)).isPositive();
    }
  }
}
