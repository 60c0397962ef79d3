package dev.locache.benchmarks;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** LMDB. A read renews one transaction, which is its own way to read fast. */
final class Lmdb implements KeyValueStore {
  private static final long MOST_BYTES = 16L << 30;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> entries;
  private final Txn<ByteBuffer> reading;
  private final ByteBuffer keyBuffer = ByteBuffer.allocateDirect(Samples.KEY_BYTES);
  private final ByteBuffer valueBuffer = ByteBuffer.allocateDirect(Samples.VALUE_BYTES);

  Lmdb(Path directory) {
    env =
        Env.create()
            .setMapSize(MOST_BYTES)
            .setMaxDbs(1)
            .open(directory.toFile(), EnvFlags.MDB_NOSYNC);
    entries = env.openDbi("entries", DbiFlags.MDB_CREATE);
    reading = env.txnRead();
    reading.reset();
  }

  @Override
  public byte[] get(byte[] key) {
    reading.renew();
    try {
      ByteBuffer value = entries.get(reading, keyBuffer.clear().put(key).flip());
      if (value == null) {
        throw new IllegalStateException("a value is missing");
      }
      byte[] bytes = new byte[value.remaining()];
      value.get(bytes);
      return bytes;
    } finally {
      reading.reset();
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try (Txn<ByteBuffer> writing = env.txnWrite()) {
      entries.put(
          writing, keyBuffer.clear().put(key).flip(), valueBuffer.clear().put(value).flip());
      writing.commit();
    }
  }

  @Override
  public void close() {
    reading.close();
    env.close();
  }
}
