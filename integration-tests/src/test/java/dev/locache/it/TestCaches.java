package dev.locache.it;

import dev.locache.CacheConfig;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.MemoryBackend;
import java.nio.file.Path;
import java.time.InstantSource;

/** Configurations that name their backend, whatever the settings around the test run are. */
final class TestCaches {
  private TestCaches() {}

  static CacheConfig.Builder in(CacheBackend backend) {
    return CacheConfig.builder().backend(backend);
  }

  static CacheConfig.Builder in(Path directory) {
    return CacheConfig.builder().backend("files").directory(directory);
  }

  static MemoryBackend memory() {
    return MemoryBackend.open(InstantSource.system());
  }
}
