package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What compilers number, choose or add does not move the lines of code that stays the same. */
final class NormaliserTest {
  private static final String PROGRAM =
      """
      import java.io.Serializable;
      import java.util.*;
      import java.util.function.*;
      enum Kind { A, B, C; }
      class Program implements Serializable {
        /*first*/
        static final List<String> LIST = new ArrayList<>(Arrays.asList("x"));
        private int secret = 1;
        private Program() { }
        int lambdas(int x) {
          IntUnaryOperator f = y -> y + x + secret;
          Supplier<IntSupplier> g = () -> () -> f.applyAsInt(x);
          IntBinaryOperator same = (a, b) -> a * b;
          IntBinaryOperator again = (a, b) -> a * b;
          return g.get().getAsInt() + same.applyAsInt(1, 2) + again.applyAsInt(3, 4);
        }
        Object serializable() { return (Comparator<String> & Serializable) (a, b) -> a.length() - b.length(); }
        Object anonymous(int x, long captured) {
          final int unread = 31; if (x < 0) { return null; }
          return new Object() {
            Object inner = new Object() { public int hashCode() { return x; } };
            class Member { long get() { return captured; } }
            public String toString() { return "" + inner + new Member().get() + LIST; }
          };
        }
        int local(int x) {
          class Local<T> {
            T value;
            Local<T> self() { return this; }
            Function<T, Local<T>> maker() { return t -> new Local<T>(); }
          }
          Local<int[]> local = new Local<>();
          return Objects.hash(local.self(), local.maker(), new Local[x][1]);
        }
        int choice(Kind kind) {
          switch (kind) {
            case A: return 1;
            case C: return 2;
            default: return 3;
          }
        }
        int choiceInChoice(Kind kind, Kind other) {
          Kind chosen;
          switch (kind) { case B: chosen = other; break; default: chosen = kind; }
          switch (chosen) { case C: return 1; case A: return 2; }
          return 0;
        }
        int choiceByChoice(Kind kind, Kind other) {
          switch (Kind.values()[choice(kind)] == kind ? other : kind) { case A: return 1; default: return 2; }
        }
        void asserted(int x) { assert x > 0 : x; }
        String onInterface(Runnable r) { return r.toString() + r.hashCode(); }
        class Inner {
          private int mine;
          private Inner() { mine = secret++; }
          int get() { return new Object() { int go() { return mine + secret; } }.go(); }
        }
        class Idle { int x = 2; }
        Object inner() { return new Inner().mine + new Idle().x; }
      }
      """;

