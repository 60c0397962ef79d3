package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.Cached;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.Uncached;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of method behaves through the proxy as without it, and is cached where it can be. */
final class ProxyMethodsTest {
  private final ResultCache cache =
      Locache.open(TestCaches.in(TestCaches.memory()).strict(true).build());

  @AfterEach
  void close() {
    cache.close();
  }

  interface Parent {
    String inherited(String text);

    String twice(String text);
  }

  interface OtherParent {
    String twice(String text);
  }

  interface Converts<A, B> {
    B convert(A value);
  }

  interface Everything extends Parent, OtherParent, Converts<Integer, String> {
    static String ofInterface() {
      return "static";
    }

    private String hidden(String text) {
      return "hidden " + text;
    }

    default String defaulted(String text) {
      return hidden(text) + " " + inherited(text);
    }

    String overloaded(int number);

    String overloaded(long number);

    String overloaded(Integer number);

    String varargs(String first, int... rest);

    boolean ofBoolean(boolean value);

    byte ofByte(byte value);

    char ofChar(char value);

    short ofShort(short value);

    int ofInt(int value);

    long ofLong(long value);

    float ofFloat(float value);

    double ofDouble(double value);

    int[] ofArray(int[] values);

    void nothing(String text);

    Void boxedNothing();

    Optional<String> optional(String text);

    OptionalInt optionalInt(int number);

    String checked(String text) throws IOException;

    <T extends Comparable<T>> T largest(List<T> values);

    Map<String, List<Integer>> nested(Map<String, List<Integer>> value);

    CompletableFuture<String> future(String text);

    CompletionStage<String> stage(String text);
  }

  static final class Recorded implements Everything {
    @KeyIgnored final List<String> runs = new ArrayList<>();
    @KeyIgnored final IOException failure = new IOException("checked");

    private <T> T run(String name, T result) {
      runs.add(name);
      return result;
    }

    @Override
    public String inherited(String text) {
      return run("inherited", "inherited " + text);
    }

    @Override
    public String twice(String text) {
      return run("twice", text + text);
    }

    @Override
    public String convert(Integer value) {
      return run("convert", "#" + value);
    }

    @Override
    public String overloaded(int number) {
      return run("overloaded", "int");
    }

    @Override
    public String overloaded(long number) {
      return run("overloaded", "long");
    }

    @Override
    public String overloaded(Integer number) {
      return run("overloaded", "Integer");
    }

    @Override
    public String varargs(String first, int... rest) {
      return run("varargs", first + rest.length);
    }

    @Override
    public boolean ofBoolean(boolean value) {
      return run("boolean", value);
    }

    @Override
    public byte ofByte(byte value) {
      return run("byte", value);
    }

    @Override
    public char ofChar(char value) {
      return run("char", value);
    }

    @Override
    public short ofShort(short value) {
      return run("short", value);
    }

    @Override
    public int ofInt(int value) {
      return run("int", value);
    }

    @Override
    public long ofLong(long value) {
      return run("long", value);
    }

    @Override
    public float ofFloat(float value) {
      return run("float", value);
    }

    @Override
    public double ofDouble(double value) {
      return run("double", value);
    }

    @Override
    public int[] ofArray(int[] values) {
      return run("array", values.clone());
    }

    @Override
    public void nothing(String text) {
      runs.add("nothing");
    }

    @Override
    public Void boxedNothing() {
      return run("boxedNothing", null);
    }

    @Override
    public Optional<String> optional(String text) {
      return run("optional", Optional.of(text).filter(each -> !each.isEmpty()));
    }

    @Override
    public OptionalInt optionalInt(int number) {
      return run("optionalInt", OptionalInt.of(number));
    }

    @Override
    public String checked(String text) throws IOException {
      runs.add("checked");
      throw failure;
    }

    @Override
    public <T extends Comparable<T>> T largest(List<T> values) {
      return run("largest", values.stream().max(Comparable::compareTo).orElseThrow());
    }

