package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A later run of the same program reads no class files when it wraps: what reads them is not
 * loaded.
 */
final class WrapAgainTest {
  private static final String PROGRAM =
      """
      import dev.locache.Locache;

      interface Pricer {
        int price(int amount);
      }

      record Tariff(int discount) implements Pricer {
        public int price(int amount) {
          return amount * discount;
        }
      }

      final class Shop {
        public static void main(String[] arguments) {
          System.out.println(Locache.wrap(Pricer.class, new Tariff(5)).price(3));
        }
      }
      """;

  /** Files are believed once they are some moments old. */
  private static final int MOST_RUNS = 20;

  @TempDir Path temp;

  @Test
  void laterRunReadsNoClassFilesUntilOneChanges() throws IOException {
    Path directory = temp.toRealPath();
    Path classes =
        Compiled.sources(
            directory,
            Map.of("Shop.java", PROGRAM),
            "-classpath",
            System.getProperty("java.class.path"));
    assertThat(readsClassFiles(directory, classes)).isTrue();
    int runs = 1;
    while (readsClassFiles(directory, classes)) {
      assertThat(++runs).isLessThan(MOST_RUNS);
    }

    Path file = classes.resolve("Tariff.class");
    Files.write(file, Files.readAllBytes(file));

    assertThat(readsClassFiles(directory, classes)).isTrue();
  }

  private static boolean readsClassFiles(Path directory, Path classes) throws IOException {
    Path loaded = directory.resolve("loaded.txt");
    try (JavaProcess program =
        JavaProcess.run("Shop")
            .classPath(classes, Path.of(System.getProperty("java.class.path")))
            .property("locache.directory", directory.resolve("cache").toString())
            .property("locache.backend", "files")
            .jvmArgument("-Xlog:class+load:file=" + loaded)
            .start()) {
      assertThat(program.awaitSuccess()).isEqualTo(List.of("15"));
    }
    return Files.readString(loaded).contains(" org.objectweb.asm.ClassReader ");
  }
}
