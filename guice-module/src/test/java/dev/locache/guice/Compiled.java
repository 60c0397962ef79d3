package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Compiles programs that a test has as text, as their author's build would. */
final class Compiled {
  private Compiled() {}

  /**
   * Compiles source files.
   *
   * @param target where class files go
   * @param sources text by file name, such as {@code app/Main.java}
   */
  static void sources(Path target, Map<String, String> sources, String... options)
      throws IOException {
    Path root = Files.createTempDirectory(target, "src");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", target.toString()));
    arguments.addAll(List.of(options));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = root.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages, true);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int exitCode = javac.run(out, out, arguments.toArray(String[]::new));
    assertThat(exitCode).as(messages.toString()).isZero();
  }
}
