package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import com.google.inject.spi.DefaultBindingTargetVisitor;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.Elements;
import com.google.inject.spi.HasDependencies;
import dev.locache.CacheStats;
import dev.locache.FingerprintScope;
import dev.locache.Locache;
import dev.locache.ResultCache;
import jakarta.inject.Provider;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every form of a statement, and what others see of it. */
final class LocacheBinderTest {
  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Exact {}

  interface Prices<T> {
    T price(String what);
  }

  static final class TextPrices implements Prices<String> {
    @Override
    public String price(String what) {
      return what + " 1";
    }
  }

  static final class SquaresProvider implements Provider<Squares> {
    private final AtomicInteger runs;

    @Inject
    SquaresProvider(AtomicInteger runs) {
      this.runs = runs;
    }

    @Override
    public Squares get() {
      return new CountingSquares(runs);
    }
  }

  /** Has a field by which results may differ, as far as Locache can tell. */
  static final class TunedSquares implements Squares {
    private final List<Object> tuning = List.of(new ProcessBuilder());

    @Override
    public int square(int number) {
      return number * number + 0 * tuning.size();
    }
  }

  private static Injector injector(TestModule module) {
    return Guice.createInjector(Stage.PRODUCTION, module);
  }

  /** Asks twice, and expects the second to be answered from the cache. */
  private static void requireCached(Key<? extends Squares> key, Consumer<LocacheBinder> statement) {
    TestModule module = TestModule.services(statement);
    Squares squares = injector(module).getInstance(key);
    assertThat(squares.square(3)).isEqualTo(9);
    assertThat(squares.square(3)).isEqualTo(9);
    assertThat(module.runs).hasValue(1);
  }

  private static void requireCached(Consumer<LocacheBinder> statement) {
    requireCached(Key.get(Squares.class), statement);
  }

  @Test
  void toAClass() {
    requireCached(binder -> binder.bind(Squares.class).to(CountingSquares.class));
    requireCached(binder -> binder.bind(Squares.class).to(TypeLiteral.get(CountingSquares.class)));
  }

  @Test
  void toAnInstance() {
    AtomicInteger runs = new AtomicInteger();
    Injector injector =
        injector(
            TestModule.services(
                binder -> binder.bind(Squares.class).toInstance(new CountingSquares(runs))));
    injector.getInstance(Squares.class).square(3);
    injector.getInstance(Squares.class).square(3);
    assertThat(runs).hasValue(1);
  }

  @Test
  void toAProvider() {
    requireCached(binder -> binder.bind(Squares.class).toProvider(SquaresProvider.class));
    requireCached(
        binder -> binder.bind(Squares.class).toProvider(TypeLiteral.get(SquaresProvider.class)));
    requireCached(binder -> binder.bind(Squares.class).toProvider(Key.get(SquaresProvider.class)));
    AtomicInteger runs = new AtomicInteger();
    Injector injector =
        injector(
            TestModule.services(
                binder -> binder.bind(Squares.class).toProvider(new SquaresProvider(runs))));
    injector.getInstance(Squares.class).square(3);
    injector.getInstance(Squares.class).square(3);
    assertThat(runs).hasValue(1);
  }

  @Test
  void toAConstructor() throws NoSuchMethodException {
    var constructor = CountingSquares.class.getDeclaredConstructor(AtomicInteger.class);
    requireCached(binder -> binder.bind(Squares.class).toConstructor(constructor));
    requireCached(
        binder ->
            binder
                .bind(Squares.class)
                .toConstructor(constructor, TypeLiteral.get(CountingSquares.class)));
  }

