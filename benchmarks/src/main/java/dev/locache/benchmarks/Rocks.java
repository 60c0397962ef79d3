package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** RocksDB. */
final class Rocks implements KeyValueStore {
  private final Options options;
  private final RocksDB entries;

  Rocks(Path directory) throws IOException {
    RocksDB.loadLibrary();
    options = new Options().setCreateIfMissing(true);
    try {
      entries = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public byte[] get(byte[] key) throws IOException {
    try {
      return KeyValueStore.found(entries.get(key));
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    try {
      entries.put(key, value);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    entries.close();
    options.close();
  }
}
