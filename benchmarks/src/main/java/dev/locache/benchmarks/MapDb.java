package dev.locache.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * MapDB: a hash map in mapped memory, without transactions. A file that was not closed is refused
 * when it is opened again.
 */
final class MapDb implements KeyValueStore {
  private final DB database;
  private final Map<byte[], byte[]> entries;

  MapDb(Path directory) {
    database = DBMaker.fileDB(directory.resolve("entries.mapdb").toFile()).fileMmapEnable().make();
    entries =
        database.hashMap("entries", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createOrOpen();
  }

  @Override
  public byte[] get(byte[] key) {
    return KeyValueStore.found(entries.get(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void close() {
    database.close();
  }
}
