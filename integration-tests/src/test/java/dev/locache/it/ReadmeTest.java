package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the README compile and do what is said beside them. */
final class ReadmeTest {
  private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern INTERFACE = Pattern.compile("(?s)interface RateService \\{.*?\n}\n");

  private static final String PROGRAM =
      """
      import dev.locache.*;
      import java.math.BigDecimal;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.time.LocalDate;

      public final class Readme {
        %s

        static final class HttpRateService implements RateService {
          public BigDecimal rate(String currency, LocalDate day) {
            System.out.println("asked for " + currency);
            return new BigDecimal("1.0956");
          }
        }

        static void first() {
          %s
          System.out.println(rate);
        }

        static void second(Path directory) {
          %s
        }

        public static void main(String[] arguments) {
          first();
          second(Path.of(arguments[0]));
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void snippetsRunAndTheSecondRunFindsTheResultAgain() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<String> snippets =
        SNIPPET.matcher(readme).results().map(MatchResult::group).map(ReadmeTest::code).toList();
    assertThat(snippets).hasSize(2);
    String first = snippets.get(0);
    String type =
        INTERFACE.matcher(first).results().map(MatchResult::group).findFirst().orElseThrow();
    String program = PROGRAM.formatted(type, first.replace(type, ""), snippets.get(1));
    Path classes =
        Compiled.sources(
            directory,
            Map.of("Readme.java", program),
            "-classpath",
            System.getProperty("java.class.path"));
    assertThat(run(classes)).containsExactly("asked for EUR", "1.0956", "asked for EUR");
    assertThat(run(classes)).containsExactly("1.0956", "asked for EUR"); // the second one was reset
  }

  private List<String> run(Path classes) throws IOException {
    try (JavaProcess program =
        JavaProcess.run("Readme")
            .classPath(classes, Path.of(System.getProperty("java.class.path")))
            .property("locache.directory", directory.resolve("cache").toString())
            .arguments(directory.resolve("other").toString())
            .start()) {
      return program.awaitSuccess();
    }
  }

  private static String code(String snippet) {
    return snippet.substring("```java\n".length(), snippet.length() - "```".length());
  }
}
