package dev.locache.key;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import dev.locache.spi.EnhancedObjects.Original;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the walk over a state does with what it is told of lambdas, generated classes and names. */
@SuppressWarnings("unused") // what is read by nothing but the walk
final class StateRulesTest {
  private static final KeyEncoding ENCODING = Encoded.keys(Map.of());

  /** Rules of which a test sets some. */
  private static final class Told implements StateRules {
    private final StateRules plain = new PlainRules(StateRulesTest.class);
    private @Nullable Lambda lambda;
    private @Nullable Original original;
    private UnaryOperator<Object> behind = object -> object;
    private UnaryOperator<String> name = given -> given;

    @Override
    public boolean ignored(Field field) {
      return plain.ignored(field);
    }

    @Override
    public boolean own(Class<?> type) {
      return plain.own(type);
    }

    @Override
    public String nameOf(Class<?> type) {
      return name.apply(type.getName());
    }

    @Override
    public Lambda lambda(Object object) {
      return lambda == null ? plain.lambda(object) : lambda;
    }

    @Override
    public Object behind(Object object) {
      return behind.apply(object);
    }

    @Override
    public Optional<Original> originalOf(Object object) {
      return object instanceof Enhanced ? Optional.ofNullable(original) : Optional.empty();
    }
  }

  static class Service {
    final int rate;

    Service(int rate) {
      this.rate = rate;
    }

    int one() {
      return rate;
    }

    int two() {
      return rate;
    }
  }

  /** Stands for a class that a framework generated. */
  static final class Enhanced extends Service {
    final int generated;

    Enhanced(int rate, int generated) {
      super(rate);
      this.generated = generated;
    }
  }

  static final class Holder {
    final @Nullable Object content;

    Holder(@Nullable Object content) {
      this.content = content;
    }
  }

