package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two implementations that can give different answers never share an entry; alike ones do. */
final class IdentityTest {
  interface Price {
    int of(int amount);
  }

  /** Returns whether what one implementation stored is a hit for the other. */
  private static boolean share(Price one, Price other) {
    try (ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build())) {
      Price stored = cache.wrap(Price.class, one);
      assertThat(stored.of(5)).isEqualTo(one.of(5));
      Price asked = cache.wrap(Price.class, other);
      int answer = asked.of(5);
      boolean hit = Locache.stats(asked).hits() == 1;
      assertThat(answer).isEqualTo(hit ? one.of(5) : other.of(5));
      return hit;
    }
  }

  private static void assertApart(Price one, Price other) {
    assertThat(one.of(5)).as("the answers differ").isNotEqualTo(other.of(5));
    assertThat(share(one, other)).isFalse();
    assertThat(share(other, one)).isFalse();
  }

  private static void assertShared(Price one, Price other) {
    assertThat(share(one, other)).isTrue();
  }

  private static void assertRefused(Price implementation, String reason) {
    try (ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build())) {
      assertThatThrownBy(() -> cache.wrap(Price.class, implementation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cannot cache dev.locache.it.IdentityTest$Price: " + reason);
    }
  }

  // Lambdas

  private static Price plus(int more) {
    return amount -> amount + more;
  }

  @Test
  void valuesThatALambdaCaptured() {
    assertShared(plus(1), plus(1));
    assertApart(plus(1), plus(2));
  }

  @Test
  void twoLambdasOfOneClass() {
    Price twice = amount -> 2 * amount;
    Price thrice = amount -> 3 * amount;
    String refused =
        "a lambda of dev.locache.it.IdentityTest cannot be part of the key: it is one of 2 lambdas"
            + " in dev.locache.it.IdentityTest that fit Price with the same captures; cast it to"
            + " (Price & Serializable) where it is made, or use a named class; say stateKey(...) to"
            + " name the state";
    assertRefused(twice, refused);
    assertRefused(thrice, refused);
  }

  @Test
  void twoLambdasThatStateKeysName() {
    Price twice = amount -> 2 * amount;
    Price thrice = amount -> 3 * amount;
    try (ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build())) {
      assertThat(cache.service(Price.class, twice).stateKey("twice").wrap().of(5)).isEqualTo(10);
      assertThat(cache.service(Price.class, thrice).stateKey("thrice").wrap().of(5)).isEqualTo(15);
      Price again = cache.service(Price.class, twice).stateKey("twice").wrap();
      assertThat(again.of(5)).isEqualTo(10);
      assertThat(Locache.stats(again).hits()).isEqualTo(1);
    }
  }

  /** Each of its lambdas is the only one of its kind, but for the serializable ones. */
  static final class Lambdas {
    private final int factor;

    Lambdas(int factor) {
      this.factor = factor;
    }

    static Price serializableTwice() {
      return (Price & Serializable) amount -> 2 * amount;
    }

    static Price serializableThrice() {
      return (Price & Serializable) amount -> 3 * amount;
    }

    static Price serializablePlus(int more) {
      return (Price & Serializable) amount -> amount + more;
    }

    Price timesFactor() {
      return amount -> amount * factor;
    }

    Price bound() {
      return this::times;
    }

    private int times(int amount) {
      return amount * factor;
    }
  }

  /** One more place for a lambda that captures this, as one class cannot tell two. */
  static final class References {
    private final int factor;

    References(int factor) {
      this.factor = factor;
    }

    static int next(int amount) {
      return amount + 1;
    }

    int times(int amount) {
      return amount * factor;
    }

    Price bound() {
      return this::times;
    }

    static Price toStatic() {
      return References::next;
    }
  }

  @Test
  void twoSerializableLambdasOfOneClass() {
    assertShared(Lambdas.serializableTwice(), Lambdas.serializableTwice());
    assertApart(Lambdas.serializableTwice(), Lambdas.serializableThrice());
    assertShared(Lambdas.serializablePlus(1), Lambdas.serializablePlus(1));
    assertApart(Lambdas.serializablePlus(1), Lambdas.serializablePlus(2));
  }

  @Test
  void receiverOfABoundMethodReference() {
    assertShared(new References(2).bound(), new References(2).bound());
    assertApart(new References(2).bound(), new References(3).bound());
    assertShared(References.toStatic(), References.toStatic());
    assertApart(References.toStatic(), new References(2).bound());
  }

  @Test
  void twoThatCaptureThis() {
    Price lambda = new Lambdas(2).timesFactor();
    assertThatThrownBy(() -> Locache.wrap(Price.class, lambda))
        .hasMessageContaining("it is one of 2 lambdas in dev.locache.it.IdentityTest$Lambdas");
    assertThat(new Lambdas(2).bound().of(5)).isEqualTo(10);
  }

  // Fields

  static final class Holding implements Price {
    private final Object held;

    Holding(Object held) {
      this.held = held;
    }

    @Override
    public int of(int amount) {
      return amount + valueOf(held);
    }

    private static int valueOf(Object each) {
      if (each instanceof Collection<?> all) {
        return all.stream().mapToInt(Holding::valueOf).sum();
      }
      if (each instanceof Map<?, ?> map) {
        return valueOf(map.keySet()) + 10 * valueOf(map.values());
      }
      if (each instanceof Object[] array) {
        return valueOf(List.of(array));
      }
      if (each instanceof Optional<?> optional) {
        return optional.isPresent() ? valueOf(optional.orElseThrow()) : 0;
      }
      if (each instanceof AtomicReference<?> reference) {
        return valueOf(reference.get());
      }
      if (each instanceof IntSupplier supplier) {
        return supplier.getAsInt();
      }
      if (each instanceof Supplier<?> supplier) {
        return valueOf(supplier.get());
      }
      return each instanceof Rate rate ? rate.percent : (int) each;
    }
  }

  static final class Rate {
    private final int percent;

    Rate(int percent) {
      this.percent = percent;
    }
  }

  @Test
  void objectsInFields() {
    assertShared(new Holding(new Rate(1)), new Holding(new Rate(1)));
    assertApart(new Holding(new Rate(1)), new Holding(new Rate(2)));
  }

  @Test
  void objectsInContainersOfFields() {
    for (Function<Rate, Object> container : CONTAINERS) {
      assertShared(
          new Holding(container.apply(new Rate(1))), new Holding(container.apply(new Rate(1))));
      assertApart(
          new Holding(container.apply(new Rate(1))), new Holding(container.apply(new Rate(2))));
    }
  }

  private static final List<Function<Rate, Object>> CONTAINERS =
      List.of(
          rate -> new Rate[] {rate},
          rate -> List.of(rate, new Rate(7)),
          rate -> new ArrayList<>(List.of(rate)),
          rate -> new HashSet<>(Set.of(rate, new Rate(7))),
          rate -> new HashMap<>(Map.of(rate, 1)),
          rate -> Map.of(1, rate),
          rate -> Optional.of(rate),
          rate -> new AtomicReference<>(rate),
          rate -> (Supplier<Object>) () -> rate);

  @Test
  void lambdasInFields() {
    assertShared(new Holding(supplying(1)), new Holding(supplying(1)));
    assertApart(new Holding(supplying(1)), new Holding(supplying(2)));
    assertShared(new Holding(ofText("abc")), new Holding(ofText("abc")));
    assertApart(new Holding(ofText("abc")), new Holding(ofText("ab")));
    assertApart(new Holding(ofText("a")), new Holding(supplying(2)));
  }

  private static IntSupplier supplying(Integer number) {
    return () -> number;
  }

  private static IntSupplier ofText(String text) {
    return text::length;
  }

  /** Two fields whose objects trade places. */
  static final class Steps implements Price {
    private final IntUnaryOperator first;
    private final IntUnaryOperator second;

    Steps(IntUnaryOperator first, IntUnaryOperator second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public int of(int amount) {
      return second.applyAsInt(first.applyAsInt(amount));
    }
  }

  @Test
  void lambdasThatTradePlaces() {
    IntUnaryOperator more = (IntUnaryOperator & Serializable) x -> x + 1;
    IntUnaryOperator twice = (IntUnaryOperator & Serializable) x -> 2 * x;
    assertApart(new Steps(more, twice), new Steps(twice, more));
  }

  @Test
  void opaqueFieldsAreRefused() {
    assertRefused(
        new Holding(new Random(1)),
        "field Holding.held (java.util.Random) cannot be part of the key; say @KeyIgnored or"
            + " ignoreField(\"held\") if it cannot change results, or stateKey(...) to name the"
            + " state yourself");
    Random captured = new Random(1);
    IntSupplier dice = captured::nextInt;
    assertRefused(
        new Holding(dice),
        "field Holding.held (java.util.Random in a lambda of dev.locache.it.IdentityTest) cannot be"
            + " part of the key; say @KeyIgnored or ignoreField(\"held\") if it cannot change"
            + " results, or stateKey(...) to name the state yourself");
  }

  static final class Sorting implements Price {
    private final TreeSet<String> sorted;

    Sorting(Comparator<String> comparator) {
      sorted = new TreeSet<>(comparator);
      sorted.add("ab");
      sorted.add("b");
    }

    @Override
    public int of(int amount) {
      return amount + sorted.first().length();
    }
  }

  @Test
  void comparatorsThatTheJdkMade() {
    Comparator<String> byLength =
        Comparator.comparing((Function<String, Integer> & Serializable) String::length);
    Comparator<String> byLengthAgain =
        Comparator.comparing((Function<String, Integer> & Serializable) String::length);
    assertShared(new Sorting(byLength), new Sorting(byLengthAgain));
    assertApart(new Sorting(byLength), new Sorting(Comparator.naturalOrder()));
    Comparator<String> thenReversed = byLength.thenComparing(Comparator.reverseOrder());
    assertThat(share(new Sorting(byLength), new Sorting(thenReversed))).isFalse();
  }

  // Classes

  static class Named implements Price {
    @Override
    public int of(int amount) {
      return amount;
    }
  }

  static final class Sub extends Named {
    @Override
    public int of(int amount) {
      return amount + 1;
    }
  }

  @Test
  void subclasses() {
    assertShared(new Named(), new Named());
    assertApart(new Named(), new Sub());
  }

  private static Price anonymous(int more) {
    return new Price() {
      @Override
      public int of(int amount) {
        return amount + more;
      }
    };
  }

  @Test
  void anonymousClassesWithDifferentCaptures() {
    assertShared(anonymous(1), anonymous(1));
    assertApart(anonymous(1), anonymous(2));
    Price other =
        new Price() {
          @Override
          public int of(int amount) {
            return amount + 7;
          }
        };
    assertApart(anonymous(1), other);
  }

  static final class Outer {
    private final int factor;

    Outer(int factor) {
      this.factor = factor;
    }

    final class Inner implements Price {
      @Override
      public int of(int amount) {
        return amount * factor;
      }
    }

    static final class Nested implements Price {
      @Override
      public int of(int amount) {
        return amount;
      }
    }
  }

  @Test
  void outerInstances() {
    assertShared(new Outer(2).new Inner(), new Outer(2).new Inner());
    assertApart(new Outer(2).new Inner(), new Outer(3).new Inner());
    assertApart(new Outer(2).new Inner(), new Outer.Nested());
  }

  enum Rounding implements Price {
    UP {
      @Override
      public int of(int amount) {
        return amount + 1;
      }
    },
    DOWN {
      @Override
      public int of(int amount) {
        return amount - 1;
      }
    },
    NONE;

    @Override
    public int of(int amount) {
      return amount;
    }
  }

  record Fixed(int price) implements Price {
    @Override
    public int of(int amount) {
      return price;
    }
  }

  @Test
  void enumConstantsWithBodies() {
    assertApart(Rounding.UP, Rounding.DOWN);
    assertApart(Rounding.UP, Rounding.NONE);
    assertApart(new Delegating(Rounding.UP), new Delegating(Rounding.DOWN));
  }

  @Test
  void records() {
    assertShared(new Fixed(1), new Fixed(1));
    assertApart(new Fixed(1), new Fixed(2));
  }

  static final class Delegating implements Price {
    private final Price price;

    Delegating(Price price) {
      this.price = price;
    }

    @Override
    public int of(int amount) {
      return price.of(amount);
    }
  }

  static class Base<T extends Number> {
    private final T number;

    Base(T number) {
      this.number = number;
    }

    final int ofBase() {
      return number.intValue();
    }
  }

  static final class Hiding extends Base<Integer> implements Price {
    private final int number;

    Hiding(int ofBase, int number) {
      super(ofBase);
      this.number = number;
    }

    @Override
    public int of(int amount) {
      return amount + 10 * ofBase() + number;
    }
  }

  @Test
  void privateFieldsOfSuperclassesWithTheSameName() {
    assertShared(new Hiding(1, 2), new Hiding(1, 2));
    assertApart(new Hiding(1, 2), new Hiding(2, 1));
    assertApart(new Hiding(1, 2), new Hiding(2, 2));
    assertApart(new Hiding(1, 2), new Hiding(1, 1));
  }

  // Proxies

  static final class Adding implements InvocationHandler {
    private final int more;

    Adding(int more) {
      this.more = more;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
      return (int) arguments[0] + more;
    }
  }

  static final class Forwarding implements InvocationHandler {
    private final Object target;

    Forwarding(Object target) {
      this.target = target;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      return method.invoke(target, arguments);
    }
  }

  private static Price proxy(InvocationHandler handler) {
    return (Price)
        Proxy.newProxyInstance(
            IdentityTest.class.getClassLoader(), new Class<?>[] {Price.class}, handler);
  }

  @Test
  void proxiesWithDifferentHandlers() {
    assertShared(proxy(new Adding(1)), proxy(new Adding(1)));
    assertApart(proxy(new Adding(1)), proxy(new Adding(2)));
    assertApart(proxy(new Adding(1)), proxy(new Forwarding(new Fixed(1))));
    assertApart(proxy(new Forwarding(new Fixed(1))), proxy(new Forwarding(new Fixed(2))));
    assertApart(proxy(new Forwarding(Rounding.UP)), proxy(new Forwarding(Rounding.DOWN)));
    assertApart(new Delegating(proxy(new Adding(1))), new Delegating(proxy(new Adding(2))));
  }

  @Test
  void proxyWithAHandlerOfUnknownContentIsRefused() {
    InvocationHandler handler =
        Proxy.getInvocationHandler(Runtimed.class.getAnnotation(Retention.class));
    assertRefused(
        proxy(handler),
        "sun.reflect.annotation.AnnotationInvocationHandler in a proxy of"
            + " dev.locache.it.IdentityTest$Price cannot be part of the key; say stateKey(...) to"
            + " name the state");
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Runtimed {}
}
