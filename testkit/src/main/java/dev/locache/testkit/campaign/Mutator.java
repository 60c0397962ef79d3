package dev.locache.testkit.campaign;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes bytes as accidents and attackers do, by the choices of one generator. Not thread-safe.
 */
public final class Mutator {
  private static final int[] AWKWARD = {
    0, 1, -1, 2, 127, 128, 255, 256, 65_535, 1 << 20, 1 << 28, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final Random random;

  /** Creates one that follows {@code random}. */
  public Mutator(Random random) {
    this.random = random;
  }

  /**
   * Returns a copy of one of {@code samples} with one to eight changes: bits, bytes, numbers that
   * parsers dislike, runs that are lost, doubled, or taken from another sample.
   */
  public byte[] next(List<byte[]> samples) {
    byte[] bytes = any(samples).clone();
    for (int changes = 1 + random.nextInt(8) * random.nextInt(2); changes > 0; changes--) {
      bytes = changed(bytes, samples);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes, List<byte[]> samples) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int run = 1 + random.nextInt(Math.min(64, bytes.length - at));
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> writeNumber(bytes, at);
      case 3 -> Arrays.fill(bytes, at, at + run, (byte) random.nextInt(2));
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return spliced(bytes, at, at + run, new byte[0]);
      }
      case 6 -> {
        return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + run));
      }
      default -> {
        return spliced(bytes, at, at + run, part(any(samples)));
      }
    }
    return bytes;
  }

  private void writeNumber(byte[] bytes, int at) {
    int number = AWKWARD[random.nextInt(AWKWARD.length)];
    if (bytes.length - at >= Integer.BYTES) {
      ByteBuffer.wrap(bytes).putInt(at, number);
    } else {
      bytes[at] = (byte) number;
    }
  }

  private byte[] part(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
  }

  private byte[] any(List<byte[]> samples) {
    return samples.get(random.nextInt(samples.size()));
  }

  /** Returns {@code bytes} with {@code inserted} in the place of a run. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length - (to - from) + inserted.length);
    return all.put(bytes, 0, from).put(inserted).put(bytes, to, bytes.length - to).array();
  }
}
