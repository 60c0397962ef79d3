package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Names;
import com.google.inject.spi.Elements;
import com.google.inject.util.Modules;
import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.KeyEncoder;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.MemoryBackend;
import dev.locache.testkit.SteppingClock;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cache of an injector: what it is opened from, who has it, who ends it. */
final class LocacheModuleTest {
  /** Has no canonical form. */
  static final class Amount {
    final Object unit = new ProcessBuilder();
    final int cents;

    Amount(int cents) {
      this.cents = cents;
    }
  }

  static final class AmountEncoder implements KeyEncoder<Amount> {
    private final AtomicInteger runs;

    @Inject
    AmountEncoder(AtomicInteger runs) {
      this.runs = runs;
    }

    @Override
    public Object keyOf(Amount amount) {
      runs.incrementAndGet();
      return amount.cents;
    }
  }

  interface Taxes {
    int tax(Amount amount);
  }

  static final class FlatTaxes implements Taxes {
    @Override
    public int tax(Amount amount) {
      return amount.cents / 5;
    }
  }

  static class Prices {
    @Cached
    int price(AtomicInteger runs) {
      return runs.incrementAndGet();
    }
  }

  static class Doubles {
    @Cached
    int twice(int number) {
      return 2 * number;
    }
  }

  /** Cannot be cached in any way. */
  static class Openings {
    @Cached
    InputStream open(String name) {
      return InputStream.nullInputStream();
    }
  }

  private final AtomicInteger runs = new AtomicInteger();
  private final CacheBackend backend = MemoryBackend.open(InstantSource.system());

  private final Path directory;

  LocacheModuleTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Module squares() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(AtomicInteger.class).toInstance(runs);
        LocacheBinder.of(binder())
            .bind(Squares.class)
            .to(CountingSquares.class)
            .expireAfterAccess(Duration.ofDays(30))
            .in(Singleton.class);
      }
    };
  }

  private Module inMemory() {
    return LocacheModule.create(choices -> choices.backend(backend).strict(true));
  }

  private int runsOfTwoCalls(Injector injector) {
    Squares squares = injector.getInstance(Squares.class);
    int before = runs.get();
    assertThat(squares.square(3)).isEqualTo(9);
    assertThat(squares.square(3)).isEqualTo(9);
    return runs.get() - before;
  }

  @Test
  void anInjectorHasOneCacheAndClosingItLetsCallsRun() {
    Injector injector = Guice.createInjector(inMemory(), squares());
    ResultCache cache = injector.getInstance(ResultCache.class);
    assertThat(injector.getInstance(ResultCache.class)).isSameAs(cache);
    assertThat(runsOfTwoCalls(injector)).isEqualTo(1);
    assertThat(cache.stats().hits()).isEqualTo(1);
    cache.close();
    assertThat(runsOfTwoCalls(injector)).isEqualTo(2);
  }

  @Test
  void aCacheThatWasGivenIsUsedAsItIs() {
    try (ResultCache open = Locache.open(CacheConfig.builder().backend(backend).build())) {
      Injector injector = Guice.createInjector(LocacheModule.using(open), squares());
      assertThat(injector.getInstance(ResultCache.class)).isSameAs(open);
      runsOfTwoCalls(injector);
      assertThat(open.stats().stores()).isEqualTo(1);
    }
  }

  @Test
  void modulesThatOpenTheSameAreInstalledOnce() {
    CacheConfig config = CacheConfig.builder().backend(backend).build();
    Guice.createInjector(LocacheModule.of(config), LocacheModule.of(config), squares());
    assertThat(LocacheModule.create()).isEqualTo(LocacheModule.create());
    assertThat(LocacheModule.bypassing()).isEqualTo(LocacheModule.bypassing());
    assertThat(LocacheModule.create()).isNotEqualTo(LocacheModule.bypassing());
  }

  @Test
  void bindingsSayWhereEntriesRest() {
    Module settings =
        binder -> {
          binder.bindConstant().annotatedWith(Names.named("locache.backend")).to("protobuf");
          binder.bindConstant().annotatedWith(Names.named("locache.codec")).to("java");
          binder
              .bindConstant()
              .annotatedWith(Names.named("locache.directory"))
              .to(directory.toString());
        };
    Injector injector = Guice.createInjector(LocacheModule.create(), settings, squares());
    try (ResultCache cache = injector.getInstance(ResultCache.class)) {
      runsOfTwoCalls(injector);
      assertThat(cache.stats().stores()).isEqualTo(1);
    }
    assertThat(directory.resolve("protobuf-v1")).isDirectory();
  }

  @Test
  void whatTheModuleChoosesWinsOverBindings() {
    Module named =
        binder -> binder.bindConstant().annotatedWith(Names.named("locache.backend")).to("none");
    assertThat(runsOfTwoCalls(Guice.createInjector(inMemory(), named, squares()))).isEqualTo(1);
  }

  @Test
  void aBackendAndAClockMayBeBound() {
    SteppingClock clock = new SteppingClock(Instant.parse("2026-01-01T00:00:00Z"));
    Module bound =
        binder -> {
          OptionalBinder.newOptionalBinder(binder, CacheBackend.class)
              .setBinding()
              .toInstance(MemoryBackend.open(clock));
          binder.bind(InstantSource.class).toInstance(clock);
        };
    Injector injector = Guice.createInjector(LocacheModule.create(), bound, squares());
    assertThat(runsOfTwoCalls(injector)).isEqualTo(1);
    clock.step(Duration.ofDays(31));
    assertThat(runsOfTwoCalls(injector)).isEqualTo(1); // once more
  }

  @Test
  void keyEncodersMayBeBound() {
    for (boolean injected : List.of(true, false)) {
      Module encoder =
          binder -> {
            binder.bind(AtomicInteger.class).toInstance(runs);
            LocacheBinder services = LocacheBinder.of(binder);
            if (injected) {
              services.keyEncoder(Amount.class, AmountEncoder.class);
            } else {
              services.keyEncoder(Amount.class, new AmountEncoder(runs));
            }
            services.bind(Taxes.class).to(FlatTaxes.class).in(Singleton.class);
          };
      runs.set(0);
      Taxes taxes = Guice.createInjector(inMemory(), encoder).getInstance(Taxes.class);
      assertThat(taxes.tax(new Amount(500))).isEqualTo(100);
      assertThat(taxes.tax(new Amount(500))).isEqualTo(100);
      assertThat(Locache.stats(taxes).hits()).isPositive();
      assertThat(runs).hasValue(2);
    }
  }

  @Test
  void whereOneCacheOverridesAnotherMethodsAreInterceptedOnce() {
    Injector injector =
        Guice.createInjector(Modules.override(LocacheModule.bypassing()).with(inMemory()));
    Doubles doubles = injector.getInstance(Doubles.class);
    assertThat(doubles.twice(3)).isEqualTo(6);
    assertThat(doubles.twice(3)).isEqualTo(6);
    ResultCache cache = injector.getInstance(ResultCache.class);
    assertThat(cache.stats().misses()).isEqualTo(1);
    assertThat(cache.stats().hits()).isEqualTo(1);
  }

  @Test
  void bypassedNothingIsCachedAndNothingRefused() {
    Module application =
        Modules.combine(LocacheModule.create(choices -> choices.backend("none")), squares());
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            Modules.override(application).with(LocacheModule.bypassing()),
            binder -> binder.bind(Openings.class),
            binder ->
                LocacheBinder.of(binder)
                    .bind(Squares.class)
                    .annotatedWith(Names.named("lambda"))
                    .toInstance(number -> number));
    assertThat(runsOfTwoCalls(injector)).isEqualTo(2);
    assertThat(injector.getInstance(Openings.class).open("a")).isNotNull();
    Prices prices = injector.getInstance(Prices.class);
    assertThat(prices.price(new AtomicInteger(6))).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void aServiceMayBeOverridden(Stage stage) {
    Module faked =
        binder ->
            LocacheBinder.of(binder)
                .bind(Squares.class)
                .toInstance(
                    new Squares() {
                      @Override
                      public int square(int number) {
                        return -1;
                      }
                    });
    Injector injector =
        Guice.createInjector(stage, Modules.override(inMemory(), squares()).with(faked));
    Squares squares = injector.getInstance(Squares.class);
    assertThat(squares.square(3)).isEqualTo(-1);
    assertThat(squares.square(3)).isEqualTo(-1);
    assertThat(Locache.stats(squares).hits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void aChildInjectorUsesItsParentsCache(Stage stage) {
    Injector parent = Guice.createInjector(stage, inMemory());
    assertThat(runsOfTwoCalls(parent.createChildInjector(squares()))).isEqualTo(1);
    assertThat(runsOfTwoCalls(parent.createChildInjector(squares()))).isZero();
    assertThat(parent.getInstance(ResultCache.class).stats().hits()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void aPrivateModuleExposesTheServiceAndKeepsTheRest(Stage stage) {
    Module hidden =
        new PrivateModule() {
          @Override
          protected void configure() {
            install(squares());
            expose(Squares.class);
          }
        };
    assertThat(runsOfTwoCalls(Guice.createInjector(stage, inMemory(), hidden))).isEqualTo(1);
    Module withItsCache =
        new PrivateModule() {
          @Override
          protected void configure() {
            install(inMemory());
            install(squares());
            expose(Squares.class);
          }
        };
    Injector injector = Guice.createInjector(stage, withItsCache);
    assertThat(runsOfTwoCalls(injector)).isZero();
    assertThatThrownBy(() -> injector.getInstance(ResultCache.class)).isNotNull();
  }

  @Test
  void elementsAreOpenedByNobodyWhoOnlyLooksAtThem() {
    Module broken = LocacheModule.create(choices -> choices.backend("none"));
    assertThat(Elements.getElements(broken, squares())).isNotEmpty();
    assertThat(Guice.createInjector(Stage.TOOL, broken, squares()).getBinding(Squares.class))
        .isNotNull();
  }
}
