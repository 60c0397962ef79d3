package dev.locache.testkit.campaign;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * Works on a backend in a process of its own that stops somewhere, and says on standard output what
 * it is going to do and what it has done.
 */
public final class HaltingRun {
  private static final int STEPS = 40;

  /** How the backend is opened. */
  public interface Opener {
    /** Opens it so that each call to the disk passes {@code point}. */
    CacheBackend open(BackendContext context, HaltPoint point) throws IOException;
  }

  /** How space is won. */
  public interface Compactor {
    /** Has the backend do what it does now and then to use less space. */
    void compact(CacheBackend backend) throws IOException;
  }

  private HaltingRun() {}

  /**
   * Runs.
   *
   * @param arguments the directory, the seed, and after how many calls to the disk to stop
   */
  public static void run(String[] arguments, Opener opener, Compactor compactor)
      throws IOException {
    SteppingClock clock = new SteppingClock();
    BackendContext context = TestBackendContext.in(Path.of(arguments[0], "locache")).clock(clock);
    Random random = new Random(Long.parseLong(arguments[1]));
    HaltPoint point = new HaltPoint(Integer.parseInt(arguments[2]));
    Workload.Store store =
        new Workload.Store() {
          @Override
          public CacheBackend open() throws IOException {
            return opener.open(context, point);
          }

          @Override
          public void compact(CacheBackend backend) throws IOException {
            compactor.compact(backend);
          }
        };
    Workload.run(store, new Printer(), clock, random, STEPS);
  }

  private static final class Printer implements Workload.Witness {
    @Override
    public void begin(int call, int version) {
      System.out.println("begin " + call + " " + version);
    }

    @Override
    public void end(int call) {
      System.out.println("end " + call);
    }

    @Override
    public void kept(int call) {
      System.out.println("kept " + call);
    }
  }

  static void replay(String line, Oracle oracle, long now) {
    String[] words = line.split(" ", -1);
    int call = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "begin" -> oracle.begin(call, Integer.parseInt(words[2]), now);
      case "end" -> oracle.end(call, now);
      case "kept" -> oracle.kept(call);
      default -> throw new IllegalArgumentException(line);
    }
  }
}
