package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program is compiled anew and run in a JVM of its own each time: results are found again as long
 * as the code is the same, and again when it is the same again.
 */
final class CodeVersionsTest {
  private static final String MAIN =
      """
      package app;

      import dev.locache.Locache;

      public final class Main {
        public static void main(String[] arguments) {
          Pricer pricer = Locache.wrap(Pricer.class, new Tariff(new Discount(3)));
          System.out.println(pricer.price(20) + " after " + Locache.stats(pricer).loads() + " loads");
        }
      }
      """;

  private static final String PRICER =
      """
      package app;

      interface Pricer {
        int price(int amount);
      }
      """;

  private static final String BASE =
      """
      package app;

      abstract class Base {
        int fee() {
          return 1;
        }
      }
      """;

  private static final String TARIFF =
      """
      package app;

      final class Tariff extends Base implements Pricer {
        private final Discount discount;

        Tariff(Discount discount) {
          this.discount = discount;
        }

        @Override
        public int price(int amount) {
          return Rates.factor() * amount + fee() - discount.of(amount);
        }

        private static final class Rates {
          static int factor() {
            return 2;
          }
        }
      }
      """;

  private static final String DISCOUNT =
      """
      package app;

      final class Discount {
        private final int percent;

        Discount(int percent) {
          this.percent = percent;
        }

        int of(int amount) {
          return amount * percent / 100;
        }
      }
      """;

  @TempDir Path directory;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private int builds;

  CodeVersionsTest() {
    sources.put("app/Main.java", MAIN);
    sources.put("app/Pricer.java", PRICER);
    sources.put("app/Base.java", BASE);
    sources.put("app/Tariff.java", TARIFF);
    sources.put("app/Discount.java", DISCOUNT);
  }

  private String run(String... compilerOptions) throws IOException {
    Path target = directory.resolve("build" + builds++);
    String[] options = new String[compilerOptions.length + 2];
    options[0] = "-classpath";
    options[1] = System.getProperty("java.class.path");
    System.arraycopy(compilerOptions, 0, options, 2, compilerOptions.length);
    Path classes = Compiled.sources(target, sources, options);
    // Every build in one place, as a developer's is.
    Path place = directory.resolve("classes");
    Files.deleteIfExists(place);
    Files.createSymbolicLink(place, classes);
    try (JavaProcess program =
        JavaProcess.run("app.Main")
            .classPath(place, Path.of(System.getProperty("java.class.path")))
            .property("locache.directory", directory.resolve("cache").toString())
            .start()) {
      return String.join("\n", program.awaitSuccess());
    }
  }

  private void edit(String file, String from, String to) {
    String edited = sources.get(file).replace(from, to);
    assertThat(edited).isNotEqualTo(sources.get(file));
    sources.put(file, edited);
  }

  @Test
  void foundAgainByTheNextRun() throws IOException {
    assertThat(run()).isEqualTo("41 after 1 loads");
    assertThat(run()).isEqualTo("41 after 0 loads");
  }

  @Test
  void editMissesAndRevertHitsAgain() throws IOException {
    assertThat(run()).isEqualTo("41 after 1 loads");
    edit("app/Tariff.java", "* amount + fee()", "* amount + 5 + fee()");
    assertThat(run()).isEqualTo("46 after 1 loads");
    assertThat(run()).isEqualTo("46 after 0 loads");
    edit("app/Tariff.java", "* amount + 5 + fee()", "* amount + fee()");
    assertThat(run()).isEqualTo("41 after 0 loads");
  }

  @Test
  void editsOfNestedClassSuperclassAndCollaboratorMiss() throws IOException {
    assertThat(run()).isEqualTo("41 after 1 loads");
    edit("app/Tariff.java", "return 2;", "return 3;");
    assertThat(run()).isEqualTo("61 after 1 loads");
    edit("app/Base.java", "return 1;", "return 2;");
    assertThat(run()).isEqualTo("62 after 1 loads");
    edit("app/Discount.java", "/ 100", "/ 10");
    assertThat(run()).isEqualTo("56 after 1 loads");
  }

  @Test
  void stateOfTheImplementationAndOfItsCollaboratorsCounts() throws IOException {
    assertThat(run()).isEqualTo("41 after 1 loads");
    edit("app/Main.java", "new Discount(3)", "new Discount(50)");
    assertThat(run()).isEqualTo("31 after 1 loads");
    edit("app/Main.java", "new Discount(50)", "new Discount(3)");
    assertThat(run()).isEqualTo("41 after 0 loads");
  }

  @Test
  void commentsLinesDebugFlagsAndOrderChangeNothing() throws IOException {
    assertThat(run()).isEqualTo("41 after 1 loads");
    edit("app/Tariff.java", "  @Override", "  // what it costs\n\n\n  /** Doc. */\n  @Override");
    assertThat(run()).isEqualTo("41 after 0 loads");
    assertThat(run("-g")).isEqualTo("41 after 0 loads");
    assertThat(run("-g:none")).isEqualTo("41 after 0 loads");
    assertThat(run("-parameters")).isEqualTo("41 after 0 loads");
    String nested =
        """
          private static final class Rates {
            static int factor() {
              return 2;
            }
          }
        """;
    edit("app/Tariff.java", nested, "");
    edit(
        "app/Tariff.java",
        "  private final Discount discount;\n",
        nested + "  private final Discount discount;\n");
    assertThat(run()).isEqualTo("41 after 0 loads");
  }

