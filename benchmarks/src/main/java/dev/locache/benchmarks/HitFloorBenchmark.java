package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
 * The least that a hit can cost: the arguments in a canonical form, their SHA-256, and a copy of
 * 150 bytes out of mapped memory.
 */
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
  private ByteBuffer values = ByteBuffer.allocate(0);

  /** Writes the values one after another, and maps them. */
  @Setup(Level.Trial)
  public void map() throws IOException {
    directory = Scratch.create();
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(entries, Samples.VALUE_BYTES));
    for (int number = 0; number < entries; number++) {
      all.put(Samples.value(number));
    }
    Path file = Files.write(directory.resolve("values"), all.array());
    try (FileChannel channel = FileChannel.open(file, READ)) {
      values = channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /** Deletes the values. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Scratch.delete(directory);
  }

  /** Makes a digest, and copies a value. */
  @Benchmark
  public int digestAndCopy() throws GeneralSecurityException {
    int id = random.nextInt(entries);
    byte[] name = TextDescriber.name(id).getBytes(UTF_8);
    ByteBuffer arguments = ByteBuffer.allocate(64);
    arguments.putInt(2).put((byte) 'I').putInt(id).put((byte) 'T').putInt(name.length).put(name);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(arguments.array());
    byte[] value = new byte[Samples.VALUE_BYTES];
    values.get(id * Samples.VALUE_BYTES, value);
    return digest[0] ^ value[0];
  }
}
