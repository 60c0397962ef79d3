package dev.locache.benchmarks;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A hit whose result is a megabyte, beside reading a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LargeValueBenchmark {
  private static final int BYTES = 1 << 20;

  /** The method whose result is large. */
  public interface Images {
    /** Returns a megabyte that depends on {@code seed} alone. */
    byte[] image(long seed);
  }

  private static final class NoiseImages implements Images {
    @Override
    public byte[] image(long seed) {
      byte[] noise = new byte[BYTES];
      new SplittableRandom(seed).nextBytes(noise);
      return noise;
    }
  }

  private Path directory = Path.of("");
  private Images inSegments = new NoiseImages();
  private Images inFiles = new NoiseImages();
  private final ResultCache[] caches = new ResultCache[2];
  private Path plain = Path.of("");
  private final RandomAccessFile[] open = new RandomAccessFile[1];

  /** Stores the result everywhere. */
  @Setup(Level.Trial)
  public void store() throws IOException {
    directory = Scratch.create();
    caches[0] = cache("protobuf");
    caches[1] = cache("files");
    inSegments = caches[0].wrap(Images.class, new NoiseImages());
    inFiles = caches[1].wrap(Images.class, new NoiseImages());
    plain = Files.write(directory.resolve("plain"), inSegments.image(1));
    open[0] = new RandomAccessFile(plain.toFile(), "r");
    inFiles.image(1);
  }

  private ResultCache cache(String backend) {
    return Locache.open(
        CacheConfig.builder()
            .backend(backend)
            .directory(directory.resolve(backend))
            .strict(true)
            .build());
  }

  /** Lets go of everything and deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    open[0].close();
    caches[0].close();
    caches[1].close();
    Scratch.delete(directory);
  }

  /** Hits in the protobuf backend. */
  @Benchmark
  public byte[] protobuf() {
    return inSegments.image(1);
  }

  /** Hits in the files backend. */
  @Benchmark
  public byte[] files() {
    return inFiles.image(1);
  }

  /** Reads from an open file. */
  @Benchmark
  public byte[] positionalRead() throws IOException {
    byte[] bytes = new byte[BYTES];
    open[0].seek(0);
    open[0].readFully(bytes);
    return bytes;
  }

  /** Opens a file and reads it. */
  @Benchmark
  public byte[] readAllBytes() throws IOException {
    return Files.readAllBytes(plain);
  }
}
