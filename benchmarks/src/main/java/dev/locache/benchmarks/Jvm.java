package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs like this one: the same Java, the same class path. */
final class Jvm {
  /** The binding of LMDB reaches into the JDK's buffers; Ehcache's log would say it has none. */
  static final List<String> FOR_STORES =
      List.of(
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "-Dslf4j.internal.verbosity=ERROR");

  private Jvm() {}

  /** Starts {@code main} with options of the JVM and arguments of its own. */
  static Process start(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    return start(System.getProperty("java.class.path"), options, main, arguments);
  }

  /**
   * Returns what a program has on its class path that uses some of the libraries here and not the
   * others: jars that are looked through in vain cost time when a program starts.
   *
   * @param names what the names of jars begin with
   */
  static String classPath(List<String> names) {
    List<String> chosen = new ArrayList<>();
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String file = Path.of(jar).getFileName().toString();
      if (file.startsWith("locache-benchmarks") || names.stream().anyMatch(file::startsWith)) {
        chosen.add(jar);
      }
    }
    return String.join(File.pathSeparator, chosen);
  }

  /** Starts {@code main} on a class path of its own. */
  static Process start(
      String classPath, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Waits for the end and returns the lines printed.
   *
   * @throws IOException if the process failed
   */
  static List<String> output(Process process) throws IOException {
    List<String> lines = process.inputReader(UTF_8).lines().toList();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("process ended with status " + status + " after " + lines);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return lines;
  }
}
