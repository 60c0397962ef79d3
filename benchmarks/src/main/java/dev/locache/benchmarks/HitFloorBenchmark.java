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

/** The least that a hit can cost, see {@link HitFloor}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HitFloorBenchmark {
  /** How many values there are. */
  @Param({"1000", "100000"})
  public int entries;

  private final SplittableRandom random = new SplittableRandom(1);
  private Path directory = Path.of("");
  private HitFloor[] floor = {};

  /** Writes the values one after another, and maps them. */
  @Setup(Level.Trial)
  public void map() throws IOException {
    directory = Scratch.create();
    Path file = directory.resolve("values");
    HitFloor.write(file, entries);
    floor = new HitFloor[] {new HitFloor(file)};
  }

  /** Deletes the values. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Scratch.delete(directory);
  }

  /** Makes a digest, and copies a value. */
  @Benchmark
  public int digestAndCopy() {
    return floor[0].digestAndCopy(random.nextInt(entries));
  }
}
