package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in a module of its own, with services of both kinds, finds results again. */
final class ModulePathTest {
  private static final String DECLARATION =
      """
      module app {
        requires dev.locache.guice;

        exports app;
        opens app to com.google.guice, dev.locache;
      }
      """;

  private static final String PROGRAM =
      """
      package app;

      import com.google.inject.Guice;
      import com.google.inject.Injector;
      import dev.locache.Cached;
      import dev.locache.ResultCache;
      import dev.locache.guice.LocacheBinder;
      import dev.locache.guice.LocacheModule;

      public class Main {
        public interface Doubles {
          int twice(int number);
        }

        public static class Implementation implements Doubles {
          public int twice(int number) {
            return 2 * number;
          }
        }

        public static class Halves {
          @Cached
          public int half(int number) {
            return number / 2;
          }
        }

        public static void main(String[] arguments) {
          Injector injector =
              Guice.createInjector(
                  LocacheModule.create(),
                  binder -> LocacheBinder.of(binder).bind(Doubles.class).to(Implementation.class));
          try (ResultCache cache = injector.getInstance(ResultCache.class)) {
            int twice = injector.getInstance(Doubles.class).twice(21);
            int half = injector.getInstance(Halves.class).half(twice);
            System.out.println(twice + " " + half + " hits " + cache.stats().hits());
          }
        }
      }
      """;

  private final Path directory;

  ModulePathTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void foundAgainOnTheModulePath() throws IOException {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    Compiled.sources(
        classes,
        Map.of("module-info.java", DECLARATION, "app/Main.java", PROGRAM),
        "--module-path",
        String.join(File.pathSeparator, modulePath()));
    assertThat(run(classes)).containsExactly("42 21 hits 0");
    assertThat(run(classes)).containsExactly("42 21 hits 2");
  }

  private List<String> run(Path classes) throws IOException {
    List<Path> modules = new ArrayList<>(modulePath().stream().map(Path::of).toList());
    modules.add(classes);
    try (JavaProcess program =
        JavaProcess.run("app/app.Main")
            .modulePath(modules.toArray(Path[]::new))
            .property("locache.directory", directory.resolve("cache").toString())
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
                    ".*(/api/target/|locache-api|guice-module/target/classes|backend-files).*"
                        + "|.*/(asm|commons-io|guice|guava|failureaccess|jakarta\\.inject|aopalliance)[^/]*"))
        .toList();
  }
}
