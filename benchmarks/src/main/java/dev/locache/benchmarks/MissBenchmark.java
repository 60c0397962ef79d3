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
 * A miss as a user has it: through the proxy, with key, read, the method itself, encoding, sealing
 * and write. Counted calls, not counted seconds, so that a fast store does not grow more than a
 * slow one: 20,000 in each iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, batchSize = 20_000)
@Measurement(iterations = 5, batchSize = 20_000)
public class MissBenchmark {
  /** How many entries there are at first. */
  @Param({"1000", "100000"})
  public int entries;

  /** What remembers the results. */
  @Param({"PROTOBUF", "FILES"})
  public Service service = Service.FILES;

  private Path directory = Path.of("");
  private Service.Open open = new Service.Open(new TextDescriber(), () -> {});
  private int next;

  /** Stores the entries that are there at first. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    directory = Scratch.create();
    open = service.open(directory, entries);
    while (next < entries) {
      miss();
    }
  }

  /** Lets go of the store and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open.closing().close();
    Scratch.delete(directory);
  }

  /** Asks for what is not there. */
  @Benchmark
  public String miss() {
    int id = next++;
    return open.describer().describe(id, TextDescriber.name(id));
  }
}