  @Test
  void toWhatIsBoundAlready() {
    TestModule module =
        TestModule.services(
            binder ->
                binder.bind(Squares.class).to(Key.get(Squares.class, Names.named("uncached"))));
    Injector injector =
        Guice.createInjector(
            module,
            binder ->
                binder
                    .bind(Squares.class)
                    .annotatedWith(Names.named("uncached"))
                    .to(CountingSquares.class));
    injector.getInstance(Squares.class).square(3);
    injector.getInstance(Squares.class).square(3);
    assertThat(module.runs).hasValue(1);
    injector.getInstance(Key.get(Squares.class, Names.named("uncached"))).square(3);
    assertThat(module.runs).hasValue(2);
  }

  @Test
  void annotated() {
    requireCached(
        Key.get(Squares.class, Exact.class),
        binder -> binder.bind(Squares.class).annotatedWith(Exact.class).to(CountingSquares.class));
    requireCached(
        Key.get(Squares.class, Names.named("exact")),
        binder ->
            binder
                .bind(Squares.class)
                .annotatedWith(Names.named("exact"))
                .to(CountingSquares.class));
    Key<Squares> key = Key.get(Squares.class, Exact.class);
    requireCached(key, binder -> binder.bind(key).to(CountingSquares.class));
  }

  @Test
  void anInterfaceWithTypeArguments() {
    TypeLiteral<Prices<String>> type = new TypeLiteral<>() {};
    Injector injector =
        injector(TestModule.services(binder -> binder.bind(type).to(TextPrices.class)));
    Prices<String> prices = injector.getInstance(Key.get(type));
    prices.price("tea");
    assertThat(prices.price("tea")).isEqualTo("tea 1");
    assertThat(Locache.stats(prices).hits()).isEqualTo(1);
  }

  @Test
  void theImplementationStaysBoundByItself() {
    TestModule module =
        TestModule.services(binder -> binder.bind(Squares.class).to(CountingSquares.class));
    Injector injector = injector(module);
    injector.getInstance(CountingSquares.class).square(3);
    injector.getInstance(CountingSquares.class).square(3);
    assertThat(module.runs).hasValue(2);
  }

  @Test
  void aScopeIsTheServices() {
    Injector unscoped =
        injector(TestModule.services(b -> b.bind(Squares.class).to(CountingSquares.class)));
    assertThat(unscoped.getInstance(Squares.class))
        .isNotSameAs(unscoped.getInstance(Squares.class));
    for (Consumer<LocacheBinder> scoped :
        List.<Consumer<LocacheBinder>>of(
            b -> b.bind(Squares.class).to(CountingSquares.class).in(Singleton.class),
            b -> b.bind(Squares.class).to(CountingSquares.class).in(Scopes.SINGLETON),
            b -> b.bind(Squares.class).to(CountingSquares.class).asEagerSingleton())) {
      Injector injector = injector(TestModule.services(scoped));
      assertThat(injector.getInstance(Squares.class)).isSameAs(injector.getInstance(Squares.class));
    }
  }

  @Test
  void entriesAreLimited() {
    Injector injector =
        injector(
            TestModule.services(
                binder -> binder.bind(Squares.class).to(CountingSquares.class).maximumEntries(1)));
    Squares squares = injector.getInstance(Squares.class);
    squares.square(1);
    squares.square(2);
    assertThat(Locache.stats(squares).evictions()).isEqualTo(1);
  }

