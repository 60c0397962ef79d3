package dev.locache.it;

import dev.locache.KeyIgnored;
import dev.locache.Locache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks for one key by several threads at once, when told to. The method notes each run in a file
 * that all processes share, says so, and then waits for a file to appear.
 */
final class OneLoadProgram {
  private static final int THREADS = 8;

  private OneLoadProgram() {}

  interface Answers {
    String answer(String question);
  }

  static final class SlowAnswers implements Answers {
    @KeyIgnored private final Path runs;
    @KeyIgnored private final Path gate;

    SlowAnswers(Path runs, Path gate) {
      this.runs = runs;
      this.gate = gate;
    }

    @Override
    public String answer(String question) {
      try {
        Files.writeString(runs, "run\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("running");
        while (!Files.exists(gate)) {
          Thread.sleep(5);
        }
        return question + ": 42";
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stop) {
        throw new IllegalStateException(stop);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Answers answers =
        Locache.wrap(Answers.class, new SlowAnswers(Path.of(arguments[0]), Path.of(arguments[1])));
    System.out.println("ready");
    System.in.read();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<String>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      results.add(threads.submit(() -> answers.answer("life")));
    }
    System.out.println("asked");
    for (Future<String> result : results) {
      System.out.println(result.get());
    }
    System.out.println("loads " + Locache.stats(answers).loads());
    threads.shutdown();
  }
}
