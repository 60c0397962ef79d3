package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application on the page of Guice does what is said there, and its statements compile. */
final class GuicePageTest {
  private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");

  private static final String STATEMENTS =
      """
      import com.google.inject.*;
      import com.google.inject.name.Names;
      import com.google.inject.util.Modules;
      import dev.locache.guice.*;
      import java.time.InstantSource;
      import java.util.Currency;

      class %s extends AbstractModule {
        interface RateService extends RatesApp.RateService {}
        static class HttpRateService extends RatesApp.HttpRateService implements RateService {}
        static class Converter extends RatesApp.Converter {
          Converter(RateService rates) { super(rates); }
        }
        static class RatesModule extends RatesApp.RatesModule {}

        @Override
        protected void configure() {
          %s
        }
      }
      """;

  private final Path directory;

  GuicePageTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theApplicationRunsAndItsSecondRunFindsTheResultAgain() throws IOException {
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(Path.of("..", "docs", "guice.md")))
            .results()
            .map(GuicePageTest::code)
            .toList();
    assertThat(snippets).hasSize(6);
    Map<String, String> sources = new HashMap<>();
    sources.put("RatesApp.java", snippets.get(0));
    for (int i = 1; i < snippets.size(); i++) {
      String name = "Statements" + i;
      sources.put(name + ".java", STATEMENTS.formatted(name, snippets.get(i)));
    }
    Compiled.sources(directory, sources, "-classpath", System.getProperty("java.class.path"));
    for (String backend : List.of("files", "protobuf")) {
      assertThat(run(backend)).containsExactly("converted 10", "asked for EUR", "10.9560");
      assertThat(run(backend)).containsExactly("10.9560");
    }
  }

  private static String code(MatchResult snippet) {
    return snippet.group(1);
  }

  private List<String> run(String backend) throws IOException {
    try (JavaProcess program =
        JavaProcess.run("RatesApp")
            .classPath(directory, Path.of(System.getProperty("java.class.path")))
            .property("locache.backend", backend)
            .property("locache.directory", directory.resolve("cache").toString())
            .start()) {
      return program.awaitSuccess();
    }
  }
}
