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

/**
 * The least that a hit can cost: the arguments in a canonical form, their SHA-256, and a copy of
 * 150 bytes out of mapped memory. Thread-safe.
 */
final class HitFloor {
  private final ByteBuffer values;

  /** Maps the values that {@link #write} wrote. */
  HitFloor(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      values = channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /** Writes that many values one after another. */
  static void write(Path file, int entries) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(entries, Samples.VALUE_BYTES));
    for (int number = 0; number < entries; number++) {
      all.put(Samples.value(number));
    }
    Files.write(file, all.array());
  }

  /** Makes a digest, and copies a value. */
  int digestAndCopy(int id) {
    byte[] name = TextDescriber.name(id).getBytes(UTF_8);
    ByteBuffer arguments = ByteBuffer.allocate(64);
    arguments.putInt(2).put((byte) 'I').putInt(id).put((byte) 'T').putInt(name.length).put(name);
    byte[] value = new byte[Samples.VALUE_BYTES];
    values.get(id * Samples.VALUE_BYTES, value);
    return digest(arguments.array())[0] ^ value[0];
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // each JDK has SHA-256
    }
  }
}
