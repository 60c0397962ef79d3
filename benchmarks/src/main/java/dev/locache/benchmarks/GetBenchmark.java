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

/** A bare {@code get} of a store: the key is given, the value is bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GetBenchmark {
  /** How many entries there are. */
  @Param({"1000", "100000"})
  public int entries;

  /** What holds them. A value is got in one way, however it was committed. */
  @Param({
    "PROTOBUF_BACKEND",
    "FILES_BACKEND",
    "PLAIN_FILES",
    "LMDB",
    "SQLITE",
    "MVSTORE_LATE",
    "ROCKSDB",
    "MAPDB",
    "EHCACHE"
  })
  public Store store = Store.PLAIN_FILES;

  private Path directory = Path.of("");
  private final SplittableRandom random = new SplittableRandom(1);
  private byte[][] keys = {};
  private KeyValueStore open = KeyValueStore.NONE;

  /** Stores all entries, opens anew what was stored, as a later run does, and reads it once. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    directory = Scratch.create();
    open = store.open(directory);
    keys = Samples.keys(entries);
    for (int number = 0; number < entries; number++) {
      open.put(keys[number], Samples.value(number));
    }
    open.close();
    open = store.open(directory);
    for (byte[] key : keys) {
      open.get(key);
    }
  }

  /** Lets go of the store and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open.close();
    Scratch.delete(directory);
  }

  /** Gets the value of any key. */
  @Benchmark
  public byte[] get() throws IOException {
    byte[] value = open.get(keys[random.nextInt(entries)]);
    if (value.length != Samples.VALUE_BYTES) {
      throw new IllegalStateException("a value of " + value.length + " bytes");
    }
    return value;
  }
}
