package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program is edited, compiled and run in a JVM of its own each time, and says why it has to
 * compute again what an earlier run knew.
 */
final class ExplainEditsTest {
  private static final String MAIN =
      """
      package app;

      import dev.locache.Locache;

      public final class Main {
        public static void main(String[] arguments) {
          Pricer pricer = Locache.wrap(Pricer.class, new Tariff());
          for (String each : arguments) {
            if (each.equals("price")) {
              System.out.println(pricer.price(20));
            } else {
              System.out.println(Locache.explain(pricer, p -> p.price(20)));
            }
          }
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

  private static final String TARIFF =
      """
      package app;

      final class Tariff implements Pricer {
        @Override
        public int price(int amount) {
          return Steps.Later.second(amount) + lib.Tax.of(amount);
        }
      }
      """;

  private static final String STEPS =
      """
      package app;

      final class Steps {
        static final class Later {
          static int second(int amount) {
            return Last.third(amount);
          }
        }
      }
      """;

  private static final String LAST =
      """
      package app;

      final class Last {
        static int third(int amount) {
          return amount + 7;
        }
      }
      """;

  private static final String TAX =
      """
      package lib;

      public final class Tax {
        public static int of(int amount) {
          return amount / 5;
        }
      }
      """;

  private static final String COVERS = "Java N, 3 methods of 4 classes, 1 library";

  private static final String HIT =
      """
      Pricer.price(int): hit, made AGO in TIME
        code        DIGEST  %s
        state       DIGEST  no fields
        arguments   DIGEST  int
        entry       PLACE
      """
          .formatted(COVERS)
          .strip();

  private static String miss(String... why) {
    return """
    Pricer.price(int): miss
      %s
      nearest     same arguments, other code, used AGO; 1 is stored
      code        DIGEST  %s
      state       DIGEST  no fields
      arguments   DIGEST  int\
    """
        .formatted(String.join("\n  ", why), COVERS);
  }

  @TempDir Path directory;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private String library = TAX;
  private String backend = "files";
  private boolean verbose;
  private int builds;

  ExplainEditsTest() {
    sources.put("app/Main.java", MAIN);
    sources.put("app/Pricer.java", PRICER);
    sources.put("app/Tariff.java", TARIFF);
    sources.put("app/Steps.java", STEPS);
    sources.put("app/Last.java", LAST);
  }

  /** Compiles all, and runs it. */
  private JavaProcess.Result run(String... arguments) throws IOException {
    Path target = directory.resolve("build" + builds++);
    Path tax = Compiled.sources(target.resolve("lib"), Map.of("lib/Tax.java", library));
    String locache = System.getProperty("java.class.path");
    Path classes =
        Compiled.sources(
            target, sources, "-classpath", locache + File.pathSeparator + tax, "-g:source,lines");
    Path jar = directory.resolve("tax.jar");
    pack(tax, jar);
    try (JavaProcess program =
        JavaProcess.run("app.Main")
            .classPath(classes, jar, Path.of(locache))
            .property("locache.directory", directory.resolve("cache").toString())
            .property("locache.backend", backend)
            .property("locache.verbose", String.valueOf(verbose))
            .arguments(arguments)
            .start()) {
      JavaProcess.Result result = program.await();
      assertThat(result.exitCode()).as(result.errors()).isZero();
      return result;
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new ZipEntry("lib/Tax.class"));
      out.write(Files.readAllBytes(classes.resolve("lib/Tax.class")));
    }
  }

  private String explain() throws IOException {
    return Masked.text(String.join("\n", run("explain").lines()));
  }

  private void edit(String file, String from, String to) {
    String edited = sources.get(file).replace(from, to);
    assertThat(edited).isNotEqualTo(sources.get(file));
    sources.put(file, edited);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void changedHelperIsNamedWithItsCallPathAndRevertHits(String kind) throws IOException {
    backend = kind;
    assertThat(explain())
        .isEqualTo(
            """
            Pricer.price(int): miss
              no entry of this method is stored
              code        DIGEST  %s
              state       DIGEST  no fields
              arguments   DIGEST  int\
            """
                .formatted(COVERS));
    assertThat(run("price").lines()).containsExactly("31");
    assertThat(explain()).isEqualTo(HIT);

    edit("app/Last.java", "+ 7", "+ 8");
    assertThat(explain())
        .isEqualTo(
            miss(
                "method app.Last.third(int) changed"
                    + " (app.Tariff.price -> app.Steps.Later.second -> app.Last.third)"));

    edit("app/Last.java", "+ 8", "+ 7");
    assertThat(explain()).isEqualTo(HIT);
  }

  @Test
  void changedLibraryIsNamed() throws IOException {
    run("price");

    library = TAX.replace("/ 5", "/ 4");

    assertThat(explain()).isEqualTo(miss("library tax.jar changed"));
  }

  @Test
  void addedAndRemovedMethodsAreNamed() throws IOException {
    run("price");

    edit("app/Last.java", "third", "fourth");
    edit("app/Steps.java", "third", "fourth");

    assertThat(explain())
        .isEqualTo(
            miss(
                "method app.Steps.Later.second(int) changed"
                    + " (app.Tariff.price -> app.Steps.Later.second)",
                "method app.Last.fourth(int) added"
                    + " (app.Tariff.price -> app.Steps.Later.second -> app.Last.fourth)",
                "method app.Last.third(int) no longer reached"
                    + " (app.Tariff.price -> app.Steps.Later.second -> app.Last.third)"));
  }

  @Test
  void otherArgumentsUnderOtherCodeAreBothTold() throws IOException {
    run("price");
    edit("app/Last.java", "+ 7", "+ 8");
    edit("app/Main.java", "p.price(20)", "p.price(21)");

    assertThat(explain())
        .isEqualTo(
            """
            Pricer.price(int): miss
              method app.Last.third(int) changed\
             (app.Tariff.price -> app.Steps.Later.second -> app.Last.third)
              argument 1 (int) differs
              nearest     other code, used AGO; 1 is stored
              code        DIGEST  %s
              state       DIGEST  no fields
              arguments   DIGEST  int\
            """
                .formatted(COVERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void verboseNamesTheChangedMethod(String kind) throws IOException {
    backend = kind;
    run("price");
    edit("app/Last.java", "+ 7", "+ 8");
    verbose = true;

    assertThat(recomputing(run("price")))
        .containsExactly(
            "INFO: recomputing Pricer.price(int): method app.Last.third(int) changed"
                + " (app.Tariff.price -> app.Steps.Later.second -> app.Last.third)");
    assertThat(recomputing(run("price"))).isEmpty();
  }

  private static List<String> recomputing(JavaProcess.Result result) {
    List<String> lines = new ArrayList<>();
    for (String line : result.errors().split("\n", -1)) {
      if (line.contains("recomputing")) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Test
  void withoutHistoryLessIsKnown() throws IOException {
    run("price");
    run("price");
    deleteHistory();
    assertThat(explain()).isEqualTo(HIT);
    edit("app/Last.java", "+ 7", "+ 8");
    deleteHistory();

    assertThat(explain())
        .isEqualTo(miss("the code is another; which part of it is not known any more"));
  }

  private void deleteHistory() throws IOException {
    Path history = directory.resolve("cache/history-v1");
    assertThat(history).isDirectory();
    FileUtils.deleteDirectory(history.toFile());
  }
}
