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

/** Edits of a small service, each compiled for itself, and what they do to its class scope. */
final class EditMatrixTest {
  private static final String SERVICE =
      """
      package variant_____;
      import java.lang.annotation.*;
      interface Pricer { double price(Order o) throws RuntimeException; }
      record Order(String id, int qty, Kind kind) { /*R*/ }
      enum Kind { A, B, C /*E*/; /*EM*/ }
      class PricerImpl implements Pricer {
        private final Tax tax; private int seen = 1; /*F*/
        PricerImpl(Tax t) { tax = t; /*CT*/ }
        static final double BASE = Double.parseDouble("2.0");
        static final int SPARE = 1;
        record Pair(/*RC*/ int one, int two) { }
        /*TOP*/
        String other(/*PA*/ int x, Kind k) { Runnable r = () -> System.out.println(x); switch (k) { case C: r.run(); default: } return "o1"; }
        /*ANN*/ public double price(Order o) /*TH*/ {
          java.util.function.IntUnaryOperator f = q -> q * Helper.factor();
          Discount d = new Discount() { /*AF*/ int calls; public double off() { return 0.1; } };
          double k = switch (o.kind()) { case A -> 1; case B -> 2; default -> 3; };
          try { return tax.add(f.applyAsInt(o.qty()) * Consts.PRICE * k - d.off() + BASE); }
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
      @Retention(RetentionPolicy.RUNTIME) @interface Rt { }
      @Retention(RetentionPolicy.RUNTIME) @Target(ElementType.RECORD_COMPONENT) @interface Rc { }
      @Retention(RetentionPolicy.CLASS) @interface Cl { }
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
          edit("throws clause added", "/*TH*/", "throws IllegalStateException"),
          edit("CLASS annotation added", "/*ANN*/", "@Cl"),
          edit("compiler's annotation added", "/*ANN*/", "@Deprecated"),
          edit("static helper edited that is never called", "return 9", "return 10"),
          edit(
              "implementation edited that nobody instantiates",
              "{ return x; } }\nclass Helper",
              "{ return x + 1; } }\nclass Helper"),
          edit("unrelated inlined constant edited", "UNRELATED = 1", "UNRELATED = 2"),
          edit("method added to an enum", "/*EM*/", "int weight() { return 4; }"),
          edit("static method added to a record", "/*R*/", "static int n() { return 4; }"),
          edit("constant added to an enum", "/*E*/", ", D"),
          edit("constants of an enum in another order", "A, B, C", "C, B, A"),
          edit(
              "record component added",
              "int qty,",
              "int qty, int x,",
              "Order(String id, int qty, int x,",
              "Order(String id, int qty, int x,"),
          edit(
              "class added that nobody uses",
              "class NoTax",
              "class Spare { int x = 3; } class NoTax"),
          edit("helper made public", "static int factor()", "public static int factor()"),
          edit("implementation made final", "class PricerImpl", "final class PricerImpl"),
          edit("method made final", "public double price", "public final double price"),
          // Outside of the classes that this scope covers, by its definition:
          edit("helper of another class edited", "return 3;", "return 4;"),
          edit("private helper of another class renamed", "inner()", "inner2()"));

  static final List<Edit> MOVED =
      List.of(
          edit("method edited", "* k -", "* k +"),
          edit("another method of the class edited", "\"o1\"", "\"o2\""),
          edit("lambda edited", "q * Helper", "q + Helper"),
          edit("anonymous class edited", "0.1", "0.2"),
          edit("instance field's initialiser edited", "seen = 1", "seen = 2"),
          edit("static initialiser edited", "\"2.0\"", "\"2.5\""),
          edit("static initialiser added", "/*TOP*/", "static final Object LOCK = new Object();"),
          edit("constructor edited", "/*CT*/", "seen = 3;"),
          edit("field added", "/*F*/", "int more;"),
          edit("method added", "/*TOP*/", PROBE),
          edit("inlined constant of another class edited", "PRICE = 7", "PRICE = 8"),
          edit("case of enum switch edited", "case B -> 2", "case C -> 2"),
          edit(
              "cases of enum switch exchanged",
              "case A -> 1; case B -> 2",
              "case B -> 1; case A -> 2"),
          edit("exception's message edited", "\"!\"", "\"?\""),
          edit(
              "another exception caught",
              "catch (ArithmeticException",
              "catch (ClassCastException"),
          edit("RUNTIME annotation added", "/*ANN*/", "@Rt"),
          edit("RUNTIME annotation of a parameter added", "/*PA*/", "@Rt"),
          edit("RUNTIME annotation of a record's component added", "/*RC*/", "@Rc"),
          edit("RUNTIME annotation of an anonymous class's field added", "/*AF*/", "@Rt"),
          edit("constant edited that no code reads", "SPARE = 1", "SPARE = 2"),
          edit(
              "default method added to an anonymous class's interface",
              "interface Discount {",
              "interface Discount { default double zero() { return 0; }"),
          edit("superclass given", "class PricerImpl", "class PricerImpl extends Rate"),
          edit(
              "default method of the interface added",
              "interface Pricer {",
              "interface Pricer { default int one() { return 1; }"),
          edit("nested class added", "/*END*/", "static class Nested { }"),
          edit(
              "method made synchronized",
              "public double price",
              "public synchronized double price"),
          // The collaborator is handed in as one of the object graph:
          edit("collaborator edited", "x * (1 +", "x * (2 +"),
          edit("superclass of collaborator edited", "return 0.2", "return 0.25"),
          edit(
              "superclass method edited that is never called",
              "double spare() { return 1; }",
              "double spare() { return 2; }"),
          edit("interface of collaborator edited", "/*TD*/", "default double zero() { return 0; }"),
          edit("override added to collaborator", "/*VM*/", "double rate() { return 0.2; }"),
          edit(
              "toString() added to collaborator",
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
    return compiled.classScope("variant_____.PricerImpl", "variant_____.Vat");
  }
}
