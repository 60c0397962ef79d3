package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
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
 * Hits and stored misses by the size of the result, beside reading and writing as many bytes. Hits
 * ask for sixteen values in turn. Misses are counted, 25 in each iteration, as large ones fill the
 * disk; before them as many small ones are stored as it takes to have the code compiled.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
public class ValueSizeBenchmark {
  private static final int STORED = 16;
  private static final int BATCH = 25;

  /** How large a value is. */
  @Param({"100", "10240", "1048576"})
  public int bytes;

  /** What keeps the values. */
  @Param public Keeper keeper = Keeper.PLAIN_FILES;

  private Path directory = Path.of("");
  private final Keeper.Open[] open = new Keeper.Open[1];
  private int next;

  /** Stores the values that are asked for. */
  @Setup(Level.Trial)
  public void store() throws IOException {
    directory = Scratch.create();
    open[0] = keeper.open(directory);
    while (next < STORED) {
      storeNext();
    }
  }

  /** Lets go of everything and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open[0].close();
    Scratch.delete(directory);
  }

  /** Stores small values, so that the misses that count are not the first ones. */
  @State(Scope.Benchmark)
  public static class Compiled {
    /** How many. */
    @Param("4000")
    public int small;

    /** Begins without having stored anything. */
    public Compiled() {}

    /** Stores them. */
    @Setup(Level.Trial)
    public void store(ValueSizeBenchmark benchmark) throws IOException {
      for (int number = 0; number < small; number++) {
        benchmark.open[0].miss(Long.BYTES, Integer.MIN_VALUE + number);
      }
    }
  }

  /** Asks for a value that is there. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
  public byte[] hit() throws IOException {
    next = (next + 1) % STORED;
    byte[] value = open[0].hit(bytes, next);
    if (value.length != bytes) {
      throw new IllegalStateException("a value of " + value.length + " bytes");
    }
    return value;
  }

  /** Asks for a value that is not there. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 5, batchSize = BATCH)
  @Measurement(iterations = 20, batchSize = BATCH)
  public byte[] miss(Compiled compiled) throws IOException {
    return storeNext();
  }

  private byte[] storeNext() throws IOException {
    return open[0].miss(bytes, next++);
  }
}
