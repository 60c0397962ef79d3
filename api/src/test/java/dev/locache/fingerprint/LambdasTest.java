package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Digest128;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which code lambdas and method references run, without a class file of their own. */
final class LambdasTest {
  private static final String HOST =
      """
      interface Price { int of(int amount); default int twice(int x) { return of(Deep.down(x)); } }
      class Deep { static int down(int x) { return x; } }
      class Tax { static int of(int x) { return x / 5; } static int other(int x) { return 1; } }
      class Host {
        static Object make() { Price p = x -> x + Tax.of(x); return p; }
      }
      """;

  /** What {@code Host.make()} returned. */
  private record Made(Class<?> service, Object lambda) {
    static Made by(String source) {
      Compiled compiled = Compiled.source(source);
      try {
        Method make = compiled.type("Host").getDeclaredMethod("make");
        make.setAccessible(true);
        return new Made(compiled.type("Price"), make.invoke(null));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("Host.make() failed", e);
      }
    }

    LambdaCode code() {
      return implementation().lambda(lambda);
    }

    private ImplementationCode implementation() {
      return ImplementationCode.of(service, lambda.getClass());
    }

    MethodCode reachable(String method) {
      ImplementationCode code = implementation();
      code.lambda(lambda);
      try {
        return code.reachableScope(
            service.getMethod(method, int.class), Set.of(lambda.getClass()), Set.of());
      } catch (NoSuchMethodException e) {
        throw new AssertionError(e);
      }
    }

    Digest128 classScope() {
      return implementation().classScope(Set.of()).digest();
    }
  }

  private static String edited(String from, String to) {
    assertThat(HOST).contains(from);
    return HOST.replace(from, to);
  }

  private static List<String> names(MethodCode code) {
    return code.parts().stream().map(part -> part.kind() + " " + part.name()).toList();
  }

  @Test
  void nameIsThatOfTheBody() {
    String name = Made.by(HOST).code().name();
    assertThat(Made.by(HOST).code().name()).isEqualTo(name);
    assertThat(Made.by(edited("x -> x + Tax.of(x)", "y -> y + Tax.of(y)")).code().name())
        .isEqualTo(name);
    assertThat(
            Made.by(edited("class Host {", "class Host { Runnable r = () -> { };")).code().name())
        .isEqualTo(name);
    assertThat(Made.by(edited("x -> x + Tax", "x -> x - Tax")).code().name()).isNotEqualTo(name);
    assertThat(Made.by(edited("Tax.of(x);", "Tax.other(x);")).code().name()).isNotEqualTo(name);
  }

  @Test
  void reachesWhatTheBodyCalls() {
    MethodCode code = Made.by(HOST).reachable("of");
    assertThat(names(code)).contains("M Tax.of(I)I", "R Price.of(I)I").noneMatch(LambdasTest::odd);
    assertThat(Made.by(HOST).reachable("of").digest()).isEqualTo(code.digest());
    assertThat(Made.by(edited("x / 5", "x / 6")).reachable("of").digest())
        .isNotEqualTo(code.digest());
    assertThat(Made.by(edited("return 1", "return 2")).reachable("of").digest())
        .isEqualTo(code.digest());
  }

  private static boolean odd(String line) {
    return line.contains("lambda$") || line.contains("Lambda") || line.startsWith("X");
  }

  @Test
  void defaultMethodsAreReached() {
    Digest128 digest = Made.by(HOST).reachable("twice").digest();
    assertThat(Made.by(edited("return x;", "return x + 1;")).reachable("twice").digest())
        .isNotEqualTo(digest);
    assertThat(Made.by(edited("x / 5", "x / 6")).reachable("twice").digest()).isNotEqualTo(digest);
  }

  @Test
  void pathsBeginWhereTheLambdaIsMade() {
    MethodCode code = Made.by(HOST).reachable("of");
    assertThat(code.parts())
        .filteredOn(part -> part.name().startsWith("Tax.of"))
        .extracting(CodePart::path)
        .containsExactly("Host.make -> Host.lambda$make$0 -> Tax.of");
  }

