package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hit as a user has it: through the proxy, with key, read, check and decoding. {@code any} asks
 * for any of the entries, {@code hot} for a thousand of them, spread evenly.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HitBenchmark {
  private static final int HOT = 1_000;

  /** How many entries there are. */
  @Param({"1000", "100000"})
  public int entries;

  /** What remembers the results. */
  @Param public Service service = Service.FILES;

  private Path directory = Path.of("");
  private Service.Open open = new Service.Open(new TextDescriber(), () -> {});
  private int apart;

  /** Has each entry stored, opens anew what was stored, as a later run does, and reads it once. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    directory = Scratch.create();
    open = service.open(directory, entries);
    apart = Math.max(1, entries / HOT);
    for (int id = 0; id < entries; id++) {
      describe(id);
    }
    open = service.reopen(open, directory);
    for (int id = 0; id < entries; id++) {
      if (describe(id).length() < 90) {
        throw new IllegalStateException("result of call " + id + " is wrong");
      }
    }
  }

  /** Lets go of the store and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open.closing().close();
    Scratch.delete(directory);
  }

  /** What each thread asks for. */
  @State(Scope.Thread)
  public static class Choice {
    private final SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());

    /** Begins with choices of this thread's own. */
    public Choice() {}
  }

  /** Asks for any entry. */
  @Benchmark
  public String any(Choice choice) {
    return describe(choice.random.nextInt(entries));
  }

  /** Asks for one of a thousand entries. */
  @Benchmark
  public String hot(Choice choice) {
    return describe(choice.random.nextInt(Math.min(HOT, entries)) * apart);
  }

  private String describe(int id) {
    return open.describer().describe(id, TextDescriber.name(id));
  }
}
