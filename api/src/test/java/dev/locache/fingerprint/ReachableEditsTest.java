package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Edits of a small service, each compiled for itself, and what they do to a method's code. */
final class ReachableEditsTest {
  private static final String SERVICE =
      """
      package variant_____;
      import java.lang.annotation.*;
      import java.util.function.*;
      interface Pricer { double price(Order o) throws RuntimeException; }
      record Order(String id, int qty, Kind kind) { /*R*/ }
      enum Kind { A, B, C /*E*/; /*EM*/ }
      class PricerImpl implements Pricer {
        private final Tax tax; private int seen = 1; /*F*/
        PricerImpl(Tax t) { tax = t; /*CT*/ }
        static final double BASE = Double.parseDouble("2.0");
        /*TOP*/
        String other(int x, Kind k) { Runnable r = () -> System.out.println(x); switch (k) { case C: r.run(); default: } return "o1"; }
        /*ANN*/ public double price(Order o) /*TH*/ {
          IntUnaryOperator f = q -> q * Helper.factor();
          Discount d = new Discount() { public double off() { return 0.1; } };
          double k = switch (o.kind()) { case A -> 1; case B -> 2; default -> 3; };
          try { return tax.add(f.applyAsInt(o.qty()) * Consts.PRICE * k - d.off() + BASE) + Twins.both() + Boxes.sum() + Nests.make().get(); }
          catch (ArithmeticException e) { throw new IllegalStateException("bad " + o.id() + "!", e); }
        }
        /*END*/
      }
      interface Discount { double off(); }
      interface Tax { double add(double x); default double twice(double x) { return add(add(x)); } /*TD*/ }
      class Rate { double rate() { return 0.2; } double spare() { return 1; } /*RM*/ }
      class Vat extends Rate implements Tax { public double add(double x) { return x * (1 + rate()); } /*VM*/ }
      class NoTax implements Tax { public double add(double x) { return x; } }
      class Helper { static int factor() { return inner(); } private static int inner() { return 3; } static int unused() { return 9; } }
      class Consts { static final int PRICE = 7; static final int UNRELATED = 1; }
      class Twins {
        static int both() { return first().getAsInt() - second().getAsInt(); }
        static IntSupplier first() { return () -> 11; }
        static IntSupplier second() { return () -> 12; }
        static IntSupplier third() { return () -> 13; }
      }
      interface Box<T> { T open(T t); private int hidden() { return 5; } default int shown() { return hidden(); } }
      class IntBox implements Box<Integer> { public Integer open(Integer i) { return i + 1; } }
      class Boxes { static <T> T unpack(Box<T> b, T t) { return b.open(t); } static int sum() { IntBox b = new IntBox(); return unpack(b, 4) + b.shown(); } }
      class Nests {
        static Supplier<Integer> make() {
          /*NEST*/
          return new Supplier<>() { public Integer get() { return new Supplier<Integer>() { public Integer get() { return 21; } }.get(); } };
        }
      }
      @Retention(RetentionPolicy.RUNTIME) @interface Rt { } @Retention(RetentionPolicy.CLASS) @interface Cl { }
      """;

  private static final String PROBE =
      """
      Object probe(int z, Kind k) {
        assert z > 0;
        Runnable r = () -> System.out.println(z);
        switch (k) { case B: case C: r.run(); default: }
        return new Object() { public String toString() { return "" + r; } };
      }
      """;

  static final List<Edit> UNMOVED =
      List.of(
          edit("recompiled"),
          edit("comment and line shift", "/*TOP*/", "// c\n\n/* d */\n"),
          edit(
              "local variables and lambda parameter renamed",
              "Discount d =",
              "Discount dd =",
              "d.off()",
              "dd.off()",
              "q -> q *",
              "qty -> qty *"),
          edit(
              "method parameter renamed",
              "price(Order o) /*TH*/",
              "price(Order p) /*TH*/",
              "o.kind()",
              "p.kind()",
              "o.qty()",
              "p.qty()",
              "o.id()",
              "p.id()"),
          edit("method with all that is numbered added before", "/*TOP*/", PROBE),
          edit("method with all that is numbered added behind", "/*END*/", PROBE),
          edit("another method of the class edited", "\"o1\"", "\"o2\""),
          edit("throws clause added", "/*TH*/", "throws IllegalStateException"),
          edit("CLASS annotation added", "/*ANN*/", "@Cl"),
          edit("static helper edited that is never called", "return 9", "return 10"),
          edit(
              "implementation edited that nobody instantiates",
              "{ return x; } }\nclass Helper",
              "{ return x + 1; } }\nclass Helper"),
          edit(
              "uncalled default method added to collaborator's interface",
              "/*TD*/",
              "default double zero() { return 0; }"),
          edit("uncalled default method edited", "add(add(x))", "add(add(add(x)))"),
          edit(
              "superclass method edited that is never called",
              "double spare() { return 1; }",
              "double spare() { return 2; }"),
          edit("unrelated inlined constant edited", "UNRELATED = 1", "UNRELATED = 2"),
          edit("method added to an enum", "/*EM*/", "int weight() { return 4; }"),
          edit("static method added to a record", "/*R*/", "static int n() { return 4; }"),
          edit(
              "class added that nobody uses",
              "class NoTax",
              "class Spare { int x = 3; } class NoTax"),
          edit("helper made public", "static int factor()", "public static int factor()"),
          edit("instance field's initialiser edited, the state's matter", "seen = 1", "seen = 2"),
          edit("constructor edited, the state's matter", "/*CT*/", "seen = 3;"),
          edit("field added that nobody reads", "/*F*/", "int more;"),
          edit("nested class added", "/*END*/", "static class Nested { int x = 1; }"),
          edit(
              "one lambda more of those alike before them",
              "static int both()",
              "static IntSupplier zeroth() { return () -> 10; } static int both()"),
          edit("lambda edited that nobody makes", "() -> 13", "() -> 14"),
          edit(
              "anonymous class added before a nest of them",
              "class Nests {",
              "class Nests { Object o = new Object() { Object p = new Object() { }; };"));

