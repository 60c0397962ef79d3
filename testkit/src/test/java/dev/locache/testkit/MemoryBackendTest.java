package dev.locache.testkit;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

final class MemoryBackendTest extends CacheBackendContract {
  private final Map<Path, MemoryBackend> places = new HashMap<>();

  @Override
  protected CacheBackend open(BackendContext context) {
    return places
        .computeIfAbsent(context.directory(), first -> MemoryBackend.open(context.clock()))
        .reopen();
  }
}