  @Test
  void classScopeIsThatOfTheHost() {
    Digest128 digest = Made.by(HOST).classScope();
    assertThat(Made.by(edited("x -> x + Tax", "x -> x - Tax")).classScope()).isNotEqualTo(digest);
    assertThat(Made.by(edited("x / 5", "x / 6")).classScope()).isEqualTo(digest);
  }

  private static Made making(String expression, String... members) {
    String returned = "static Object make() { Price p = " + expression + "; return p; }";
    return Made.by(HOST.replaceFirst("static Object make.*", returned + String.join(" ", members)));
  }

  private static final String MEMBERS =
      """
      int rate = 3; Host() { } Host(int rate) { this.rate = rate; }
      static int one(int x) { return 101; }
      private int two(int x) { return 102 + rate; }
      int three(int x) { return 103; }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"Host::one", "new Host(7)::two", "new Sub()::three", "new Sub()::up"})
  void referencesReachTheMethod(String expression) {
    String sub =
        "static class Sub extends Host { int three(int x) { return super.three(x) + 203; }"
            + " int up(int x) { Price p = super::three; return p.of(x); } }";
    Made made = making(expression, MEMBERS, sub);
    Digest128 digest = made.reachable("of").digest();
    int moved = 0;
    for (String number : List.of("101", "102", "103")) {
      Made edited = making(expression, MEMBERS.replace(number, "9"), sub);
      moved += edited.reachable("of").digest().equals(digest) ? 0 : 1;
    }
    assertThat(moved).isEqualTo(1);
  }

  @Test
  void constructorReferencesReachTheConstructor() {
    String source =
        """
        interface Price { Object of(int amount); }
        class Item { int x; Item(int x) { this.x = x + 1; } Item(long x) { this.x = 2; } }
        class Host { static Object make() { Price p = Item::new; return p; } }
        """;
    Digest128 digest = Made.by(source).reachable("of").digest();
    assertThat(Made.by(source.replace("x + 1", "x + 3")).reachable("of").digest())
        .isNotEqualTo(digest);
    assertThat(Made.by(source.replace("= 2", "= 3")).reachable("of").digest()).isEqualTo(digest);
  }

  @Test
  void argumentsOfAnInterfaceOfOthersAreThoseOfTheBody() throws Exception {
    String source =
        """
        interface Shape { int area(); }
        class Square implements Shape { public int area() { return 1; } }
        class Other { int area() { return 3; } public String toString() { return "other"; } }
        class Host {
          static Object make() { java.util.function.Function<Shape, Integer> f = s -> s.area(); return f; }
        }
        """;
    Digest128 digest = function(source);
    assertThat(function(source.replace("return 1", "return 2"))).isNotEqualTo(digest);
    assertThat(function(source.replace("\"other\"", "\"changed\""))).isEqualTo(digest);
  }

  private static Digest128 function(String source) throws Exception {
    Method make = Compiled.source(source).type("Host").getDeclaredMethod("make");
    make.setAccessible(true);
    Object lambda = make.invoke(null);
    ImplementationCode code = ImplementationCode.of(Function.class, lambda.getClass());
    code.lambda(lambda);
    return code.reachableScope(
            Function.class.getMethod("apply", Object.class), Set.of(lambda.getClass()), Set.of())
        .digest();
  }

  @Test
  void capturedValuesComeInTheOrderOfTheCode() {
    Made made =
        Made.by(
            """
            interface Price { int of(int amount); }
            class Host {
              static Object make() { return make((byte) 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "k", null); }
              static Object make(byte a, int b, long c, int d, int e, int f, int g, int h, int i, int j,
                  String k, int[] l) {
                Price p = x -> (int) (a+b+c+d+e+f+g+h+i+j+k.length() + (l == null ? 0 : l[0]));
                return p;
              }
            }
            """);
    assertThat(made.code().captured())
        .containsExactly((byte) 1, 2, 3L, 4, 5, 6, 7, 8, 9, 10, "k", null);
  }

  @Test
  void severalAlikeAreTakenForOne() {
    String more = "static Price again() { return y -> y + Tax.of(y); }";
    Made one = Made.by(HOST);
    Made two = Made.by(edited("class Host {", "class Host { " + more));
    assertThat(two.code().name()).isEqualTo(one.code().name());
    assertThat(two.reachable("of").digest()).isEqualTo(one.reachable("of").digest());
  }

  private static final String DIFFERENT = "static Price again() { return y -> y - Tax.other(y); }";

  @Test
  void severalThatDifferAreRefused() {
    Made made = Made.by(edited("class Host {", "class Host { " + DIFFERENT));
    assertThatThrownBy(made::code)
        .hasMessage(
            "is one of 2 lambdas in Host that fit Price with the same captures; cast it to (Price"
                + " & Serializable) where it is made, or use a named class");
  }

  @Test
  void severalThatDifferAreAllReached() {
    Made made = Made.by(edited("class Host {", "class Host { " + DIFFERENT));
    ImplementationCode code = ImplementationCode.of(made.service(), made.lambda().getClass());
    Method method = made.service().getMethods()[0];
    MethodCode reached = code.reachableScope(method, Set.of(made.lambda().getClass()), Set.of());
    assertThat(names(reached)).contains("M Tax.of(I)I", "M Tax.other(I)I");
  }

  @Test
  void thoseOfOtherCapturesOrInterfacesDoNotFit() {
    String others =
        """
        static Price capturing(int z) { return y -> y - z; }
        static java.util.function.IntUnaryOperator operator() { return y -> y - 2; }
        static Price serializable() { return (Price & java.io.Serializable) y -> y - 4; }
        """;
    assertThat(Made.by(edited("class Host {", "class Host { " + others)).code().name())
        .isEqualTo(Made.by(HOST).code().name());
  }

  @Test
  void serializableOnesAreToldApart() {
    String source =
        edited("x -> x + Tax.of(x)", "(Price & java.io.Serializable) x -> x + Tax.of(x)");
    String more = "static Price b() { return (Price & java.io.Serializable) y -> y - 4; }";
    Made one = Made.by(source.replace("class Host {", "class Host { " + more));
    assertThat(one.code().name()).isEqualTo(Made.by(source).code().name());
    assertThat(one.reachable("of").digest()).isEqualTo(Made.by(source).reachable("of").digest());
  }

  @Test
  void markerInterfacesTellThemApart() {
    String source =
        edited("class Host {", "interface Mark { } interface Sign { } class Host { " + DIFFERENT);
    String mark = source.replace("Price p = x", "Price p = (Price & Mark) x");
    String sign = source.replace("Price p = x", "Price p = (Price & Sign) x");
    assertThat(Made.by(mark).code().name()).isNotEqualTo(Made.by(sign).code().name());
  }

  @Test
  void lambdaOfTheJdkIsKnownByItsSerializedForm() {
    Function<Object, String> extractor = String::valueOf;
    Comparator<Object> comparator = Comparator.comparing(extractor);
    ImplementationCode code = ImplementationCode.of(Comparator.class, comparator.getClass());
    LambdaCode told = code.lambda(comparator);
    assertThat(told.name()).contains("java/util/Comparator.lambda$comparing$");
    assertThat(told.captured()).containsExactly(extractor);
  }

  @Test
  void lambdaOfTheJdkThatHasNoneIsRefused() {
    Function<Object, Object> identity = Function.identity();
    ImplementationCode code = ImplementationCode.of(Function.class, identity.getClass());
    assertThatThrownBy(() -> code.lambda(identity))
        .hasMessage(
            "is made in a way that java.util.function.Function does not show; use a named class");
  }
}
