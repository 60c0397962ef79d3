package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in a module of its own finds results again by its next run. */
final class ModulePathTest {
  private static final Map<String, String> PROGRAM =
      Map.of(
          "module-info.java",
          """
          module app {
            requires dev.locache;

            opens app to dev.locache;
          }
          """,
          "app/Main.java",
          """
          package app;

          import dev.locache.Locache;
          import java.util.List;

          public final class Main {
            interface Doubles {
              List<Pair> twice(Pair pair);
            }

            record Pair(int left, String right) {}

            static final class Implementation implements Doubles {
              private final int times = 2;

              public List<Pair> twice(Pair pair) {
                return List.of(pair, pair);
              }
            }

            public static void main(String[] arguments) {
              Doubles doubles = Locache.wrap(Doubles.class, new Implementation());
              System.out.println(
                  doubles.twice(new Pair(1, "a")) + " hits " + Locache.stats(doubles).hits());
            }
          }
          """);

  @TempDir Path directory;

  @Test
  void foundAgainOnTheModulePath() throws IOException {
    String modules = String.join(File.pathSeparator, modulePath());
    Path classes = Compiled.sources(directory, PROGRAM, "--module-path", modules);
    String pairs = "[Pair[left=1, right=a], Pair[left=1, right=a]]";
    for (String backend : List.of("files", "protobuf")) {
      assertThat(run(classes, backend)).containsExactly(pairs + " hits 0");
      assertThat(run(classes, backend)).containsExactly(pairs + " hits 1");
    }
  }

  private List<String> run(Path classes, String backend) throws IOException {
    List<Path> modules = new ArrayList<>(modulePath().stream().map(Path::of).toList());
    modules.add(classes);
    try (JavaProcess program =
        JavaProcess.run("app/app.Main")
            .modulePath(modules.toArray(Path[]::new))
            .property("locache.directory", directory.resolve("cache").toString())
            .property("locache.backend", backend)
            .start()) {
      return program.awaitSuccess();
    }
  }

  /** What a user's build puts there: the published modules and what they depend on. */
  private static List<String> modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            each ->
                each.matches(
                    ".*(/api/target/|locache-api|backend-files|backend-protobuf).*"
                        + "|.*/(asm|commons-io|protobuf-java)[^/]*"))
        .toList();
  }
}
