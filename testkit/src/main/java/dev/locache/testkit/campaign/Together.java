package dev.locache.testkit.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a task on several threads that start together. */
public final class Together {
  private Together() {}

  /** What each thread does. */
  public interface Task {
    /** Runs on the thread of that number, from 0 on. */
    void run(int thread) throws Exception;
  }

  /**
   * Returns when all threads have ended.
   *
   * @throws AssertionError if one of them failed, with its failure as the cause
   */
  public static void run(int threads, Task task) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  task.run(thread);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        await(each);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(Future<?> running) throws InterruptedException {
    try {
      running.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new AssertionError("one of the threads failed: " + cause, cause);
    }
  }
}
