package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One process of {@link Together}. For each line of a number of threads and of milliseconds it
 * calls for so long, as often as it can, and prints the calls per second of all threads.
 */
final class TogetherStep {
  private static final int MOST_THREADS = 2;
  private static final int BATCH = 20;

  private final Shared.Calls calls;
  private final int entries;
  private final boolean storing;
  private final ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS);
  private final List<Caller> callers = new ArrayList<>();

  private TogetherStep(Shared.Calls calls, int entries, boolean storing) {
    this.calls = calls;
    this.entries = entries;
    this.storing = storing;
  }

  /** Arguments: what is shared, its directory, its entries, hits or mix, and which process. */
  public static void main(String[] args) throws Exception {
    Shared.Calls calls = Shared.valueOf(args[0]).open(Path.of(args[1]));
    TogetherStep step = new TogetherStep(calls, Integer.parseInt(args[2]), args[3].equals("mix"));
    int process = Integer.parseInt(args[4]);
    for (int thread = 0; thread < MOST_THREADS; thread++) {
      step.callers.add(step.new Caller(process * MOST_THREADS + thread));
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(step.run(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
    }
    Runtime.getRuntime().halt(0); // all is measured, and the threads of the pool would go on
  }

  private double run(int running, int millis) throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(running);
    List<Callable<Double>> runs = new ArrayList<>();
    for (Caller caller : callers.subList(0, running)) {
      runs.add(() -> caller.run(start, millis));
    }
    double sum = 0;
    for (Future<Double> perSecond : threads.invokeAll(runs)) {
      sum += perSecond.get();
    }
    return sum;
  }

  /** One thread's calls: any of the entries; of a mix each twentieth is one that is not there. */
  private final class Caller {
    private final SplittableRandom random;
    private int next;

    Caller(int number) {
      random = new SplittableRandom(number);
      next = entries + number * 100_000_000;
    }

    double run(CyclicBarrier start, int millis) throws Exception {
      start.await();
      long begin = System.nanoTime();
      long most = millis * 1_000_000L;
      long done = 0;
      long taken = 0;
      while (taken < most) {
        batch();
        done += BATCH;
        taken = System.nanoTime() - begin;
      }
      return done * 1e9 / taken;
    }

    private void batch() throws IOException {
      for (int call = 1; call < BATCH; call++) {
        calls.hit().call(random.nextInt(entries));
      }
      if (storing) {
        calls.store().call(next++);
      } else {
        calls.hit().call(random.nextInt(entries));
      }
    }
  }
}
