package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CachedCalls;
import dev.locache.spi.EnhancedObjects;
import dev.locache.spi.EnhancedObjects.Original;
import dev.locache.testkit.MemoryBackend;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that a framework catches on their way to a class, where no proxy stands in front of it. */
final class CaughtCallsTest {
  static class Prices {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();
    private final int factor;

    Prices(int factor) {
      this.factor = factor;
    }

    protected int price(int amount) {
      runs.incrementAndGet();
      return factor * amount;
    }

    CompletableFuture<Integer> later(int amount) {
      return CompletableFuture.completedFuture(price(amount));
    }

    InputStream open() {
      return InputStream.nullInputStream();
    }
  }

  /**
   * As a framework would make it, with something of its own in a field that has no canonical form.
   */
  static final class PricesMadeByAFramework extends Prices {
    final Object handlers = new ProcessBuilder();

    PricesMadeByAFramework(int factor) {
      super(factor);
    }
  }

  /** What a framework runs around a method. */
  static final class Rounding {
    final int digits;

    Rounding(int digits) {
      this.digits = digits;
    }
  }

  /** Another one with the same content. */
  static final class Cutting {
    final int digits;

    Cutting(int digits) {
      this.digits = digits;
    }
  }

  record Holder(Prices prices) implements Squares {
    @Override
    public int square(int number) {
      return prices.price(number);
    }
  }

  private static final Method PRICE = method("price", int.class);
  private static final Method LATER = method("later", int.class);
  private static final Method OPEN = method("open");

  private final MemoryBackend backend = TestCaches.memory();
  private final ResultCache cache = Locache.open(TestCaches.in(backend).strict(true).build());

  @AfterEach
  void close() {
    cache.close();
  }

