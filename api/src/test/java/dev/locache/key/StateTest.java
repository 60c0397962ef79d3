package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of an implementation's fields is part of the key, and what is refused. */
final class StateTest {
  private static final KeyEncoding ENCODING = Encoded.keys(Map.of());

  private static final StateRules RULES = new PlainRules(StateTest.class);

  private static State stateOf(Object implementation) {
    return ENCODING.state(implementation, RULES);
  }

  private static Digest128 digestOf(Object implementation) {
    State state = stateOf(implementation);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  private static void isRefused(Object implementation, String... problems) {
    assertThat(stateOf(implementation).problems()).containsExactlyInAnyOrder(problems);
  }

  private static String problem(String field, String type, String ignore) {
    return "field "
        + field
        + " ("
        + type
        + ") cannot be part of the key; say @KeyIgnored or ignoreField(\""
        + ignore
        + "\") if it cannot change results, or stateKey(...) to name the state yourself";
  }

  /** Holds anything in one field. */
  static final class Holder {
    final @Nullable Object content;

    Holder(@Nullable Object content) {
      this.content = content;
    }
  }

  @Test
  void valuesCountByValue() {
    assertThat(digestOf(new Holder("a"))).isEqualTo(digestOf(new Holder(new String("a"))));
    assertThat(digestOf(new Holder("a"))).isNotEqualTo(digestOf(new Holder("b")));
    assertThat(digestOf(new Holder(1))).isNotEqualTo(digestOf(new Holder(1L)));
    assertThat(digestOf(new Holder(null))).isNotEqualTo(digestOf(new Holder("null")));
    assertThat(digestOf(new Holder(List.of("a", "b"))))
        .isNotEqualTo(digestOf(new Holder(List.of("b", "a"))));
  }

  /** An empty one is often the same object for everyone, in one program and not in another. */
  @Test
  void whetherEmptyContainersAreOneObjectDoesNotCount() {
    List<Supplier<Object>> kinds =
        List.of(ArrayList::new, HashSet::new, HashMap::new, () -> new Object[0]);
    for (Supplier<Object> each : kinds) {
      Object one = each.get();
      assertThat(digestOf(new Pair(one, one))).isEqualTo(digestOf(new Pair(one, each.get())));
    }
    assertThat(digestOf(new Pair(Optional.empty(), Optional.empty())))
        .isNotEqualTo(digestOf(new Pair(Optional.empty(), Optional.of(1))));
  }

  @Test
  void whetherOtherContainersAreOneObjectCounts() {
    List<Supplier<Object>> kinds =
        List.of(
            () -> new ArrayList<>(List.of(1)),
            () -> new HashMap<>(Map.of(1, 2)),
            () -> new Object[] {1},
            () -> Optional.of(1));
    for (Supplier<Object> each : kinds) {
      Object one = each.get();
      assertThat(digestOf(new Pair(one, one))).isNotEqualTo(digestOf(new Pair(one, each.get())));
    }
  }

  static final class Pair {
    final Object left;
    final Object right;

    Pair(Object left, Object right) {
      this.left = left;
      this.right = right;
    }
  }

  static final class OtherHolder {
    final Object content = "a";
  }

  @Test
  void theClassCounts() {
    assertThat(digestOf(new OtherHolder())).isNotEqualTo(digestOf(new Holder("a")));
  }

  @SuppressWarnings("unused") // by anything but the walk
  static class Base {
    private final int rate;

    Base(int rate) {
      this.rate = rate;
    }
  }

  @SuppressWarnings("unused") // by anything but the walk
  static final class Derived extends Base {
    private transient int count;

    Derived(int rate, int count) {
      super(rate);
      this.count = count;
    }
  }

  @Test
  void fieldsOfSuperclassesAndTransientOnesCount() {
    assertThat(digestOf(new Derived(1, 2))).isEqualTo(digestOf(new Derived(1, 2)));
    assertThat(digestOf(new Derived(1, 2))).isNotEqualTo(digestOf(new Derived(2, 2)));
    assertThat(digestOf(new Derived(1, 2))).isNotEqualTo(digestOf(new Derived(1, 3)));
  }

  @Test
  void collaboratorsCountByTheirFieldsAndAreReported() {
    assertThat(digestOf(new Holder(new Derived(1, 2))))
        .isNotEqualTo(digestOf(new Holder(new Derived(1, 3))));
    assertThat(stateOf(new Holder(List.of(new Derived(1, 2)))).collaborators())
        .contains(Holder.class, Derived.class);
  }

  @Test
  void elementsOfArraysOfCollaboratorsCount() {
    assertThat(digestOf(new Holder(new Base[] {new Base(1)})))
        .isEqualTo(digestOf(new Holder(new Base[] {new Base(1)})))
        .isNotEqualTo(digestOf(new Holder(new Base[] {new Base(2)})))
        .isNotEqualTo(digestOf(new Holder(new Base[] {new Base(1), new Base(1)})))
        .isNotEqualTo(digestOf(new Holder(new Object[] {new Base(1)})));
    assertThat(digestOf(new Holder(new Base[][] {{new Base(1)}})))
        .isNotEqualTo(digestOf(new Holder(new Base[][] {{new Base(2)}})));
    assertThat(digestOf(new Holder(new Sides[] {Sides.LEFT})))
        .isNotEqualTo(digestOf(new Holder(new Sides[] {Sides.RIGHT})));
  }

  enum Sides {
    LEFT,
    RIGHT
  }

  static final class Node {
    @Nullable Node next;
    int value;
  }

  static Node ring(int length) {
    Node first = new Node();
    Node last = first;
    for (int i = 1; i < length; i++) {
      last.next = new Node();
      last = last.next;
    }
    last.next = first;
    return first;
  }

  @Test
  void cyclesAndSharingAreBackReferences() {
    assertThat(digestOf(ring(3))).isEqualTo(digestOf(ring(3)));
    assertThat(digestOf(ring(3))).isNotEqualTo(digestOf(ring(4)));
    Node shared = new Node();
    assertThat(digestOf(new Holder(List.of(shared, shared))))
        .isNotEqualTo(digestOf(new Holder(List.of(new Node(), new Node()))));
  }

  /** Each is the only key of the map that the one before holds. */
  @SuppressWarnings("unused") // by anything but the walk
  static final class Link {
    final Map<Object, Object> next = new HashMap<>();
  }

  @Test
  void setsOfCollaboratorsHaveNoOrder() {
    Set<Object> some = new HashSet<>();
    Set<Object> same = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      some.add(new Derived(i, 0));
      same.add(new Derived(19 - i, 0));
    }
    assertThat(digestOf(new Holder(some))).isEqualTo(digestOf(new Holder(same)));
    same.add(new Derived(20, 0));
    assertThat(digestOf(new Holder(some))).isNotEqualTo(digestOf(new Holder(same)));
    Map<Object, Object> map = new HashMap<>();
    map.put("k", new Derived(1, 0));
    assertThat(digestOf(new Holder(map))).isNotEqualTo(digestOf(new Holder(Map.of("k", "v"))));
  }

