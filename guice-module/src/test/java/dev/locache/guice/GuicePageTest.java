package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
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
    List<Path> sources = new ArrayList<>();
    sources.add(source("RatesApp", snippets.get(0)));
    for (int i = 1; i < snippets.size(); i++) {
      String name = "Statements" + i;
      sources.add(source(name, STATEMENTS.formatted(name, snippets.get(i))));
    }
    compile(sources);
    for (String backend : List.of("files", "protobuf")) {
      assertThat(run(backend)).containsExactly("converted 10", "asked for EUR", "10.9560");
      assertThat(run(backend)).containsExactly("10.9560");
    }
  }

  private Path source(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name + ".java"), text);
  }

  private static String code(MatchResult snippet) {
    return snippet.group(1);
  }

  private void compile(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", directory.toString(), "-classpath", System.getProperty("java.class.path"));
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean succeeded =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(succeeded).as(messages.toString()).isTrue();
    }
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
