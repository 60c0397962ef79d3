package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReachableScopeTest {
  private static final String INITIALISED = "dev.locache.fingerprint.initialised";

  @AfterEach
  void forget() {
    System.clearProperty(INITIALISED);
  }

  private static List<String> names(MethodCode code) {
    List<String> names = new ArrayList<>();
    code.parts().forEach(line -> names.add(line.kind() + " " + line.name()));
    return names;
  }

  private static Digest128 reachable(String source) {
    return Compiled.source(source).reachable("A", "run").digest();
  }

  private static void assertMoves(String source, String from, String to) {
    assertThat(source).contains(from);
    assertThat(reachable(source.replace(from, to))).isNotEqualTo(reachable(source));
  }

  private static void assertUnmoved(String source, String from, String to) {
    assertThat(source).contains(from);
    assertThat(reachable(source.replace(from, to))).isEqualTo(reachable(source));
  }

  @Test
  void linesAreWhatIsReached() {
    MethodCode code =
        Compiled.source(
                """
                class A {
                  static int counter;
                  public int run() { counter++; Runnable r = () -> new B().go(); r.run(); return 1; }
                  public int other() { return 2; }
                }
                class B extends C { void go() { up(); } void stay() { } }
                class C { void up() { } }
                """)
            .reachable("A", "run");

    assertThat(names(code))
        .containsExactly(
            "C A",
            "C B",
            "C C",
            "F A.counter",
            "M A.run()I",
            "M B.<init>()V",
            "M B.go()V",
            "M C.<init>()V",
            "M C.up()V",
            "R A.run()I");
    assertThat(code.notes()).containsExactly("A.run reads or sets the static field A.counter");
    assertThat(code.isWhole()).isFalse();
  }

  @Test
  void pathsLeadFromTheMethodOfTheService() {
    MethodCode code =
        Compiled.source(
                """
                class A { public void run() { one(); B.two(); } void one() { B.three(); } }
                class B { static void two() { three(); } static void three() { four(); } static void four() { } }
                """)
            .reachable("A", "run");
    List<String> paths = new ArrayList<>();
    code.parts().forEach(part -> paths.add(part.path()));

    assertThat(paths)
        .contains(
            "A.run",
            "A.run -> A.one",
            "A.run -> B.two",
            "A.run -> A.one -> B.three",
            "A.run -> A.one -> B.three -> B.four");
  }

  @Test
  void defaultMethodsOfMarkerInterfacesOfLambdasAreReached() {
    assertMoves(
        """
        interface I { int of(int x); }
        interface Mark { default int extra() { return 1; } }
        class A { public int run() { I i = (I & Mark) x -> x; return ((Mark) i).extra(); } }
        """,
        "return 1",
        "return 2");
  }

  @Test
  void typeThatIsMissingMayCallAnyMethod() throws IOException {
    Compiled compiled =
        Compiled.source(
            """
            class A { public void run() { new B(); } }
            interface Gone { void go(); }
            class B implements Gone { public void go() { C.one(); } private void stay() { C.two(); } }
            class C { static void one() { } static void two() { } }
            """);
    assertThat(names(compiled.reachable("A", "run"))).doesNotContain("M C.one()V");
    Files.delete(compiled.classes().resolve("Gone.class"));

    assertThat(names(compiled.reachable("A", "run")))
        .contains("M B.go()V", "M C.one()V", "X Gone")
        .doesNotContain("M C.two()V");
  }

  @Test
  void damagedClassFileIsRefusedWhereAnyClassMayCome() throws IOException {
    Compiled compiled =
        Compiled.source("class A { public void run(Object any) { any.hashCode(); } }");
    Files.write(compiled.classes().resolve("Junk.class"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> compiled.reachable("A", "run"))
        .hasMessage(
            "the class file of Junk is damaged; build it again, or give codeVersion(\"...\")");
  }

  @Test
  void genericTypesNamedBareMayHoldAnything() {
    String source =
        """
        class Outer<T> { class Inner { T held; } static class Box<U> { U held; } }
        class Plain { Outer.Box raw; java.util.List<Outer.Box> more; }
        class Other { int x; public String toString() { return "other"; } }
        class A { public void run(%s any) { any.hashCode(); } }
        """;
    for (String type : List.of("Outer.Box", "Plain", "java.util.List<Outer.Box>")) {
      assertMoves(source.formatted(type), "\"other\"", "\"changed\"");
    }
    for (String type : List.of("Outer.Box<String>", "Outer<A>.Inner")) {
      assertUnmoved(source.formatted(type), "\"other\"", "\"changed\"");
    }
  }

  @Test
  void callsInCirclesEnd() {
    assertMoves(
        """
        class A { public void run() { b(); } void b() { C.c(this); } }
        class C { static int x; static void c(A a) { a.run(); c(a); x = 1; } }
        """,
        "x = 1",
        "x = 2");
  }

  @Test
  void nothingIsInitialised() {
    Compiled.source(
            """
            class A {
              static { System.setProperty("dev.locache.fingerprint.initialised", "A"); fail(); }
              static void fail() { throw new IllegalStateException(); }
              public void run(P p) { new B(); B.x++; I i = () -> { }; i.go(); Object o = B.class; }
            }
            class B { static int x; static { System.setProperty("dev.locache.fingerprint.initialised", "B"); } }
            class P { static { System.setProperty("dev.locache.fingerprint.initialised", "P"); } }
            class Q extends P { static { System.setProperty("dev.locache.fingerprint.initialised", "Q"); } }
            interface I { Object O = System.setProperty("dev.locache.fingerprint.initialised", "I"); void go(); }
            """)
        .reachable("A", "run");

    assertThat(System.getProperty(INITIALISED)).isNull();
  }

  @Test
  void staticInitialisersOfWhatIsTouchedCount() {
    String source =
        """
        class A { public int run() { return B.x; } }
        class B extends C { static int x = D.one(); }
        class C { static int y = D.two(); }
        class D { static int one() { return 1; } static int two() { return 2; } static int three() { return 3; } }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertMoves(source, "return 2;", "return 12;");
    assertUnmoved(source, "return 3;", "return 13;");
  }

  @Test
  void callbacksOfObjectsMadeCount() {
    String source =
        """
        import java.util.*;
        class A { public Object run() { return new TreeSet<>(List.of(new B())); } }
        class B implements Comparable<B> {
          public int compareTo(B b) { return help(); }
          public int hashCode() { return 1; }
          int help() { return 2; }
          int unused() { return 3; }
        }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertMoves(source, "return 2;", "return 12;");
    assertUnmoved(source, "return 3;", "return 13;");
  }

  @Test
  void subtypesOfParametersAndOfTheirFieldsCount() {
    String source =
        """
        import java.util.List;
        class A { public int run(List<? extends Item> items) { new Small(); return items.get(0).rule.size(); } }
        class Item { Rule rule; }
        interface Rule { int size(); }
        class Small implements Rule { public int size() { return 1; } }
        class Large implements Rule { public int size() { return 2; } }
        class Unrelated { int size() { return 3; } }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertMoves(source, "return 2;", "return 12;");
    assertUnmoved(source, "return 3;", "return 13;");
  }

  @Test
  void parametersThatMayBeAnythingBringEverything() {
    String template =
        """
        import java.util.*;
        class A<E> { public String run(%s p) { return p.toString(); } }
        class B { public String toString() { return "b"; } }
        """;
    for (String parameter : List.of("Object", "List", "List<?>", "E", "Set<? super String>")) {
      assertMoves(template.formatted(parameter), "\"b\"", "\"c\"");
    }
    for (String parameter : List.of("String", "int[]", "List<String>", "Map<Integer, String>")) {
      assertUnmoved(template.formatted(parameter), "\"b\"", "\"c\"");
    }
  }

  @Test
  void receiversThatNothingMakesMayBeAnySubtype() {
    String source =
        """
        class A { static Rule rule; public int run() { return rule.size(); } }
        interface Rule { int size(); }
        class Small implements Rule { public int size() { return 1; } }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertThat(Compiled.source(source).reachable("A", "run").notes())
        .containsExactly(
            "A.run reads or sets the static field A.rule",
            "A.run is handed objects of unknown origin of type Rule");
  }

  @Test
  void defaultMethodThatTheImplementationInheritsIsAStart() {
    String source =
        """
        class A implements I { }
        interface I { default int run() { return help(); } private int help() { return 1; } }
        """;
    assertMoves(source, "return 1;", "return 2;");
  }

  @Test
  void methodHiddenFromOtherPackagesIsNotTakenForAnOverride() {
    String source =
        """
        class A { public int run(B b) { return b.size(); } }
        class B { int size() { return 1; } }
        class C extends B { private int other() { return 2; } }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertUnmoved(source, "return 2;", "return 12;");
  }

  @Test
  void classHandedToOthersCountsWithItsFieldsTypes() {
    String source =
        """
        class A { public Object run() { return java.util.Arrays.asList(B.class); } }
        class B { C c; int one() { return 1; } }
        class C { int two() { return D.three(); } }
        class D { static int three() { return 3; } }
        """;
    assertMoves(source, "return 1;", "return 11;");
    assertMoves(source, "D.three()", "D.three() + 1");
    assertUnmoved(source, "return 3;", "return 13;");
  }

  @Test
  void classesReachedByReflectionCountWhenNamed() {
    String source =
        """
        class A { public int run() throws Exception { return Class.forName("B").getMethods().length; } }
        class B { int one() { return C.two(); } }
        class C { static int two() { return 2; } }
        """;
    assertUnmoved(source, "return 2;", "return 3;");
    assertThat(reflective(source.replace("return 2;", "return 3;")).digest())
        .isNotEqualTo(reflective(source).digest());
    assertThat(reflective(source).notes())
        .containsExactly("A.run reaches code by name through java.lang.Class.forName");
  }

  private static MethodCode reflective(String source) {
    Compiled compiled = Compiled.source(source);
    return compiled
        .code("A")
        .reachableScope(compiled.method("A", "run"), Set.of(), Set.of(compiled.type("B")));
  }

  @Test
  void clockChanceAndNativeCodeAreNoted() {
    MethodCode code =
        Compiled.source(
                """
                class A {
                  public long run() { return System.nanoTime() + new java.util.Random().nextInt() + out(); }
                  public long seeded() { return new java.util.Random(1).nextInt(); }
                  native int out();
                }
                """)
            .reachable("A", "run");

    assertThat(code.notes())
        .containsExactly(
            "A.run depends on java.lang.System.nanoTime",
            "A.run depends on java.util.Random.<init>",
            "A.out runs native code in A.out");
  }

  @Test
  void missingClassIsALineAndItsArrivalMoves() throws IOException {
    Compiled whole =
        Compiled.source(
            "class A { public void run() { B.go(); } } class B { static void go() { } }");
    Compiled without =
        Compiled.source(
            "class A { public void run() { B.go(); } } class B { static void go() { } }");
    Files.delete(without.classes().resolve("B.class"));

    assertThat(names(without.reachable("A", "run"))).contains("X B");
    assertThat(without.reachable("A", "run").digest())
        .isNotEqualTo(whole.reachable("A", "run").digest());
  }

  @Test
  void damagedClassIsRefused() throws IOException {
    Compiled compiled =
        Compiled.source(
            "class A { public void run() { B.go(); } } class B { static void go() { } }");
    byte[] bytes = Files.readAllBytes(compiled.classes().resolve("B.class"));
    Files.write(compiled.classes().resolve("B.class"), java.util.Arrays.copyOf(bytes, 60));

    assertThatThrownBy(() -> compiled.reachable("A", "run"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the class file of B is damaged; build it again, or give codeVersion(\"...\")");
  }

  @Test
  void classOfAnotherLoaderIsRefused() {
    Compiled compiled = Compiled.source("class A { public void run() { } } class B { }");
    Compiled other = Compiled.source("class A { public void run() { } } class B { }");

    assertThatThrownBy(
            () ->
                compiled
                    .code("A")
                    .reachableScope(compiled.method("A", "run"), Set.of(other.type("B")), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "B is not the class of that name which the implementation's loader finds; load both by"
                + " one loader, or choose FingerprintScope.CLASS, or give codeVersion(\"...\")");
  }

  @Test
  void tooMuchToFollowCountsAsAWhole() {
    String source =
        """
        class A { public void run() { a(); } void a() { b(); } void b() { } }
        class Unrelated { int x() { return 1; } }
        """;
    MethodCode code = capped(source, 2);

    assertThat(code.isWhole()).isTrue();
    assertThat(names(code)).containsExactly("J classes", "R A.run()V");
    assertThat(capped(source.replace("return 1", "return 2"), 2).digest())
        .isNotEqualTo(code.digest());
    assertThat(capped(source, 3).isWhole()).isFalse();
  }

  private static MethodCode capped(String source, int mostMethods) {
    Compiled compiled = Compiled.source(source);
    Class<?> type = compiled.type("A");
    Normalisers normalisers = new Normalisers();
    return new Starts(
            Runnable.class, type, Set.of(), Packages.NONE, new Lambdas(normalisers), normalisers)
        .reachedBy(compiled.method("A", "run"), Set.of(), Set.of(), mostMethods);
  }

  @Test
  void implementationOfTheJdkCountsByName() throws Exception {
    ImplementationCode code =
        ImplementationCode.of(Runnable.class, java.util.concurrent.FutureTask.class);
    MethodCode reached =
        code.reachableScope(
            java.util.concurrent.FutureTask.class.getMethod("run"), Set.of(), Set.of());

    assertThat(names(reached))
        .containsExactly(
            "P java.util.concurrent.FutureTask", "R java/util/concurrent/FutureTask.run()V");
  }

  @Test
  void numberedNamesShowNowhere() {
    MethodCode code =
        Compiled.source(
                """
                import java.util.function.*;
                class A {
                  enum Kind { A, B { int x() { return 2; } }; int x() { return 1; } }
                  public Object run(Kind k) {
                    assert k != null;
                    class Local { int y = 3; }
                    IntSupplier s = () -> new Local().y;
                    switch (k) { case A: return s; default: return new Object() { public String toString() { return "" + s; } }; }
                  }
                }
                """)
            .reachable("A", "run");

    assertThat(names(code))
        .noneMatch(name -> name.matches(".*(lambda\\$|access\\$|\\$\\d|SwitchMap).*"));
  }
}
