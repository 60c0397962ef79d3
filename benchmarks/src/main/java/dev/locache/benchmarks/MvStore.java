package dev.locache.benchmarks;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/** H2's MVStore. */
final class MvStore implements KeyValueStore {
  private final MVStore store;
  private final MVMap<byte[], byte[]> entries;
  private final boolean committing;

  MvStore(Path directory, boolean committing) {
    this.committing = committing;
    store = new MVStore.Builder().fileName(directory.resolve("entries.mv").toString()).open();
    entries =
        store.openMap(
            "entries",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public byte[] get(byte[] key) {
    return KeyValueStore.found(entries.get(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
    if (committing) {
      store.commit();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