  static final class WithInfrastructure {
    final Lock lock = new ReentrantLock();
    final Object monitor = new Object();
    final Executor executor = Runnable::run;
    final ThreadLocal<String> local = new ThreadLocal<>();
    final System.Logger logger = System.getLogger("x");
    final Object client = httpClient();
    final Random ignoredRandom = new Random();
    final int rate = 3;
  }

  /** By reflection, as the module of these tests does not require that of HTTP clients. */
  private static Object httpClient() {
    try {
      return Class.forName("java.net.http.HttpClient").getMethod("newHttpClient").invoke(null);
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError("no HTTP client in this JDK", missing);
    }
  }

  @Test
  void infrastructureIsLeftOutWithoutAsking() {
    assertThat(digestOf(new WithInfrastructure())).isEqualTo(digestOf(new WithInfrastructure()));
  }

  @SuppressWarnings("unused") // by anything but the walk
  static final class OwnExecutor implements Executor {
    private final int rate;

    OwnExecutor(int rate) {
      this.rate = rate;
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  @Test
  void implementationThatIsInfrastructureIsToldAllTheSame() {
    Executor lambda = Runnable::run;

    assertThat(digestOf(new OwnExecutor(1))).isNotEqualTo(digestOf(new OwnExecutor(2)));
    isRefused(
        lambda,
        "a lambda of dev.locache.key.StateTest cannot be part of the key: it is any lambda; use a"
            + " named class; say stateKey(...) to name the state");
    assertThat(digestOf(proxy(new Handler(1), Executor.class)))
        .isNotEqualTo(digestOf(proxy(new Handler(2), Executor.class)));
    assertThat(digestOf(new ReentrantLock())).isEqualTo(digestOf(new ReentrantLock()));
  }

  @Test
  void lambdaOfTheJdkItselfIsRefused() {
    assertThat(stateOf(new Holder(Function.identity())).problems())
        .containsExactly(
            problem("Holder.content", "a lambda of java.util.function.Function", "content"));
  }

  static final class WithTwoUnknown {
    final Random dice = new Random();
    final Holder held = new Holder(new Random());
  }

  @Test
  void allUnknownObjectsAreNamedWithTheWaysOut() {
    isRefused(
        new WithTwoUnknown(),
        problem("WithTwoUnknown.dice", "java.util.Random", "dice"),
        problem("Holder.content", "java.util.Random", "Holder.content"));
  }

  @Test
  void lambdasThatCannotBeToldAreRefusedWithTheReason() {
    IntSupplier lambda = () -> 1;
    isRefused(
        new Holder(lambda),
        problem("Holder.content", "a lambda of dev.locache.key.StateTest", "Holder.content")
            .replace(" key; say", " key: it is any lambda; use a named class; say")
            .replace("ignoreField(\"Holder.content\")", "ignoreField(\"content\")"));
    assertThat(stateOf(new Holder(List.of(lambda))).problems()).hasSize(1);
  }

  @Test
  void proxiesCountByTheirInterfacesAndHandler() {
    assertThat(digestOf(new Holder(proxy(new Handler(1)))))
        .isEqualTo(digestOf(new Holder(proxy(new Handler(1)))))
        .isNotEqualTo(digestOf(new Holder(proxy(new Handler(2)))))
        .isNotEqualTo(digestOf(new Holder(proxy(new Handler(1), Runnable.class))));
  }

  private static Object proxy(InvocationHandler handler, Class<?>... more) {
    List<Class<?>> interfaces = new ArrayList<>(List.of(more));
    interfaces.add(IntSupplier.class);
    return Proxy.newProxyInstance(
        StateTest.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), handler);
  }

  @SuppressWarnings("unused") // by anything but the walk
  static final class Handler implements InvocationHandler {
    private final int number;

    Handler(int number) {
      this.number = number;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
      return number;
    }
  }
}
