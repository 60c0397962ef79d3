package dev.locache.testkit;

import dev.locache.spi.MethodId;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods whose names are trouble for whoever makes a file, a table or an address of them. Java
 * allows them all (JVMS 4.2.2 forbids little), and other languages of the JVM use them.
 */
final class OddNames {
  private static final String SERVICE = "com.example.Service";

  private OddNames() {}

  static List<MethodId> methods() {
    List<MethodId> methods = new ArrayList<>();
    addNames(methods);
    addTypes(methods);
    addParameters(methods);
    return methods;
  }

  private static void addNames(List<MethodId> methods) {
    String longName = "n".repeat(300);
    for (String name :
        List.of(
            "a",
            "A",
            "aA",
            "Aa",
            "BB",
            "CON",
            "con",
            "nul.txt",
            "COM1",
            "~",
            "-",
            "_",
            "%41",
            "%2f",
            "a b",
            " a",
            "a ",
            "$a",
            "a$1",
            "'a'",
            "\"a\"",
            "`a`",
            "a;b",
            "a:b",
            "a*",
            "a?",
            "a|b",
            "..",
            "../x",
            "../../x",
            "/x",
            "x/",
            "\\x",
            "..\\x",
            "C:x",
            "a.",
            ".a",
            "a\nb",
            "a\tb",
            "a\0b",
            "<init>",
            "List<String>",
            "{a}",
            "[a]",
            "a,b",
            "a=b",
            "&a",
            "caf\u00e9",
            "cafe\u0301",
            "\u6771\u4eac",
            "\ud83d\ude00",
            "\u0130",
            "\u0131",
            "\u00df",
            "ss",
            longName,
            longName + "1",
            "N".repeat(300),
            "\u6771".repeat(300))) {
      methods.add(MethodId.of(SERVICE, name, List.of("int")));
    }
  }

  private static void addTypes(List<MethodId> methods) {
    for (String type :
        List.of(
            "Service",
            "com.example.service",
            "com.example.Outer$Inner",
            "com.example.Outer.Inner",
            "com.example.CON",
            "..",
            "/etc",
            "p.".repeat(200) + "Service")) {
      methods.add(MethodId.of(type, "a", List.of("int")));
    }
  }

  private static void addParameters(List<MethodId> methods) {
    for (List<String> types :
        List.<List<String>>of(
            List.of(),
            List.of("long"),
            List.of("int", "int"),
            List.of("int[]"),
            List.of("int[][]"),
            List.of("java.util.Map$Entry"))) {
      methods.add(MethodId.of(SERVICE, "a", types));
    }
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 255; i++) {
      many.add("com.example.AParameterWithANameOfSomeLength");
    }
    methods.add(MethodId.of(SERVICE, "a", many));
    many.set(254, "int");
    methods.add(MethodId.of(SERVICE, "a", many));
  }
}
