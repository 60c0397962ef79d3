package dev.locache.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.locache.testkit.JavaProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProcessTest {
  /** Prints what it was started with. */
  static final class Surroundings {
    private Surroundings() {}

    public static void main(String[] arguments) {
      System.out.println(String.join("|", arguments));
      System.out.println(System.getProperty("property"));
      System.out.println(System.getenv("VARIABLE") + " " + System.getenv("LOCACHE_BACKEND"));
      System.out.println(Path.of("").toAbsolutePath());
      System.out.println(Runtime.getRuntime().maxMemory() <= 64 << 20);
    }
  }

  /** Answers each line, until there are no more. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) throws IOException {
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println("echo " + line);
      }
      System.out.println("end");
    }
  }

  /** Complains and ends badly. */
  static final class Failure {
    private Failure() {}

    public static void main(String[] arguments) {
      System.out.println("about to fail");
      System.err.println("first complaint");
      throw new IllegalStateException("second complaint \u00e9");
    }
  }

  @Test
  void runsWithWhatWasChosen(@TempDir Path directory) throws IOException {
    try (JavaProcess process =
        JavaProcess.run(Surroundings.class)
            .arguments("a b", "\u00fc")
            .property("property", "p q")
            .environment("VARIABLE", "v")
            .environment("LOCACHE_BACKEND", "files")
            .jvmArgument("-Xmx64m")
            .directory(directory.toRealPath())
            .start()) {
      assertThat(process.awaitSuccess())
          .endsWith("p q", "v files", directory.toRealPath().toString(), "true")
          .hasSize(5)
          .first()
          .asString()
          .startsWith("a b|");
    }
  }

  @Test
  void runsOnAChosenJavaAndClassPath() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    try (JavaProcess process =
        JavaProcess.run("jdk.internal.misc.Absent").javaHome(home).classPath(home).start()) {
      Result result = process.await();
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines()).isEmpty();
      assertThat(result.errors()).contains("jdk.internal.misc.Absent");
    }
    assertThatIOException()
        .isThrownBy(() -> JavaProcess.run(Echo.class).javaHome(Path.of("/absent")).start());
  }

  @Test
  void talksByLines() throws IOException {
    try (JavaProcess echo = JavaProcess.run(Echo.class).start()) {
      echo.send("one");
      assertThat(echo.readLine()).isEqualTo("echo one");
      echo.send("zw\u00f6lf");
      assertThat(echo.readLine()).isEqualTo("echo zw\u00f6lf");
      echo.send("unread");
      echo.endInput();
      assertThat(echo.awaitSuccess()).containsExactly("echo unread", "end");
    }
  }

  @Test
  void failureBringsAllOfStandardError() throws IOException {
    try (JavaProcess failing = JavaProcess.run(Failure.class).start()) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(failing::awaitSuccess)
          .withMessageStartingWith(
              Failure.class.getName()
                  + " did not succeed (exit code 1); its standard error:\n"
                  + "first complaint\n")
          .withMessageContaining("second complaint \u00e9");
    }
  }

  @Test
  void lineThatDoesNotComeIsAFailure() throws IOException {
    try (JavaProcess failing = JavaProcess.run(Failure.class).start()) {
      assertThat(failing.readLine()).isEqualTo("about to fail");
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(AssertionError.class)
            .isThrownBy(failing::readLine)
            .withMessageStartingWith(
                Failure.class.getName() + " printed no further line (exit code 1)")
            .withMessageContaining("second complaint");
      }
    }
  }

  @Test
  void killEndsItAtOnce() throws IOException {
    try (JavaProcess echo = JavaProcess.run(Echo.class).start()) {
      echo.send("one");
      assertThat(echo.readLine()).isEqualTo("echo one");
      ProcessHandle handle = ProcessHandle.of(echo.pid()).orElseThrow();
      echo.kill();

      assertThat(echo.running()).isFalse();
      assertThat(handle.isAlive()).isFalse();
      assertThat(echo.await().exitCode()).isNotZero();
    }
  }

  @Test
  void closeKillsWhatStillRuns() throws IOException {
    JavaProcess echo = JavaProcess.run(Echo.class).start();
    assertThat(echo.running()).isTrue();
    echo.close();
    echo.close();

    assertThat(echo.running()).isFalse();
  }

  @Test
  void waitingIsBounded() throws IOException {
    Duration patience = Duration.ofMillis(50);
    try (JavaProcess echo = JavaProcess.run(Echo.class).patience(patience).start()) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(echo::readLine)
          .withMessageContaining("printed no line in PT0.05S (still running)");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(echo::await)
          .withMessageContaining("did not end in PT0.05S");
    }
  }

  @Test
  void mainClassMayBeInAModule() throws IOException {
    Path home = Path.of(Objects.requireNonNull(System.getProperty("java.home")));
    try (JavaProcess javac =
        JavaProcess.run("jdk.compiler/com.sun.tools.javac.Main")
            .modulePath(home.resolve("jmods"))
            .arguments("--version")
            .start()) {
      assertThat(javac.awaitSuccess()).singleElement().asString().startsWith("javac ");
    }
  }
}
