package dev.locache.it;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs that a test has as text, as their author's build would. */
final class Compiled {
  private Compiled() {}

  /**
   * Compiles source files.
   *
   * @param target an empty directory; class files go to {@code classes} in it
   * @param sources text by file name, such as {@code app/Main.java}
   * @return the directory of the class files
   */
  static Path sources(Path target, Map<String, String> sources, String... options)
      throws IOException {
    Path classes = Files.createDirectories(target.resolve("classes"));
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = target.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    List<String> all = new ArrayList<>(List.of("-d", classes.toString()));
    all.addAll(List.of(options));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean succeeded =
          compiler
              .getTask(
                  messages, manager, null, all, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!succeeded) {
        throw new AssertionError(messages.toString());
      }
    }
    return classes;
  }
}
