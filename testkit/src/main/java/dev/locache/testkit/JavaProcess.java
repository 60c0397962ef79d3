package dev.locache.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A main class that runs in a JVM of its own, for tests that need another process: one to talk to
 * by lines, to wait for, or to kill.
 *
 * <pre>{@code
 * try (JavaProcess writer = JavaProcess.run(Writer.class).property("size", "40").start()) {
 *   writer.send("write");
 *   assertThat(writer.readLine()).isEqualTo("written");
 *   writer.kill();
 * }
 * }</pre>
 *
 * <p>Whatever waits does so for the builder's {@link Builder#patience} at most, and fails then with
 * all that the process wrote to its standard error. Lines are UTF-8 both ways. Used by one thread.
 */
public final class JavaProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Duration patience;
  private final BufferedWriter input;
  private final Thread outputReader;
  private final Thread errorReader;

  /** What the process has printed and nobody has read; {@link #END} comes last. */
  private final BlockingQueue<Line> output = new LinkedBlockingQueue<>();

  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  /** A line; without a text it is the end of all lines. */
  private record Line(@Nullable String text) {}

  private static final Line END = new Line(null);

  private JavaProcess(String name, Process process, Duration patience) {
    this.name = name;
    this.process = process;
    this.patience = patience;
    input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    outputReader =
        drain(
            process.getInputStream(),
            line -> output.add(new Line(line)),
            () -> output.add(END),
            name + " output");
    errorReader = drain(process.getErrorStream(), errors::add, () -> {}, name + " errors");
  }

  /** Prepares a run of that main class, which may be package-private. */
  public static Builder run(Class<?> main) {
    return run(main.getName());
  }

  /**
   * Prepares a run of a main class that this JVM need not have: its binary name (JLS 13.1), or
   * {@code module/class} if a {@linkplain Builder#modulePath module path} is set.
   */
  public static Builder run(String main) {
    return new Builder(main);
  }

  /** Returns the process's id. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether the process is still running. */
  public boolean running() {
    return process.isAlive();
  }

  /**
   * Passes a line to the process's standard input.
   *
   * @throws AssertionError if the process does not take it, because it has ended
   */
  public void send(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException ended) {
      throw failure("took no more lines", ended);
    }
  }

  /** Ends the process's standard input, as a person does by Ctrl-D. */
  public void endInput() {
    try {
      input.close();
    } catch (IOException ended) {
      throw failure("took no more lines", ended);
    }
  }

  /**
   * Returns the next line of the process's standard output.
   *
   * @throws AssertionError if there is none, as the process has ended or takes too long
   */
  public String readLine() {
    @Nullable Line line = interruptibly(() -> output.poll(patience.toMillis(), MILLISECONDS));
    if (line == null) {
      throw failure("printed no line in " + patience, null);
    }
    if (line.text == null) {
      output.add(END); // for the next caller
      interruptibly(() -> process.waitFor(patience.toMillis(), MILLISECONDS));
      throw failure("printed no further line", null);
    }
    return line.text;
  }

  /**
   * Waits for the process to end by itself, well or not.
   *
   * @throws AssertionError if it takes too long; it is killed then
   */
  public Result await() {
    boolean ended = interruptibly(() -> process.waitFor(patience.toMillis(), MILLISECONDS));
    if (!ended) {
      process.destroyForcibly();
      throw failure("did not end in " + patience, null);
    }
    return result();
  }

  /**
   * Waits for the process to end well, with exit code 0.
   *
   * @return the lines of its standard output that nobody has read
   * @throws AssertionError if it ends otherwise, or takes too long
   */
  public List<String> awaitSuccess() {
    Result result = await();
    if (result.exitCode() != 0) {
      throw failure("did not succeed", null);
    }
    return result.lines();
  }

  /** Kills the process at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    boolean gone = interruptibly(() -> process.waitFor(1, MINUTES));
    if (!gone) {
      throw failure("outlived its killing by a minute", null);
    }
  }

  /** Kills the process if it is still running. */
  @Override
  public void close() {
    if (running()) {
      kill();
    }
  }

  private Result result() {
    interruptibly(
        () -> {
          // A grandchild may hold the streams open for longer than anybody wants to wait.
          outputReader.join(patience.toMillis());
          errorReader.join(patience.toMillis());
          return true;
        });
    List<String> lines = new ArrayList<>();
    for (Line line : output) {
      if (line.text != null) {
        lines.add(line.text);
      }
    }
    output.clear();
    output.add(END);
    return new Result(process.exitValue(), List.copyOf(lines), String.join("\n", errors));
  }

  private AssertionError failure(String what, @Nullable Throwable cause) {
    String state = running() ? "still running" : "exit code " + process.exitValue();
    return new AssertionError(
        name + " " + what + " (" + state + "); its standard error:\n" + String.join("\n", errors),
        cause);
  }

  private Thread drain(InputStream stream, Consumer<String> consumer, Runnable end, String name) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                lines.lines().forEach(consumer);
              } catch (UncheckedIOException | IOException cut) {
                errors.add(cut.toString());
              } finally {
                end.run();
              }
            },
            name);
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  private interface Waiting<T extends @Nullable Object> {
    T run() throws InterruptedException;
  }

  private static <T extends @Nullable Object> T interruptibly(Waiting<T> waiting) {
    try {
      return waiting.run();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a process", stop);
    }
  }

  /**
   * How a process ended.
   *
   * @param exitCode 0 if it went well; 128 and more usually name the signal that killed it
   * @param lines the lines of its standard output that nobody had read
   * @param errors all of its standard error
   */
  public record Result(int exitCode, List<String> lines, String errors) {}

  /**
   * Choices for one run. Unless chosen otherwise it has the class path, the Java home, the working
   * directory and the environment of this JVM, but for the variables whose names start with {@code
   * LOCACHE_}: what a developer has set must not decide a test.
   */
  public static final class Builder {
    private final String main;
    private final List<String> through = new ArrayList<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private String classPath = System.getProperty("java.class.path");
    private @Nullable String modulePath;
    private @Nullable Path directory;
    private Duration patience = Duration.ofMinutes(1);

    private Builder(String main) {
      this.main = requireNonNull(main, "main");
      // Most of them live for less than a second: the second compiler would only be in the way.
      jvmArguments.add("-XX:TieredStopAtLevel=1");
      jvmArguments.add("-Dfile.encoding=UTF-8"); // rules standard output up to Java 17
      jvmArguments.add("-Dstdout.encoding=UTF-8");
      jvmArguments.add("-Dstderr.encoding=UTF-8");
    }

    /** Sets a system property. */
    public Builder property(String name, String value) {
      return jvmArgument("-D" + name + "=" + value);
    }

    /** Sets an environment variable. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Runs on the JDK with that home. */
    public Builder javaHome(Path home) {
      javaHome = requireNonNull(home, "home");
      return this;
    }

    /** Replaces the class path. */
    public Builder classPath(Path... elements) {
      classPath = joined(elements);
      return this;
    }

    /** Sets a module path and leaves the class path empty. */
    public Builder modulePath(Path... elements) {
      modulePath = joined(elements);
      return this;
    }

    /** Adds an argument of the JVM, such as {@code -Xmx64m}; a later one wins. */
    public Builder jvmArgument(String argument) {
      jvmArguments.add(requireNonNull(argument, "argument"));
      return this;
    }

    /**
     * Starts the JVM through another command, such as {@code nice}: the words that start the JVM
     * follow these.
     */
    public Builder through(String... command) {
      through.addAll(List.of(command));
      return this;
    }

    /** Adds arguments of the main class. */
    public Builder arguments(String... arguments) {
      this.arguments.addAll(List.of(arguments));
      return this;
    }

    /** Runs in that working directory. */
    public Builder directory(Path directory) {
      this.directory = requireNonNull(directory, "directory");
      return this;
    }

    /** Waits for that long at most; a minute by default. */
    public Builder patience(Duration patience) {
      this.patience = requireNonNull(patience, "patience");
      return this;
    }

    /**
     * Starts the JVM. What it writes to its standard error is kept for messages.
     *
     * @throws IOException if the Java home has no {@code bin/java} that can be started
     */
    public JavaProcess start() throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().keySet().removeIf(name -> name.startsWith("LOCACHE_"));
      builder.environment().putAll(environment);
      if (directory != null) {
        builder.directory(directory.toFile());
      }
      return new JavaProcess(main, builder.start(), patience);
    }

    private List<String> command() {
      List<String> command = new ArrayList<>(through);
      command.add(javaHome.resolve("bin").resolve("java").toString());
      command.addAll(jvmArguments);
      if (modulePath == null) {
        command.addAll(List.of("-classpath", classPath, main));
      } else {
        command.addAll(List.of("--module-path", modulePath, "--module", main));
      }
      command.addAll(arguments);
      return command;
    }

    private static String joined(Path... elements) {
      List<String> names = new ArrayList<>();
      for (Path element : elements) {
        names.add(element.toString());
      }
      return String.join(File.pathSeparator, names);
    }
  }
}