    @Override
    public Map<String, List<Integer>> nested(Map<String, List<Integer>> value) {
      return run("nested", value);
    }

    @Override
    public CompletableFuture<String> future(String text) {
      return run("future", CompletableFuture.completedFuture("future " + text));
    }

    @Override
    public CompletionStage<String> stage(String text) {
      return run("stage", CompletableFuture.completedFuture("stage " + text));
    }
  }

  private final Recorded recorded = new Recorded();

  private Everything wrapped() {
    return cache.wrap(Everything.class, recorded);
  }

  /** Calls a method twice: the answers must be right both times, and the method run once. */
  private <T> void isCachedAs(T expected, Function<Everything, T> call) {
    Everything service = wrapped();
    int before = recorded.runs.size();
    assertThat(call.apply(service)).isEqualTo(expected);
    assertThat(call.apply(service)).isEqualTo(expected);
    assertThat(recorded.runs).hasSize(before + 1);
  }

  @Test
  void inheritedMethods() {
    isCachedAs("inherited a", service -> service.inherited("a"));
    isCachedAs("aa", service -> service.twice("a"));
    isCachedAs("bb", service -> ((OtherParent) service).twice("b"));
    isCachedAs("cc", service -> ((Parent) service).twice("c"));
  }

  @Test
  void genericMethodAndItsBridgeAreOne() {
    isCachedAs("#1", service -> service.convert(1));
    Converts<Integer, String> asParent = wrapped();
    assertThat(asParent.convert(1)).isEqualTo("#1");
    assertThat(recorded.runs).hasSize(1);
  }

  interface IntConverts extends Converts<Integer, String> {
    @Override
    String convert(Integer value);
  }

  static final class CountingConverter implements IntConverts {
    @KeyIgnored final List<Integer> runs = new ArrayList<>();

    @Override
    public String convert(Integer value) {
      runs.add(value);
      return "#" + value;
    }
  }

  @Test
  void bridgeInTheInterfaceCountsAsTheMethodItBridgesTo() {
    CountingConverter counting = new CountingConverter();
    IntConverts service = cache.wrap(IntConverts.class, counting);
    Converts<Integer, String> asParent = service;
    assertThat(service.convert(1)).isEqualTo("#1");
    assertThat(asParent.convert(1)).isEqualTo("#1");
    assertThat(counting.runs).containsExactly(1);
  }

  @Test
  void defaultMethodRunsOnTheImplementation() {
    Everything service = wrapped();
    assertThat(service.defaulted("a")).isEqualTo("hidden a inherited a");
    assertThat(service.defaulted("a")).isEqualTo("hidden a inherited a");
    assertThat(recorded.runs).containsExactly("inherited"); // a call of its own, past the proxy
  }

  @Test
  void overloadsAreApart() {
    isCachedAs("int", service -> service.overloaded(1));
    isCachedAs("long", service -> service.overloaded(1L));
    isCachedAs("Integer", service -> service.overloaded(Integer.valueOf(1)));
  }

  @Test
  void varargs() {
    isCachedAs("a0", service -> service.varargs("a"));
    isCachedAs("a2", service -> service.varargs("a", 1, 2));
    isCachedAs("a2", service -> service.varargs("a", 2, 1));
  }

  @Test
  void primitivesOfEachKind() {
    isCachedAs(true, service -> service.ofBoolean(true));
    isCachedAs((byte) -1, service -> service.ofByte((byte) -1));
    isCachedAs('x', service -> service.ofChar('x'));
    isCachedAs((short) -2, service -> service.ofShort((short) -2));
    isCachedAs(-3, service -> service.ofInt(-3));
    isCachedAs(-4L, service -> service.ofLong(-4));
    isCachedAs(-0.0f, service -> service.ofFloat(-0.0f));
    isCachedAs(0.0f, service -> service.ofFloat(0.0f));
    isCachedAs(Double.NaN, service -> service.ofDouble(Double.NaN));
  }

