package dev.locache.campaigns;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Entry files without a disk: bytes by their key, which a test changes between calls. */
final class BytesBackend implements CacheBackend {
  private final Map<CacheKey, byte[]> files = new LinkedHashMap<>();
  private boolean frozen;

  /** From now on nothing is written. */
  void freeze() {
    frozen = true;
  }

  /** Returns the bytes of each entry by its key, to be changed by the test. */
  Map<CacheKey, byte[]> files() {
    return files;
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    byte[] file = files.get(key);
    return file == null ? Optional.empty() : Optional.of(EntryFormat.decode(ByteBuffer.wrap(file)));
  }

  @Override
  public void write(Entry entry, Limits limits) {
    if (!frozen) {
      files.put(entry.key(), bytes(entry));
    }
  }

  static byte[] bytes(Entry entry) {
    ByteBuffer encoded = EntryFormat.encode(entry);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  @Override
  public boolean remove(CacheKey key) {
    return files.remove(key) != null;
  }

  @Override
  public void clear(MethodId method) {
    files.clear();
  }

  @Override
  public long evict(MethodId method, Limits limits) {
    return 0;
  }

  @Override
  public void list(MethodId method, Consumer<StoredEntry> visitor) {}

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) {
    return Optional.of(() -> {});
  }

  @Override
  public boolean ownerOnly() {
    return true;
  }

  @Override
  public String place(CacheKey key) {
    return key.toString();
  }

  @Override
  public void close() {}
}
