package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of the page on fingerprints, typed again: each command prints what it shows. */
final class FingerprintPageTest {
  private static final Path PAGE = Path.of("..", "docs", "fingerprint.md");
  private static final Pattern PROGRAM = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern CONSOLE = Pattern.compile("(?s)```console\n(.*?)```");
  private static final Pattern EDIT = Pattern.compile("sed -i 's/(.*)/(.*)/' Shop.java");
  private static final String COMPILE = "javac -g -d classes -cp \"$LOCACHE\" Shop.java";
  private static final String RUN = "java -cp \"classes:$LOCACHE\" Shop";

  @TempDir Path directory;
  private String source = "";
  private Path classes = Path.of("");
  private int builds;

  @Test
  void eachCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    source = first(PROGRAM, page);
    List<String> shown = new ArrayList<>();
    List<String> printed = new ArrayList<>();
    for (MatchResult console : CONSOLE.matcher(page).results().toList()) {
      for (String line : console.group(1).lines().toList()) {
        shown.add(line);
        if (line.startsWith("$ ")) {
          printed.add(line);
          printed.addAll(execute(line.substring(2)));
        }
      }
    }

    assertThat(shown).hasSizeGreaterThan(40);
    assertThat(Masked.text(String.join("\n", printed)))
        .isEqualTo(Masked.text(String.join("\n", shown)));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private List<String> execute(String command) throws IOException {
    Matcher edit = EDIT.matcher(command);
    if (edit.matches()) {
      String pattern = edit.group(1).replace("(", "\\(").replace(")", "\\)"); // as sed has them
      String edited = source.replaceAll(pattern, edit.group(2));
      assertThat(edited).isNotEqualTo(source);
      source = edited;
      return List.of();
    }
    if (command.equals(COMPILE)) {
      classes =
          Compiled.sources(
              directory.resolve("build" + builds++),
              Map.of("Shop.java", source),
              "-g",
              "-classpath",
              System.getProperty("java.class.path"));
      return List.of();
    }
    assertThat(command).isEqualTo(RUN);
    return run();
  }

  private List<String> run() throws IOException {
    try (JavaProcess program =
        JavaProcess.run("Shop")
            .classPath(classes, Path.of(System.getProperty("java.class.path")))
            .property("locache.directory", directory.resolve("cache").toString())
            .property("locache.backend", "files")
            .start()) {
      return program.awaitSuccess();
    }
  }
}