  private void addHelpers() {
    sources.put(
        "app/Steps.java",
        """
        package app;

        final class Steps {
          private Steps() {}

          static int first(int amount) {
            return Later.second(amount);
          }

          static int unreached(int amount) {
            return amount + 1;
          }

          private static final class Later {
            static int second(int amount) {
              return Last.third(amount);
            }
          }
        }
        """);
    sources.put(
        "app/Last.java",
        """
        package app;

        final class Last {
          private Last() {}

          static int third(int amount) {
            return amount + 7;
          }
        }
        """);
    edit("app/Tariff.java", "Rates.factor() * amount", "Steps.first(amount)");
  }

  @Test
  void editOfAHelperThreeCallsAwayMissesAndRevertHits() throws IOException {
    addHelpers();
    assertThat(run()).isEqualTo("28 after 1 loads");
    edit("app/Last.java", "+ 7", "+ 8");
    assertThat(run()).isEqualTo("29 after 1 loads");
    edit("app/Last.java", "+ 8", "+ 7");
    assertThat(run()).isEqualTo("28 after 0 loads");
  }

  @Test
  void editOfAnUnreachedMethodHits() throws IOException {
    addHelpers();
    assertThat(run()).isEqualTo("28 after 1 loads");
    edit("app/Steps.java", "amount + 1", "amount + 2");
    assertThat(run()).isEqualTo("28 after 0 loads");
    edit(
        "app/Tariff.java",
        "static int factor()",
        "static int other() { return 1; } static int factor()");
    assertThat(run()).isEqualTo("28 after 0 loads");
  }

  private void wrap(String expression) {
    edit("app/Main.java", "new Tariff(new Discount(3))", expression);
  }

  @Test
  void lambdaIsFoundAgainUntilItsBodyOrWhatItCallsIsEdited() throws IOException {
    wrap("discounted(2)");
    String method = "static Pricer discounted(int n) { return a -> new Discount(n).of(a) + 1; }";
    edit("app/Main.java", "class Main {", "class Main { " + method);
    assertThat(run()).isEqualTo("1 after 1 loads");
    edit(
        "app/Main.java",
        "class Main {",
        "class Main { Runnable other = () -> run(); void run() {}");
    assertThat(run()).isEqualTo("1 after 0 loads");
    edit("app/Main.java", "discounted(2)", "discounted(10)");
    assertThat(run()).isEqualTo("3 after 1 loads");
    edit("app/Discount.java", "/ 100", "/ 10");
    assertThat(run()).isEqualTo("21 after 1 loads");
    edit("app/Main.java", ".of(a) + 1", ".of(a) + 2");
    assertThat(run()).isEqualTo("22 after 1 loads");
    edit("app/Main.java", ".of(a) + 2", ".of(a) + 1");
    assertThat(run()).isEqualTo("21 after 0 loads");
  }

  private static final String STEPS =
      """
      package app;

      final class Steps implements Pricer {
        final Pricer first = new Pricer() { public int price(int a) { return a + 3; } };
        final Pricer second = new Pricer() { public int price(int a) { return a * 2; } };

        @Override
        public int price(int amount) {
          return second.price(first.price(amount));
        }
      }
      """;

  @Test
  void anonymousClassesThatTradePlacesMiss() throws IOException {
    wrap("new Steps()");
    sources.put("app/Steps.java", STEPS);
    assertThat(run()).isEqualTo("46 after 1 loads");
    sources.put("app/Steps.java", STEPS.replace("+ 3", "*2").replace("* 2", "+ 3"));
    assertThat(run()).isEqualTo("43 after 1 loads");
    sources.put("app/Steps.java", STEPS.replace("class Steps", "class Steps /* again */"));
    assertThat(run()).isEqualTo("46 after 0 loads");
  }

  @Test
  void anonymousClassAddedBeforeChangesNothing() throws IOException {
    wrap("new Steps()");
    sources.put("app/Steps.java", STEPS);
    assertThat(run()).isEqualTo("46 after 1 loads");
    String other = "static Object other() { return new Object() {}; }";
    edit("app/Steps.java", "final Pricer first", other + " final Pricer first");
    assertThat(run()).isEqualTo("46 after 0 loads");
  }

  @Test
  void targetThatAProxyHandsOnToIsReached() throws IOException {
    wrap("forwarding(new Tariff(new Discount(3)))");
    edit(
        "app/Main.java",
        "class Main {",
        """
        class Main {
          static Pricer forwarding(Pricer target) {
            return (Pricer) java.lang.reflect.Proxy.newProxyInstance(
                Main.class.getClassLoader(),
                new Class<?>[] {Pricer.class},
                (proxy, method, arguments) -> method.invoke(target, arguments));
          }
        """);
    assertThat(run()).isEqualTo("41 after 1 loads");
    assertThat(run()).isEqualTo("41 after 0 loads");
    edit("app/Tariff.java", "* amount + fee()", "* amount + 5 + fee()");
    assertThat(run()).isEqualTo("46 after 1 loads");
    edit("app/Discount.java", "/ 100", "/ 10");
    assertThat(run()).isEqualTo("40 after 1 loads");
  }
}
