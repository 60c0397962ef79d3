package com.example.snapshot;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.CacheBackendContract;
import java.io.IOException;

final class SnapshotBackendTest extends CacheBackendContract {
  @Override
  protected CacheBackend open(BackendContext context) throws IOException {
    return new SnapshotBackendProvider().open(context);
  }
}
