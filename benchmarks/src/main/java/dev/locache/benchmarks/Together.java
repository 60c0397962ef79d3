package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hits, and a mix of 95 hits and 5 stores, by one thread, by two threads, and by two processes over
 * one store: calls per second, and how many times those of one thread. In each round the three run
 * one after another, so that a slower minute hits all of them; of the rounds the median counts.
 * What no cache can make better is measured in the same way, as the machine's two processors may be
 * less than two.
 *
 * <p>Arguments: the number of entries, how many rounds, how many milliseconds each run takes, and
 * the file to write the figures to, as JSON.
 */
public final class Together {
  private static final int WARM_UP_MILLIS = 10_000;
  private static final int WARM_UP_ROUNDS = 2;

  private final int entries;
  private final int rounds;
  private final int millis;
  private final Figures figures = new Figures();

  private Together(int entries, int rounds, int millis) {
    this.entries = entries;
    this.rounds = rounds;
    this.millis = millis;
  }

  /** Measures, prints the figures and writes them. */
  public static void main(String[] args) throws IOException {
    Together together =
        new Together(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Path scratch = Scratch.create();
    try {
      together.figures.put("entries", together.entries);
      for (Shared shared : Shared.values()) {
        Path directory = Files.createDirectory(scratch.resolve(shared.name()));
        shared.fill(directory, together.entries);
        together.measure(shared, directory, "hits");
        together.measure(shared, directory, "mix");
      }
      together.figures.write(Path.of(args[3]));
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void measure(Shared shared, Path directory, String what) throws IOException {
    List<Double> alone = new ArrayList<>();
    List<Double> threads = new ArrayList<>();
    List<Double> processes = new ArrayList<>();
    try (Caller one = new Caller(shared, directory, what, 0);
        Caller other = new Caller(shared, directory, what, 1)) {
      one.begin(2, WARM_UP_MILLIS);
      other.begin(2, WARM_UP_MILLIS);
      one.end();
      other.end();
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        one.begin(1, millis);
        double byOne = one.end();
        one.begin(2, millis);
        double byThreads = one.end();
        one.begin(1, millis);
        other.begin(1, millis);
        double byProcesses = one.end() + other.end();
        if (round >= 0) {
          alone.add(byOne);
          threads.add(byThreads / byOne);
          processes.add(byProcesses / byOne);
        }
      }
    }
    String name = shared.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + what;
    figures.put(name + ", calls per second", Figures.median(alone));
    figures.put(name + ", two threads / one", Figures.median(threads));
    figures.put(name + ", two processes / one", Figures.median(processes));
  }

  /** A process that calls when it is told to, and waits otherwise. */
  private final class Caller implements Closeable {
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    Caller(Shared shared, Path directory, String what, int number) throws IOException {
      List<String> arguments =
          List.of(
              shared.name(),
              directory.toString(),
              Integer.toString(entries),
              what,
              Integer.toString(number));
      process = Jvm.start(List.of("-Xmx2g"), TogetherStep.class, arguments);
      orders = new PrintStream(process.getOutputStream(), true, UTF_8);
      answers = process.inputReader(UTF_8);
    }

    void begin(int threads, int milliseconds) {
      orders.println(threads + " " + milliseconds);
    }

    double end() throws IOException {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("process ended while it was measured");
      }
      return Double.parseDouble(answer);
    }

    @Override
    public void close() throws IOException {
      orders.close();
      Jvm.output(process);
    }
  }
}
