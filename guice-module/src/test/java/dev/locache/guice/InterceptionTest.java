package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.matcher.Matchers;
import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.MemoryBackend;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods of classes that Guice makes, marked {@code @Cached}. */
final class InterceptionTest {
  @Retention(RetentionPolicy.RUNTIME)
  @interface Scaled {}

  static class Prices {
    @KeyIgnored final AtomicInteger runs;
    private int base = 1;

    @Inject
    Prices(AtomicInteger runs) {
      this.runs = runs;
      price(0); // nothing of it is known yet
    }

    @Inject
    void base(Integer base) {
      this.base = base;
    }

    @Cached
    int price(int amount) {
      runs.incrementAndGet();
      return base + amount;
    }

    @Cached
    protected CompletableFuture<Integer> later(int amount) {
      runs.incrementAndGet();
      return CompletableFuture.completedFuture(amount);
    }

    @Cached
    @Scaled
    public int scaled(int amount) {
      runs.incrementAndGet();
      return amount;
    }

    public int twice(int amount) {
      return price(amount) + price(amount);
    }
  }

  static class DearPrices extends Prices {
    @Inject
    DearPrices(AtomicInteger runs) {
      super(runs);
    }

    @Override
    int price(int amount) {
      return 100 * super.price(amount);
    }
  }

  /** Multiplies results, so it matters to whoever stores them. */
  static final class Scaling implements MethodInterceptor {
    private final int factor;

    Scaling(int factor) {
      this.factor = factor;
    }

    @Override
    public Object invoke(MethodInvocation invocation) throws Throwable {
      return factor * (int) invocation.proceed();
    }
  }

