package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import org.ehcache.Cache;
import org.ehcache.PersistentCacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;

/**
 * Ehcache: a persistent disk tier under a heap tier of one entry, which is the least it takes. Keys
 * are strings of a letter for each byte, as it compares keys by {@code equals}.
 */
final class EhcacheDisk implements KeyValueStore {
  private static final String NAME = "entries";
  private static final long MOST_GIBIBYTES = 8;

  private final PersistentCacheManager manager;
  private final Cache<String, byte[]> entries;

  EhcacheDisk(Path directory) {
    manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .with(CacheManagerBuilder.persistence(directory.toFile()))
            .withCache(
                NAME,
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    String.class,
                    byte[].class,
                    ResourcePoolsBuilder.newResourcePoolsBuilder()
                        .heap(1, EntryUnit.ENTRIES)
                        .disk(MOST_GIBIBYTES, MemoryUnit.GB, true)))
            .build(true);
    entries = manager.getCache(NAME, String.class, byte[].class);
  }

  @Override
  public byte[] get(byte[] key) {
    return KeyValueStore.found(entries.get(new String(key, ISO_8859_1)));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(new String(key, ISO_8859_1), value);
  }

  @Override
  public void close() {
    manager.close();
  }
}
