package dev.locache.benchmarks;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A file for each entry in one of 256 directories: a temporary file, then an atomic move. */
final class PlainFiles implements KeyValueStore {
  private static final HexFormat HEX = HexFormat.of();

  private final Path directory;

  PlainFiles(Path directory) throws IOException {
    this.directory = directory;
    for (int shard = 0; shard < 256; shard++) {
      Files.createDirectories(directory.resolve(HEX.toHexDigits((byte) shard)));
    }
  }

  @Override
  public byte[] get(byte[] key) throws IOException {
    return Files.readAllBytes(file(key));
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    Path made = directory.resolve(HEX.formatHex(key));
    Files.write(made, value, CREATE_NEW, WRITE);
    Files.move(made, file(key), ATOMIC_MOVE);
  }

  private Path file(byte[] key) {
    String name = HEX.formatHex(key);
    return directory.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  @Override
  public void close() {}
}