  private static Digest128 digestOf(Object implementation, StateRules rules) {
    State state = ENCODING.state(implementation, rules);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  private static Digest128 lambda(String code, @Nullable Object... captured) {
    Told rules = new Told();
    rules.lambda = new Lambda(code, Arrays.asList(captured));
    IntSupplier lambda = () -> 1;
    return digestOf(new Holder(lambda), rules);
  }

  @Test
  void lambdasCountByTheirCodeAndWhatTheyCaptured() {
    assertThat(lambda("code", 1, null))
        .isEqualTo(lambda("code", 1, null))
        .isNotEqualTo(lambda("other", 1, null))
        .isNotEqualTo(lambda("code", 2, null))
        .isNotEqualTo(lambda("code", null, 1))
        .isNotEqualTo(lambda("code", 1))
        .isNotEqualTo(lambda("code", new Holder(1), null));
  }

  @Test
  void serializableLambdasOfTheJdkAreToldToo() {
    Told rules = new Told();
    rules.lambda = new Lambda("code", List.of());

    assertThat(digestOf(new Holder(Comparator.comparing(String::valueOf)), rules))
        .isEqualTo(lambda("code"));
    assertThat(ENCODING.state(new Holder(Function.identity()), rules).problems()).hasSize(1);
  }

  @Test
  void whatALambdaCapturedIsNamedWithIt() {
    Told rules = new Told();
    rules.lambda = new Lambda("code", List.of(new Random()));
    IntSupplier lambda = () -> 1;

    assertThat(ENCODING.state(new Holder(lambda), rules).problems())
        .singleElement()
        .asString()
        .startsWith(
            "field Holder.content (java.util.Random in a lambda of dev.locache.key.StateRulesTest)"
                + " cannot be part of the key; say");
  }

  private static Method method(String name) {
    try {
      return Service.class.getDeclaredMethod(name);
    } catch (NoSuchMethodException typo) {
      throw new AssertionError(typo);
    }
  }

  private static Told enhanced(Object... methodsAndInterceptors) {
    Map<Method, List<Object>> interceptors = new LinkedHashMap<>();
    for (int i = 0; i < methodsAndInterceptors.length; i += 2) {
      interceptors.put(
          method((String) methodsAndInterceptors[i]), List.of(methodsAndInterceptors[i + 1]));
    }
    Told rules = new Told();
    rules.original = new Original(Service.class, interceptors);
    return rules;
  }

  @Test
  void enhancedObjectsCountAsTheirAuthorWroteThem() {
    Digest128 plain = digestOf(new Service(1), new Told());

    assertThat(digestOf(new Enhanced(1, 2), enhanced())).isEqualTo(plain);
    assertThat(digestOf(new Enhanced(1, 3), enhanced())).isEqualTo(plain);
    assertThat(digestOf(new Enhanced(2, 2), enhanced())).isNotEqualTo(plain);
    assertThat(digestOf(new Holder(new Enhanced(1, 2)), enhanced()))
        .isEqualTo(digestOf(new Holder(new Service(1)), new Told()));
    assertThat(ENCODING.state(new Enhanced(1, 2), enhanced()).collaborators())
        .containsExactly(Service.class);
    assertThat(ENCODING.stateFields(new Enhanced(1, 2), enhanced()))
        .containsOnlyKeys("Service.rate");
  }

  @Test
  void interceptorsCountByTheMethodThatTheyRunAround() {
    Enhanced service = new Enhanced(1, 2);
    Holder one = new Holder(1);
    Holder two = new Holder(2);

    assertThat(digestOf(service, enhanced("one", one, "two", two)))
        .isEqualTo(digestOf(service, enhanced("two", two, "one", one)))
        .isNotEqualTo(digestOf(service, enhanced("one", two, "two", one)))
        .isNotEqualTo(digestOf(service, enhanced("one", one)))
        .isNotEqualTo(digestOf(service, enhanced()));
    assertThat(ENCODING.state(service, enhanced("one", new Random())).problems())
        .containsExactly(
            "java.util.Random, which runs around int"
                + " dev.locache.key.StateRulesTest$Service.one(), cannot be part of the key; say"
                + " stateKey(...) to name the state");
  }

  /**
   * If this fails, every user's entries of services with a state are lost: see {@link KeyFormat}.
   */
  @Test
  void digestsOfStatesArePinned() {
    Told rules = enhanced("one", new Holder(1), "two", new Holder(List.of("a", "b")));
    rules.lambda = new Lambda("code", List.of("captured"));
    IntSupplier lambda = () -> 1;
    InvocationHandler handler = new Handler();
    Object proxy =
        Proxy.newProxyInstance(
            StateRulesTest.class.getClassLoader(), new Class<?>[] {Runnable.class}, handler);

    Holder self = new Holder(new Object[1]);
    ((Object[]) requireNonNull(self.content))[0] = self;

    assertThat(
            List.of(
                new Service(1),
                new Enhanced(1, 2),
                new Holder(lambda),
                new Holder(proxy),
                new Holder(Set.of("a", new Service(1))),
                new Holder(Map.of("a", new Service(1))),
                new Holder(new ArrayList<>()),
                self,
                new Holder(Set.of(self)),
                new Holder(Optional.empty()),
                new Unsorted(),
                new RateLock(),
                new Names()))
        .map(each -> digestOf(each, rules).toString())
        .containsExactly(
            "c310bd91d5f50f294272c441ef1c9f8b",
            "8f0f70d903b59abb52be141baa81d52a",
            "852155445d94b0228a9c9e551997cd05",
            "cfbcbfda7245ab801c8383abc6e4a4b9",
            "67267f2900cc4565fd30e9182720baa9",
            "fa03fb5739b5d2a627dc6a67cc447347",
            "8452bf6f9045b87b647358ec5fb0ad44",
            "49f961f21666a79c1a3de6f3d2227c93",
            "b5c8074dc9a446eb1c9d62d4821ef69d",
            "db6a76fe8ea33b371613c09a97571288",
            "813963592f0d02271f7c11460648846b",
            "d1a1188093b8bb1099acee3233688355",
            "a79dfbbdfed0f8b6530c836a5503e4ba");
  }

  private static final class Handler implements InvocationHandler {
    private final int number = 1;

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
      return number;
    }
  }

  private static final class Unsorted {
    private final int b = 1;
    private final int c = 2;
    private final int a = 3;
  }

  private static final class RateLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private final int rate = 1;
  }

  private static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(List.of("a"));
    }
  }

  @Test
  void whatIsBehindAnObjectCountsInItsPlace() {
    Told rules = new Told();
    rules.behind = object -> object.equals("cached") ? "inner" : object;

    assertThat(digestOf(new Holder("cached"), rules))
        .isEqualTo(digestOf(new Holder("inner"), new Told()));
    assertThat(digestOf(new Holder(Set.of("cached")), rules))
        .isEqualTo(digestOf(new Holder(Set.of("inner")), new Told()));
  }

  @Test
  void classWithoutANameOfItsOwnIsRefusedWithTheReason() {
    Told rules = new Told();
    rules.name =
        given -> {
          throw new IllegalArgumentException("has another name in every run");
        };

    assertThat(ENCODING.state(new Service(1), rules).problems())
        .containsExactly(
            "dev.locache.key.StateRulesTest$Service cannot be part of the key: it has another name"
                + " in every run; say stateKey(...) to name the state");
  }
}