  private static Method method(String name, Class<?>... parameters) {
    try {
      return Prices.class.getDeclaredMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static int price(CachedCalls calls, Prices prices, int amount) {
    return (int) answer(calls, PRICE, new Object[] {amount}, () -> prices.price(amount));
  }

  private static Object answer(
      CachedCalls calls, Method method, Object[] arguments, CachedCalls.Call call) {
    try {
      return calls.answer(method, arguments, call);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private static EnhancedObjects enhancedBy(Map<Method, List<Object>> interceptors) {
    return object ->
        object instanceof PricesMadeByAFramework
            ? Optional.of(new Original(Prices.class, interceptors))
            : Optional.empty();
  }

  private CachedCalls calls(Prices prices, Map<Method, List<Object>> interceptors) {
    return cache
        .service(Prices.class, prices)
        .enhancedObjects(enhancedBy(interceptors))
        .intercept(List.of(PRICE, LATER));
  }

  /** Whether a call that was made with some interceptors is found again with others. */
  private boolean shared(Map<Method, List<Object>> first, Map<Method, List<Object>> second) {
    Prices one = new PricesMadeByAFramework(2);
    price(calls(one, first), one, 21);
    Prices other = new PricesMadeByAFramework(2);
    price(calls(other, second), other, 21);
    return other.runs.get() == 0;
  }

  @Test
  void aSecondCallIsAnsweredWithoutGoingOn() {
    Prices prices = new Prices(2);
    CachedCalls calls = cache.service(Prices.class, prices).intercept(List.of(PRICE));
    assertThat(price(calls, prices, 21)).isEqualTo(42);
    assertThat(price(calls, prices, 21)).isEqualTo(42);
    assertThat(prices.runs).hasValue(1);
    assertThat(cache.stats().hits()).isEqualTo(1);
  }

  @Test
  void aMethodThatIsNotAmongThemAlwaysGoesOn() {
    Prices prices = new Prices(2);
    CachedCalls calls = cache.service(Prices.class, prices).intercept(List.of(LATER));
    price(calls, prices, 21);
    price(calls, prices, 21);
    assertThat(prices.runs).hasValue(2);
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // the call hands it on
  void ofAFutureTheValueIsCached() {
    Prices prices = new Prices(2);
    CachedCalls calls = cache.service(Prices.class, prices).intercept(List.of(LATER));
    for (int i = 0; i < 2; i++) {
      Object result = answer(calls, LATER, new Object[] {4}, () -> prices.later(4));
      assertThat(((CompletableFuture<?>) result).join()).isEqualTo(8);
    }
    assertThat(prices.runs).hasValue(1);
  }

  @Test
  void stateIsPartOfTheKey() {
    Prices two = new Prices(2);
    Prices three = new Prices(3);
    price(cache.service(Prices.class, two).intercept(List.of(PRICE)), two, 21);
    CachedCalls calls = cache.service(Prices.class, three).intercept(List.of(PRICE));
    assertThat(price(calls, three, 21)).isEqualTo(63);
  }

  @Test
  void anEnhancedObjectSharesEntriesWithThoseOfTheClassThatItsAuthorWrote() {
    Prices plain = new Prices(2);
    price(cache.service(Prices.class, plain).intercept(List.of(PRICE)), plain, 21);
    Prices enhanced = new PricesMadeByAFramework(2);
    assertThat(price(calls(enhanced, Map.of()), enhanced, 21)).isEqualTo(42);
    assertThat(enhanced.runs).hasValue(0);
  }

  @Test
  void interceptorsArePartOfTheKey() {
    Map<Method, List<Object>> two = Map.of(PRICE, List.of(new Rounding(2)));
    assertThat(shared(two, Map.of(PRICE, List.of(new Rounding(2))))).isTrue();
    assertThat(shared(two, Map.of(PRICE, List.of(new Rounding(3))))).isFalse();
    assertThat(shared(two, Map.of(PRICE, List.of(new Cutting(2))))).isFalse();
    assertThat(shared(two, Map.of(LATER, List.of(new Rounding(2))))).isFalse();
    assertThat(shared(two, Map.of())).isFalse();
  }

  @Test
  void theOrderOfInterceptorsIsPartOfTheKey() {
    Rounding rounding = new Rounding(1);
    Cutting cutting = new Cutting(1);
    Map<Method, List<Object>> one = Map.of(PRICE, List.of(rounding, cutting));
    assertThat(shared(one, Map.of(PRICE, List.of(cutting, rounding)))).isFalse();
  }

  @Test
  void anInterceptorThatCannotBeToldIsRefused() {
    Prices prices = new PricesMadeByAFramework(2);
    Map<Method, List<Object>> unknown = Map.of(PRICE, List.of(new ProcessBuilder()));
    assertThatThrownBy(() -> calls(prices, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot cache dev.locache.it.CaughtCallsTest$Prices: java.lang.ProcessBuilder, which"
                + " runs around protected int dev.locache.it.CaughtCallsTest$Prices.price(int), cannot be part of the key;"
                + " say stateKey(...) to name the state");
  }

  @Test
  void anEnhancedObjectInAFieldCountsAsItsOriginal() {
    Squares plain = cache.wrap(Squares.class, new Holder(new Prices(2)));
    plain.square(21);
    PricesMadeByAFramework enhanced = new PricesMadeByAFramework(2);
    Squares other =
        cache
            .service(Squares.class, new Holder(enhanced))
            .enhancedObjects(enhancedBy(Map.of()))
            .wrap();
    assertThat(other.square(21)).isEqualTo(42);
    assertThat(enhanced.runs).hasValue(0);
  }

  @Test
  void whatAMethodTakesAndReturnsIsCheckedBeforeThereIsAnObject() {
    cache.check(Prices.class, Prices.class, List.of(PRICE, LATER));
    assertThatThrownBy(() -> cache.check(Prices.class, Prices.class, List.of(PRICE, OPEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot cache dev.locache.it.CaughtCallsTest$Prices: Prices.open(): result type"
                + " java.io.InputStream is read once or open (java.io.InputStream);"
                + " return its content, or mark the method @Uncached");
  }

  @Test
  void callsGoOnWhenTheCacheIsClosedOrSwitchedOff() {
    Prices prices = new Prices(2);
    List<CachedCalls> calls = new ArrayList<>();
    calls.add(cache.service(Prices.class, prices).intercept(List.of(PRICE)));
    cache.close();
    try (ResultCache off = Locache.open(TestCaches.in(backend).enabled(false).build())) {
      off.check(Prices.class, Prices.class, List.of(OPEN));
      calls.add(off.service(Prices.class, prices).intercept(List.of(PRICE, OPEN)));
    }
    for (CachedCalls each : calls) {
      assertThat(price(each, prices, 21)).isEqualTo(42);
      assertThat(price(each, prices, 21)).isEqualTo(42);
    }
    assertThat(prices.runs).hasValue(4);
    assertThatThrownBy(() -> cache.service(Prices.class, prices).intercept(List.of(PRICE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot wrap dev.locache.it.CaughtCallsTest$Prices: this cache is closed; open another"
                + " by Locache.open");
  }
}
