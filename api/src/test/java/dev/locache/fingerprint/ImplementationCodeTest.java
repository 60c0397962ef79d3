package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ImplementationCodeTest {
  private static final String INITIALISED = "dev.locache.fingerprint.initialised";

  @AfterEach
  void forget() {
    System.clearProperty(INITIALISED);
  }

  @Test
  void readingDoesNotInitialise() {
    Compiled compiled =
        Compiled.source(
            """
            class Failing extends Base implements Runnable {
              static { System.setProperty("dev.locache.fingerprint.initialised", "Failing"); fail(); }
              static void fail() { throw new IllegalStateException(); }
              public void run() { }
              static class Inner {
                static { System.setProperty("dev.locache.fingerprint.initialised", "Inner"); }
              }
            }
            class Base {
              static { System.setProperty("dev.locache.fingerprint.initialised", "Base"); }
            }
            """);
    compiled.classScope("Failing", "Failing$Inner");
    compiled.code("Failing").readsOuterInstance(compiled.type("Failing$Inner"));
    compiled.code("Failing").isOwn(compiled.type("Base"));

    assertThat(System.getProperty(INITIALISED)).isNull();
  }

  @Test
  void anonymousImplementationIsNamedByItsContent() {
    String host =
        "class Host { /*before*/ Object service = new Runnable() { public void run() { go(1); } };"
            + " void go(int i) { } }";
    Compiled first = Compiled.source(host);
    Compiled second = Compiled.source(host.replace("/*before*/", "Object o = new Object() { };"));
    Compiled edited = Compiled.source(host.replace("go(1)", "go(2)"));

    assertThat(second.classScope("Host$2")).isEqualTo(first.classScope("Host$1"));
    assertThat(edited.classScope("Host$1")).isNotEqualTo(first.classScope("Host$1"));
  }

  @Test
  void classesAlsoCoveredCountWhateverTheirOrder() {
    Compiled compiled = Compiled.source("class A { } class B { } class C { }");
    ImplementationCode code = compiled.code("A");
    Class<?> b = compiled.type("B");
    Class<?> c = compiled.type("C");

    assertThat(code.classScope(Set.of(b, c)).digest())
        .isEqualTo(code.classScope(new LinkedHashSet<>(List.of(c, b))).digest())
        .isNotEqualTo(code.classScope(Set.of(b)).digest());
  }

  @Test
  void arraysCountAsWhatTheyHold() {
    Compiled compiled = Compiled.source("class A { } class B { }");
    ImplementationCode code = compiled.code("A");
    Class<?> b = compiled.type("B");

    assertThat(code.classScope(Set.of(b.arrayType().arrayType())).digest())
        .isEqualTo(code.classScope(Set.of(b)).digest());
  }

  @Test
  void classesOfTheJdkCountByName() {
    ImplementationCode list = ImplementationCode.of(List.class, java.util.ArrayList.class);
    ImplementationCode linked = ImplementationCode.of(List.class, java.util.LinkedList.class);

    assertThat(list.classScope(Set.of()).digest())
        .isNotEqualTo(linked.classScope(Set.of()).digest());
  }

  @Test
  void versionOfJavaCounts() {
    ClassScope scope = Compiled.source("class A { }").code("A").classes(Set.of());

    assertThat(scope.digest(17)).isNotEqualTo(scope.digest(25));
    assertThat(Compiled.source("class A { }").classScope("A"))
        .isEqualTo(scope.digest(Runtime.version().feature()));
  }

  @Test
  void librarySuperclassCounts() {
    ImplementationCode code =
        ImplementationCode.of(Runnable.class, ExtendsLibrary.class); // of the jar of JUnit

    assertThat(code.classes(Set.of()).lines())
        .extracting(CodeLine::name)
        .contains("org/junit/jupiter/api/extension/ParameterResolutionException")
        .noneMatch(name -> name.startsWith("java/"));
  }

  @Test
  void nestedClassesOfInterfacesDoNotCount() {
    String source =
        """
        class A implements I { }
        interface I { class Nested { /*edit*/ } default int one() { return 1; } }
        """;
    Compiled compiled = Compiled.source(source);

    assertThat(Compiled.source(source.replace("/*edit*/", "int x;")).classScope("A"))
        .isEqualTo(compiled.classScope("A"));
    assertThat(Compiled.source(source.replace("return 1", "return 2")).classScope("A"))
        .isNotEqualTo(compiled.classScope("A"));
  }

  @Test
  void proxiesCountByTheirInterfaces() {
    Compiled compiled =
        Compiled.source("class A { } interface I { default int one() { return 1; } }");
    Class<?>[] interfaces = {Runnable.class, compiled.type("I")};
    Class<?> proxy =
        Proxy.newProxyInstance(compiled.loader(), interfaces, (self, method, arguments) -> 1)
            .getClass();

    assertThat(compiled.code("A").classes(Set.of(proxy)).lines())
        .extracting(CodeLine::name)
        .containsExactly("A", "I", "A.<init>()V", "I.one()I", "java.lang.Runnable");
  }

  @Test
  void lambdasOfTheJdkAddNothing() {
    Compiled compiled = Compiled.source("class A { }");

    assertThat(compiled.code("A").classes(Set.of(Function.identity().getClass())).lines())
        .isEqualTo(compiled.lines("A"));
  }

  @Test
  void namesWithNumbersThatWereGivenStay() throws Exception {
    Compiled compiled =
        Compiled.source("class A$ByteBuddy$x { class $1x { } Object o = new Object() { }; }");
    ImplementationCode code = compiled.code("A$ByteBuddy$x");

    assertThat(code.nameOf(compiled.type("A$ByteBuddy$x"))).isEqualTo("A$ByteBuddy$x");
    assertThat(code.nameOf(compiled.type("A$ByteBuddy$x$$1x"))).isEqualTo("A$ByteBuddy$x$$1x");
    assertThat(code.nameOf(compiled.type("A$ByteBuddy$x$1"))).startsWith("A~");
    assertThat(code.nameOf(Class.forName("java.util.Collections$1")))
        .isEqualTo("java.util.Collections$1");
    Runnable lambda = () -> {};
    assertThat(code.nameOf(lambda.getClass())).isEqualTo(lambda.getClass().getName());
  }

  @Test
  void nestedClassesAndTheirSuperclassesCount() {
    String source =
        """
        class A { class Member extends Base { class Deep { } } Object o = new Other() { }; }
        class Base { int one() { return 1; } }
        class Other { int two() { return 2; } }
        """;
    Compiled compiled = Compiled.source(source);

    assertThat(compiled.lines("A"))
        .extracting(CodeLine::name)
        .contains("A$Member", "A$Member$Deep", "Base.one()I", "Other.two()I");
  }

  @Test
  void ownCodeComesFromTheSamePlaceOrADirectory() throws Exception {
    ImplementationCode inJar =
        ImplementationCode.of(Runnable.class, org.junit.jupiter.api.Assertions.class);
    Class<?> directory = ImplementationCodeTest.class;

    assertThat(inJar.isOwn(org.junit.jupiter.api.Test.class)).isTrue();
    assertThat(inJar.isOwn(org.assertj.core.api.Assertions.class)).isFalse();
    assertThat(inJar.isOwn(directory)).isTrue();
    assertThat(inJar.isOwn(directory.arrayType())).isTrue();
    assertThat(inJar.isOwn(String.class)).isFalse();
    assertThat(inJar.isOwn(Class.forName("java.sql.Connection"))).isFalse(); // platform's loader
    assertThat(inJar.isOwn(int[].class)).isFalse();
  }

  @Test
  void placeOfTheInterfaceIsOwnToo() {
    ImplementationCode code =
        ImplementationCode.of(org.junit.jupiter.api.Test.class, ImplementationCodeTest.class);

    assertThat(code.isOwn(org.junit.jupiter.api.Assertions.class)).isTrue();
    assertThat(code.isOwn(org.assertj.core.api.Assertions.class)).isFalse();
  }

  @Test
  void classesWithoutAPlaceBelongTogetherByLoader() throws Exception {
    Compiled compiled = Compiled.source("class A { } class B { }");
    ServingLoader one = new ServingLoader();
    ServingLoader other = new ServingLoader();
    for (String name : List.of("A", "B")) {
      byte[] bytes = java.nio.file.Files.readAllBytes(compiled.classes().resolve(name + ".class"));
      one.define(name, bytes);
      other.define(name, bytes);
    }
    ImplementationCode code = ImplementationCode.of(Runnable.class, one.loadClass("A"));

    assertThat(code.isOwn(one.loadClass("B"))).isTrue();
    assertThat(code.isOwn(other.loadClass("B"))).isFalse();
  }

  @Test
  void outerInstanceCountsIfTheInnerClassOrOneNestedInItReadsIt() {
    Compiled compiled =
        Compiled.source(
            """
            class Outer {
              int x;
              class Reads { int get() { return x; } }
              class Ignores { int get() { return 1; } }
              class Lambda { Runnable get() { return () -> System.out.println(x); } }
              class Middle { class Inner { class Innermost { int get() { return x; } } } }
              class Passes { Object make() { return new Ignores(); } }
              static class Static { int x; }
            }
            """,
            "-XDoptimizeOuterThis=false");
    ImplementationCode code = compiled.code("Outer");

    assertThat(List.of("Reads", "Lambda", "Middle", "Passes"))
        .allSatisfy(name -> assertThat(reads(code, compiled, name)).as(name).isTrue());
    assertThat(List.of("Ignores", "Static"))
        .allSatisfy(name -> assertThat(reads(code, compiled, name)).as(name).isFalse());
    assertThat(code.readsOuterInstance(java.util.AbstractMap.class)).isTrue();
  }

  private static boolean reads(ImplementationCode code, Compiled compiled, String nested) {
    return code.readsOuterInstance(compiled.type("Outer$" + nested));
  }

  @SuppressWarnings("serial")
  private static final class ExtendsLibrary
      extends org.junit.jupiter.api.extension.ParameterResolutionException {
    ExtendsLibrary() {
      super("");
    }
  }
}