  @Test
  void nothingIsKeptWithoutAge() {
    Injector injector =
        injector(
            TestModule.services(
                binder ->
                    binder
                        .bind(Squares.class)
                        .to(CountingSquares.class)
                        .expireAfterAccess(Duration.ZERO)));
    Squares squares = injector.getInstance(Squares.class);
    squares.square(1);
    assertThat(Locache.stats(squares)).isEqualTo(new CacheStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aVersionStandsForTheCode() {
    assertThat(missesAfter(choices -> choices.codeVersion("1"), c -> c.codeVersion("1"))).isZero();
    assertThat(missesAfter(choices -> choices.codeVersion("1"), c -> c.codeVersion("2")))
        .isEqualTo(1);
  }

  @Test
  void aValueStandsForTheState() {
    assertThat(missesAfter(choices -> choices.stateKey(1), c -> c.stateKey(1))).isZero();
    assertThat(missesAfter(choices -> choices.stateKey(1), c -> c.stateKey(2))).isEqualTo(1);
  }

  @Test
  void furtherClassesAreReachedAndTheScopeIsChosen() {
    assertThat(missesAfter(choices -> {}, c -> c.reaches(TextPrices.class))).isEqualTo(1);
    assertThat(missesAfter(choices -> {}, c -> c.fingerprint(FingerprintScope.CLASS))).isEqualTo(1);
  }

  @Test
  void aFieldIsIgnored() {
    Injector injector =
        injector(
            TestModule.services(
                binder -> binder.bind(Squares.class).to(TunedSquares.class).ignoreField("tuning")));
    assertThat(injector.getInstance(Squares.class).square(3)).isEqualTo(9);
  }

  /** Returns how often a call was missed by one service that another one had made before. */
  private static long missesAfter(
      Consumer<LocacheBinder.ServiceChoices<Squares>> first,
      Consumer<LocacheBinder.ServiceChoices<Squares>> second) {
    TestModule module =
        TestModule.services(
            binder -> {
              first.accept(
                  binder.bind(Squares.class).annotatedWith(Exact.class).to(CountingSquares.class));
              second.accept(binder.bind(Squares.class).to(CountingSquares.class));
            });
    Injector injector = injector(module);
    injector.getInstance(Key.get(Squares.class, Exact.class)).square(3);
    Squares squares = injector.getInstance(Squares.class);
    squares.square(3);
    return Locache.stats(squares).misses();
  }

  @Test
  void dependenciesShowInGuicesSpi() {
    Injector injector =
        injector(TestModule.services(b -> b.bind(Squares.class).to(CountingSquares.class)));
    HasDependencies binding = (HasDependencies) injector.getBinding(Squares.class);
    assertThat(binding.getDependencies())
        .extracting(Dependency::getKey)
        .<Object>map(key -> key)
        .containsExactlyInAnyOrder(Key.get(ResultCache.class), Key.get(CountingSquares.class));
  }

  @Test
  void aVisitorIsToldOfCachedServices() {
    class Visitor extends DefaultBindingTargetVisitor<Object, String>
        implements CachedBindingVisitor<Object, String> {
      @Override
      public String visit(CachedBinding<?> binding) {
        return binding.type().getSimpleName() + " by " + binding.implementation().getTypeLiteral();
      }

      @Override
      protected String visitOther(Binding<?> binding) {
        return "other";
      }
    }
    TestModule module = TestModule.services(b -> b.bind(Squares.class).to(CountingSquares.class));
    String expected = "Squares by dev.locache.guice.CountingSquares";
    Binding<?> bound = injector(module).getBinding(Squares.class);
    assertThat(bound.acceptTargetVisitor(new Visitor())).isEqualTo(expected);
    assertThat(bound.acceptTargetVisitor(new DefaultBindingTargetVisitor<Object, String>() {}))
        .isNull();
    assertThat(bound.getProvider()).asString().contains("cached dev.locache.guice.Squares");

    List<String> unbuilt =
        Elements.getElements(module).stream()
            .filter(each -> each instanceof Binding<?> b && b.getKey().equals(bound.getKey()))
            .map(each -> ((Binding<?>) each).acceptTargetVisitor(new Visitor()))
            .toList();
    assertThat(unbuilt).containsExactly(expected);
  }

  @Test
  void aBindingNamesTheLineOfItsModule() {
    Injector injector =
        Guice.createInjector(
            new AbstractModule() {
              @Override
              protected void configure() {
                install(TestModule.services(binder -> {}));
                LocacheBinder.of(binder()).bind(Squares.class).to(CountingSquares.class);
              }
            });
    assertThat(injector.getBinding(Squares.class).getSource())
        .asString()
        .startsWith(LocacheBinderTest.class.getName() + "$")
        .contains(".configure(LocacheBinderTest.java:");
  }
}