  @Test
  void arrays() {
    isCachedAs("[1, 2]", service -> java.util.Arrays.toString(service.ofArray(new int[] {1, 2})));
  }

  @Test
  void methodsThatReturnNothingAlwaysRun() {
    Everything service = wrapped();
    service.nothing("a");
    service.nothing("a");
    assertThat(service.boxedNothing()).isNull();
    assertThat(service.boxedNothing()).isNull();
    assertThat(recorded.runs).hasSize(4);
  }

  @Test
  void optionals() {
    isCachedAs(Optional.of("a"), service -> service.optional("a"));
    isCachedAs(Optional.empty(), service -> service.optional(""));
    isCachedAs(OptionalInt.of(3), service -> service.optionalInt(3));
  }

  @Test
  void checkedExceptions() {
    assertThatThrownBy(() -> wrapped().checked("a")).isSameAs(recorded.failure);
  }

  @Test
  void genericResults() {
    isCachedAs("b", service -> service.largest(List.of("a", "b")));
    isCachedAs(2, service -> service.largest(List.of(1, 2)));
    isCachedAs(Map.of("a", List.of(1)), service -> service.nested(Map.of("a", List.of(1))));
  }

  @Test
  void futures() {
    isCachedAs("future a", service -> service.future("a").join());
    isCachedAs("stage a", service -> service.stage("a").toCompletableFuture().join());
  }

  @Test
  void staticAndPrivateMethodsOfTheInterface() {
    assertThat(Everything.ofInterface()).isEqualTo("static");
    assertThat(wrapped()).isNotNull();
  }

  interface Annotated {
    @Uncached
    int uncachedHere(int number);

    int uncachedThere(int number);

    int ignoring(int number, @KeyIgnored Object listener);

    int ignoringThere(int number, Object listener);

    @Cached(maximumEntries = 1)
    int one(int number);
  }

  static final class AnnotatedImplementation implements Annotated {
    @KeyIgnored final List<Integer> runs = new ArrayList<>();

    private int run(int number) {
      runs.add(number);
      return number;
    }

    @Override
    public int uncachedHere(int number) {
      return run(number);
    }

    @Uncached
    @Override
    public int uncachedThere(int number) {
      return run(number);
    }

    @Override
    public int ignoring(int number, Object listener) {
      return run(number);
    }

    @Override
    public int ignoringThere(int number, @KeyIgnored Object listener) {
      return run(number);
    }

    @Override
    public int one(int number) {
      return run(number);
    }
  }

  @Test
  void annotationsAreFoundOnTheInterfaceAndOnTheImplementation() {
    AnnotatedImplementation implementation = new AnnotatedImplementation();
    Annotated service = cache.wrap(Annotated.class, implementation);
    for (int round = 0; round < 2; round++) {
      service.uncachedHere(1);
      service.uncachedThere(2);
      service.ignoring(3, new Object());
      service.ignoringThere(4, new Object());
    }
    assertThat(implementation.runs).containsExactly(1, 2, 3, 4, 1, 2);
    service.one(5);
    service.one(6);
    service.one(5);
    assertThat(implementation.runs).endsWith(5, 6, 5);
  }

  /** An interface of the JDK's own, whose loader has no place for a proxy. */
  static final class Length implements ToIntFunction<String> {
    @KeyIgnored final List<String> runs = new ArrayList<>();

    @Override
    public int applyAsInt(String text) {
      runs.add(text);
      return text.length();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void interfaceOfTheJdk() {
    Length length = new Length();
    ToIntFunction<String> service = cache.wrap(ToIntFunction.class, length);
    assertThat(service.applyAsInt("a")).isEqualTo(1);
    assertThat(service.applyAsInt("a")).isEqualTo(1);
    assertThat(length.runs).hasSize(1);
  }
}
