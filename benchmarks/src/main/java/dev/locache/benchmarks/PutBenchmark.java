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

/** A bare {@code put} of a new key, as often as {@link MissBenchmark} misses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, batchSize = 20_000)
@Measurement(iterations = 5, batchSize = 20_000)
public class PutBenchmark {
  /** How many entries there are at first. */
  @Param({"1000", "100000"})
  public int entries;

  /** What holds them. */
  @Param public Store store = Store.PLAIN_FILES;

  private final byte[] value = Samples.value(0);
  private Path directory = Path.of("");
  private KeyValueStore open = KeyValueStore.NONE;
  private int next;

  /** Stores the entries that are there at first. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    directory = Scratch.create();
    open = store.open(directory);
    while (next < entries) {
      put();
    }
  }

  /** Lets go of the store and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open.close();
    Scratch.delete(directory);
  }

  /** Puts a new key; making it takes some 20 ns of the time. */
  @Benchmark
  public void put() throws IOException {
    open.put(Samples.key(next++), value);
  }
}