  private static final String PROBE =
      """
      Object probe(int z, Kind k) {
        assert z > 0;
        Runnable r = () -> System.out.println(z + secret);
        Object o = (Runnable & Serializable) () -> { };
        switch (k) { case B: case C: r.run(); default: }
        switch (k) { case C: r.run(); default: }
        class Local { int y = z; }
        class Probe { private int p; private Probe() { } }
        new Probe().p++;
        return new Object() { public String toString() { return "" + r + new Local(); } };
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"8", "11", "17"})
  void linesStayWhenNumberedCodeIsAddedBefore(String release) {
    Compiled before = Compiled.source(PROGRAM, "--release", release, "-Xlint:-options");
    Compiled after =
        Compiled.source(
            PROGRAM.replace("/*first*/", PROBE), "--release", release, "-Xlint:-options");
    List<CodeLine> added = new ArrayList<>(after.lines("Program"));
    List<CodeLine> gone = new ArrayList<>(before.lines("Program"));
    added.removeAll(before.lines("Program"));
    gone.removeAll(after.lines("Program"));

    assertThat(gone).isEmpty();
    assertThat(added)
        .extracting(CodeLine::name)
        .containsExactly("Program.probe(ILKind;)Ljava/lang/Object;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-g", "-g:none", "-g:source", "-parameters"})
  void linesStayUnderOtherFlags(String flag) {
    assertThat(Compiled.source(PROGRAM, flag).lines("Program"))
        .isEqualTo(Compiled.source(PROGRAM).lines("Program"));
  }

  @Test
  void fieldsThatOnlyLookLikeCapturedVariablesAreNamed() {
    String source = "class Program { int val$rate = 1; int get() { return val$rate; } }";

    assertThat(Compiled.source(source.replace("val$rate", "val$price")).lines("Program"))
        .isNotEqualTo(Compiled.source(source).lines("Program"));
  }

  @Test
  void linesStayWhenMembersAreReordered() {
    List<String> members =
        List.of(
            "int x; ",
            "long y;",
            "Supplier<Object> a(int n) { return () -> new Object() { int m = n; Runnable r = () ->"
                + " {}; }; }",
            "int b(Kind k) { switch (k) { case A: return 1; default: return 2; } }",
            "Object c(String s) { assert s != null; class Local { String t = s; } return new"
                + " Local(); }",
            "int d(Kind k) { switch (k) { case B: return 1; default: return 2; } }",
            "static class Nested { Object e = new Object() { int f() { return 1; } }; }",
            "Runnable g() { return () -> { }; }");
    List<String> reversed = new ArrayList<>(members);
    Collections.reverse(reversed);

    assertThat(program(reversed).lines("Program")).isEqualTo(program(members).lines("Program"));
  }

  @Test
  void linesStayWhenMembersOfAnAnonymousClassAreReordered() {
    List<String> members =
        List.of(
            "int first;",
            "double second;",
            "void over(int x) { new Object() { }; }",
            "void over(Object x) { new Object() { int i; }; }",
            "void other() { Runnable r = () -> new Object() { long l; }; }");
    List<String> reversed = new ArrayList<>(members);
    Collections.reverse(reversed);

    assertThat(program(List.of(anonymous(reversed))).lines("Program"))
        .isEqualTo(program(List.of(anonymous(members))).lines("Program"));
  }

  private static String anonymous(List<String> members) {
    return "Object o = new Object() { " + String.join("\n", members) + " };";
  }

  private static Compiled program(List<String> members) {
    return Compiled.source(
        "import java.util.function.*; enum Kind { A, B; } class Program { "
            + String.join("\n", members)
            + " }");
  }

  @Test
  void selectorsMayHoldSwitches() {
    String program =
        """
        enum Kind { A, B; } enum Other { C, D; }
        class Program {
          /*first*/
          int a(Kind kind, Other other) {
            return switch (switch (kind) { case A -> other; case B -> Other.C; }) {
              case C -> 1;
              case D -> 2;
            };
          }
        }
        """;
    CodeLine line = Compiled.source(program).line("Program", "Program.a");
    String first =
        "int b(Kind k, Other o) { switch (k) { case B: return switch (o) { case D -> 1; default ->"
            + " 2; }; default: return 3; } }";

    assertThat(Compiled.source(program.replace("/*first*/", first)).line("Program", "Program.a"))
        .isEqualTo(line);
    for (String edit :
        List.of("case A -> other; case B -> Other.C", "case C -> 1;\n      case D -> 2")) {
      String swapped =
          edit.replace("case A", "case X")
              .replace("case B", "case A")
              .replace("case X", "case B")
              .replace("case C", "case X")
              .replace("case D", "case C")
              .replace("case X", "case D");
      assertThat(Compiled.source(program.replace(edit, swapped)).line("Program", "Program.a"))
          .isNotEqualTo(line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "static Object initialised = new Object();"})
  void assertionMovesItsMethodOnly(String field) {
    String program =
        "class P { " + field + " int a(int x) { /*a*/ return x; } int b() { return 1; } }";
    List<CodeLine> before = Compiled.source(program).lines("P");
    List<CodeLine> after = Compiled.source(program.replace("/*a*/", "assert x > 0;")).lines("P");
    List<CodeLine> moved = new ArrayList<>(after);
    moved.removeAll(before);

    assertThat(moved).extracting(CodeLine::name).containsExactly("P.a(I)I");
    assertThat(after).hasSameSizeAs(before); // neither a field nor an initialiser is added
  }

  @Test
  void anonymousClassesThatTradePlacesAreNoticed() {
    String program =
        "class Program { Object a() { return new Object() { int x = 1; }; } Object b() { return new"
            + " Object() { int x = 2; }; } }";
    Compiled before = Compiled.source(program);
    Compiled after =
        Compiled.source(
            program.replace("x = 1", "x = 0").replace("x = 2", "x = 1").replace("x = 0", "x = 2"));

    assertThat(after.line("Program", "Program.a"))
        .isNotEqualTo(before.line("Program", "Program.a"));
    assertThat(after.classScope("Program")).isNotEqualTo(before.classScope("Program"));
  }

  @Test
  void codeNestedInAnonymousClassesCountsForTheMethodAround() {
    String program =
        """
        class Program {
          Object a() {
            return new Object() {
              class Member { int get() { return 1; } }
              Object other = new Object() { Runnable r = () -> System.out.println(2); };
              Object member() { return new Member(); }
            };
          }
          int b() { return 3; }
        }
        """;
    Compiled before = Compiled.source(program);
    for (String edit : List.of("return 1", "println(2")) {
      String other = edit.substring(0, edit.length() - 1) + "9";
      Compiled after = Compiled.source(program.replace(edit, other));
      assertThat(after.line("Program", "Program.a"))
          .isNotEqualTo(before.line("Program", "Program.a"));
      assertThat(after.line("Program", "Program.b")).isEqualTo(before.line("Program", "Program.b"));
    }
  }

  @Test
  void nameOfALocalRecordCounts() { // its toString() shows it
    String program = "class Program { Object a() { record Pair(int x) { } return new Pair(1); } }";
    assertThat(Compiled.source(program.replace("Pair", "Couple")).line("Program", "Program.a"))
        .isNotEqualTo(Compiled.source(program).line("Program", "Program.a"));
  }

  @Test
  void namesOfCapturedVariablesDoNotCount() {
    String program =
        "class Program { Object a(int zoom, int rate) { return new Object() { int x = zoom - rate;"
            + " int y() { return rate; } }; } }";
    assertThat(Compiled.source(program.replace("zoom", "area")).lines("Program"))
        .isEqualTo(Compiled.source(program).lines("Program"));
    assertThat(Compiled.source(program.replace("return rate", "return zoom")).lines("Program"))
        .isNotEqualTo(Compiled.source(program).lines("Program"));
  }

  @Test
  void unpairedSurrogatesDiffer() {
    assertThat(Compiled.source("class P { String s = \"\\ud800\"; }").classScope("P"))
        .isNotEqualTo(Compiled.source("class P { String s = \"\\ud801\"; }").classScope("P"))
        .isNotEqualTo(Compiled.source("class P { String s = \"?\"; }").classScope("P"));
  }

  @Test
  void whetherOtherPackagesMayOverrideCounts() {
    String program = "class P { int a() { return 1; } static int b() { return 2; } }";
    Compiled before = Compiled.source(program, "-Xlint:none");
    Compiled after =
        Compiled.source(
            program.replace("int", "public int").replace("static public", "public static"),
            "-Xlint:none");

    assertThat(after.line("P", "P.a")).isNotEqualTo(before.line("P", "P.a"));
    assertThat(after.line("P", "P.b")).isEqualTo(before.line("P", "P.b"));
  }

  @Test
  void orderOfAnnotationsDoesNotCount() {
    String program =
        """
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME) @interface A { int[] value() default {}; }
        @Retention(RetentionPolicy.RUNTIME) @interface B { Class<?> type(); RetentionPolicy policy(); A a(); }
        @A({1, 2}) @B(type = Program.class, policy = RetentionPolicy.CLASS, a = @A(3)) class Program { }
        """;
    String swapped =
        program
            .replace("@A({1, 2}) @B(", "@B(")
            .replace("class Program {", "@A({1, 2}) class Program {");
    List<CodeLine> lines = Compiled.source(program).lines("Program");

    assertThat(swapped).isNotEqualTo(program);
    assertThat(Compiled.source(swapped).lines("Program")).isEqualTo(lines);
    for (String edit : List.of("{1, 2}", "RetentionPolicy.CLASS, a", "@A(3)", "Program.class")) {
      String other =
          switch (edit) {
            case "{1, 2}" -> "{2, 1}";
            case "@A(3)" -> "@A(4)";
            case "Program.class" -> "A.class";
            default -> "RetentionPolicy.SOURCE, a";
          };
      assertThat(Compiled.source(program.replace(edit, other)).lines("Program"))
          .isNotEqualTo(lines);
    }
  }

  @Test
  void genericTypesCount() {
    String program =
        "class P { java.util.List<String> f; Object o = new java.util.ArrayList<String>() { }; }";
    List<CodeLine> lines = Compiled.source(program).lines("P");

    assertThat(Compiled.source(program.replace("List<String> f", "List<Integer> f")).lines("P"))
        .isNotEqualTo(lines);
    assertThat(
            Compiled.source(program.replace("ArrayList<String>", "ArrayList<Integer>")).lines("P"))
        .isNotEqualTo(lines);
  }

  @Test
  void deadCodeLeavesNoClassBehind() {
    Compiled compiled =
        Compiled.source(
            "class P { Object a() { if (false) { return new Object() { }; } return null; } }");
    assertThat(compiled.code("P").classes(Set.of()).lines()).isNotEmpty();
  }
}