  static final class CountingCalls implements MethodInterceptor {
    @KeyIgnored final AtomicInteger calls = new AtomicInteger();

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      calls.incrementAndGet();
      return invocation.proceed();
    }
  }

  /** Is bound by its interface and holds an enhanced object. */
  static final class SquaresOfPrices implements Squares {
    private final Prices prices;

    @Inject
    SquaresOfPrices(Prices prices) {
      this.prices = prices;
    }

    @Override
    public int square(int number) {
      return prices.price(number) * prices.price(number);
    }
  }

  /** Is marked, and enhanced for another reason as well. */
  static class MarkedSquares extends CountingSquares {
    @Inject
    MarkedSquares(AtomicInteger runs) {
      super(runs);
    }

    @Override
    @Cached(maximumEntries = 5)
    @Scaled
    public int square(int number) {
      return super.square(number);
    }
  }

  private final CacheBackend backend = MemoryBackend.open(InstantSource.system());
  private final AtomicInteger runs = new AtomicInteger();

  private Injector injector(Consumer<Module> more) {
    return injector(Stage.DEVELOPMENT, more);
  }

  private Injector injector(Stage stage, Consumer<Module> more) {
    Module module = new Module(more);
    return Guice.createInjector(stage, module);
  }

  private final class Module extends AbstractModule {
    private final Consumer<Module> more;

    Module(Consumer<Module> more) {
      this.more = more;
    }

    @Override
    protected void configure() {
      install(LocacheModule.create(choices -> choices.backend(backend).strict(true)));
      bind(AtomicInteger.class).toInstance(runs);
      more.accept(this);
    }

    @Provides
    Integer base() {
      return 10;
    }

    void scale(int factor) {
      bindInterceptor(Matchers.any(), Matchers.annotatedWith(Scaled.class), new Scaling(factor));
    }

    LocacheBinder services() {
      return LocacheBinder.of(binder());
    }

    void single(Class<?> type) {
      bind(type).in(Singleton.class);
    }
  }

  /** Returns a service whose constructor has run. */
  private Prices prices(Injector injector) {
    Prices prices = injector.getInstance(Prices.class);
    runs.set(0);
    return prices;
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void aMarkedMethodIsCached(Stage stage) {
    Prices prices = prices(injector(stage, module -> module.single(Prices.class)));
    assertThat(prices.price(3)).isEqualTo(13);
    assertThat(prices.price(3)).isEqualTo(13);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aClassThatNobodyBoundIsInterceptedToo() {
    Prices prices = prices(injector(module -> {}));
    assertThat(prices.later(3)).isCompletedWithValue(3);
    assertThat(prices.later(3)).isCompletedWithValue(3);
    assertThat(runs).hasValue(1);
  }

  @Test
  void callsOfAnObjectToItselfAreCached() {
    assertThat(prices(injector(module -> {})).twice(3)).isEqualTo(26);
    assertThat(runs).hasValue(1);
  }

  @Test
  void anotherInjectorFindsTheResultAgain() {
    prices(injector(module -> {})).price(3);
    assertThat(prices(injector(module -> {})).price(3)).isEqualTo(13);
    assertThat(runs).hasValue(0);
  }

  @Test
  void aMethodOverriddenWithoutAMarkIsNotCached() {
    Injector injector = injector(module -> {});
    DearPrices prices = injector.getInstance(DearPrices.class);
    runs.set(0);
    assertThat(prices.price(3)).isEqualTo(1300);
    assertThat(prices.price(3)).isEqualTo(1300);
    assertThat(runs).hasValue(2);
    assertThat(prices.later(3)).isCompletedWithValue(3);
    assertThat(prices.later(3)).isCompletedWithValue(3);
    assertThat(runs).hasValue(3);
  }

  @Test
  void itIsTheUsersClassThatIsInTheKey() {
    Prices prices = prices(injector(module -> {}));
    prices.price(3);
    try (ResultCache cache = Locache.open(CacheConfig.builder().backend(backend).build())) {
      Prices plain = new Prices(new AtomicInteger());
      plain.base(10);
      assertThat(answer(cache, plain)).isEqualTo(13);
      assertThat(cache.stats().hits()).isEqualTo(1);
    }
  }

  private static @Nullable Object answer(ResultCache cache, Prices plain) {
    try {
      var method = Prices.class.getDeclaredMethod("price", int.class);
      return cache
          .service(Prices.class, plain)
          .intercept(List.of(method))
          .answer(method, new Object[] {3}, () -> plain.price(3));
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  @Test
  void interceptorsBoundLaterRunInsideAndArePartOfTheKey() {
    assertThat(prices(injector(module -> module.scale(2))).scaled(3)).isEqualTo(6);
    assertThat(prices(injector(module -> module.scale(3))).scaled(3)).isEqualTo(9);
    assertThat(prices(injector(module -> {})).scaled(3)).isEqualTo(3);
    assertThat(prices(injector(module -> module.scale(2))).scaled(3)).isEqualTo(6);
    assertThat(runs).hasValue(0); // found again: the last of them ran it no more
  }

  @Test
  void interceptorsBoundEarlierRunAroundEveryCall() {
    CountingCalls counting = new CountingCalls();
    Module cached = new Module(module -> {});
    Prices prices =
        prices(
            Guice.createInjector(
                binder ->
                    binder.bindInterceptor(
                        Matchers.any(), Matchers.annotatedWith(Scaled.class), counting),
                cached));
    assertThat(prices.scaled(3)).isEqualTo(3);
    assertThat(prices.scaled(3)).isEqualTo(3);
    assertThat(runs).hasValue(1);
    assertThat(counting.calls).hasValue(2);
  }

  @Test
  void anEnhancedImplementationIsUnderstood() {
    Consumer<Module> doubled =
        module -> {
          module.scale(2);
          module.services().bind(Squares.class).to(MarkedSquares.class);
        };
    assertThat(injector(doubled).getInstance(Squares.class).square(3)).isEqualTo(18);
    assertThat(injector(doubled).getInstance(Squares.class).square(3)).isEqualTo(18);
    assertThat(runs).hasValue(1);
    Consumer<Module> tripled =
        module -> {
          module.scale(3);
          module.services().bind(Squares.class).to(MarkedSquares.class);
        };
    assertThat(injector(tripled).getInstance(Squares.class).square(3)).isEqualTo(27);
  }

  @Test
  void whatIsWrappedByItsInterfaceIsCachedOnce() {
    Injector injector =
        injector(
            module -> {
              module.single(MarkedSquares.class);
              module.services().bind(Squares.class).to(MarkedSquares.class);
            });
    injector.getInstance(Squares.class).square(3);
    assertThat(injector.getInstance(ResultCache.class).stats().stores()).isEqualTo(1);
  }

  @Test
  void whatNobodyWrapsIsCachedAlthoughAnInterfaceDeclaresIt() {
    Squares squares = injector(module -> {}).getInstance(MarkedSquares.class);
    squares.square(3);
    squares.square(3);
    assertThat(runs).hasValue(1);
  }

  @Test
  void anEnhancedObjectMayBeHeldByAnImplementation() {
    Consumer<Module> bound =
        module -> module.services().bind(Squares.class).to(SquaresOfPrices.class);
    Injector injector = injector(bound);
    Squares squares = injector.getInstance(Squares.class);
    runs.set(0);
    assertThat(squares.square(3)).isEqualTo(169);
    assertThat(runs).hasValue(1);
    assertThat(injector(bound).getInstance(Squares.class).square(3)).isEqualTo(169);
    assertThat(runs).hasValue(2); // its constructor's
  }

  @Test
  void objectsAreNotKept() {
    Injector injector = injector(module -> {});
    WeakReference<Prices> prices = new WeakReference<>(prices(injector));
    for (int i = 0; i < 50 && prices.get() != null; i++) {
      System.gc();
    }
    assertThat(prices.get()).isNull();
  }
}
