package dev.locache.campaigns;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ServiceLoader;

/** Backends by their id, without an engine above them: as those who attack a cache may use them. */
final class Backends {
  private Backends() {}

  static CacheBackend open(String id, Path root, InstantSource clock) throws IOException {
    for (CacheBackendProvider each : ServiceLoader.load(CacheBackendProvider.class)) {
      if (each.id().equals(id)) {
        return each.open(TestBackendContext.in(root).clock(clock));
      }
    }
    throw new IllegalArgumentException("no backend " + id);
  }
}
