package dev.locache.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The least that storing 150 bytes can cost: one append. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, batchSize = 20_000)
@Measurement(iterations = 5, batchSize = 20_000)
public class AppendBenchmark {
  private final byte[] value = Samples.value(0);
  private Path directory = Path.of("");
  private final RandomAccessFile[] file = new RandomAccessFile[1];

  /** Creates the file. */
  @Setup(Level.Trial)
  public void create() throws IOException {
    directory = Scratch.create();
    file[0] = new RandomAccessFile(directory.resolve("appended").toFile(), "rw");
  }

  /** Deletes the file. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    file[0].close();
    Scratch.delete(directory);
  }

  /** Appends. */
  @Benchmark
  public void append() throws IOException {
    file[0].write(value);
  }

  /** Appends under a lock that other processes respect. */
  @Benchmark
  public void lockedAppend() throws IOException {
    try (FileLock lock = file[0].getChannel().lock()) {
      if (lock.isValid()) {
        file[0].write(value);
      }
    }
  }
}