  static final List<Edit> MOVED =
      List.of(
          edit("method edited", "* k -", "* k +"),
          edit("lambda edited", "q * Helper", "q + Helper"),
          edit("anonymous class edited", "0.1", "0.2"),
          edit("private helper two calls away edited", "return 3;", "return 4;"),
          edit("collaborator edited", "x * (1 +", "x * (2 +"),
          edit("superclass of collaborator edited", "return 0.2", "return 0.25"),
          edit("override added to collaborator", "/*VM*/", "double rate() { return 0.2; }"),
          edit("inlined constant of another class edited", "PRICE = 7", "PRICE = 8"),
          edit("static initialiser edited", "\"2.0\"", "\"2.5\""),
          edit("case of enum switch edited", "case B -> 2", "case C -> 2"),
          edit("exception's message edited", "\"!\"", "\"?\""),
          edit("RUNTIME annotation added", "/*ANN*/", "@Rt"),
          edit(
              "another exception caught",
              "catch (ArithmeticException",
              "catch (ClassCastException"),
          edit("record component added", "int qty,", "int qty, int x,"),
          edit("one of two lambdas alike edited", "() -> 11", "() -> 15"),
          edit("the other of two lambdas alike edited", "() -> 12", "() -> 15"),
          edit("two lambdas alike exchanged", "first().g", "third().g"),
          edit("method behind a bridge edited", "return i + 1", "return i + 2"),
          edit(
              "bridge's types changed",
              "Box<Integer> { public Integer open(Integer i)",
              "Box<Number> { public Number open(Number j)",
              "return i + 1",
              "int i = j.intValue(); return i + 1",
              "return unpack(b, 4) +",
              "return unpack(b, (Number) 4).intValue() +"),
          edit("private method of an interface edited", "return 5;", "return 6;"),
          edit("inner one of nested anonymous classes edited", "return 21;", "return 22;"),
          // More than needed, as a result stays the same:
          edit("constant added to an enum", "/*E*/", ", D"),
          edit("private helper renamed", "inner()", "inner2()"),
          edit(
              "unrelated static initialiser added",
              "/*TOP*/",
              "static final Object LOCK = new Object();"),
          edit(
              "toString() added to an object's class",
              "/*VM*/",
              "public String toString() { return \"v\"; }"));

  static final List<List<String>> OPTIONS =
      List.of(List.of("-g:none"), List.of("-g"), List.of("-g", "-parameters"), List.of("-g:lines"));

  private static Digest128 unedited;
  private static Map<Edit, Digest128> edited;

  private record Edit(String what, List<String> replacements) {
    String source() {
      String source = SERVICE;
      for (int i = 0; i < replacements.size(); i += 2) {
        assertThat(source).contains(replacements.get(i));
        source = source.replace(replacements.get(i), replacements.get(i + 1));
      }
      return source;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  static void compileAll() {
    List<Edit> edits = Stream.concat(UNMOVED.stream(), MOVED.stream()).toList();
    List<Compiled> variants = Compiled.variants(edits.stream().map(Edit::source).toList());
    edited = new HashMap<>();
    for (int i = 0; i < edits.size(); i++) {
      edited.put(edits.get(i), digest(variants.get(i)));
    }
    unedited = digest(Compiled.source(SERVICE));
  }

  @ParameterizedTest
  @FieldSource("UNMOVED")
  void staysTheSame(Edit edit) {
    assertThat(edited.get(edit)).isEqualTo(unedited);
  }

  @ParameterizedTest
  @FieldSource("MOVED")
  void moves(Edit edit) {
    assertThat(edited.get(edit)).isNotEqualTo(unedited);
  }

  @ParameterizedTest
  @FieldSource("OPTIONS")
  void compilerFlagsDoNotMoveIt(List<String> options) {
    Compiled compiled = Compiled.source(SERVICE, options.toArray(String[]::new));
    assertThat(digest(compiled)).isEqualTo(unedited);
  }

  private static Edit edit(String what, String... replacements) {
    return new Edit(what, List.of(replacements));
  }

  private static Digest128 digest(Compiled compiled) {
    return compiled.reachable("variant_____.PricerImpl", "price", "variant_____.Vat").digest();
  }
}
