package com.example.snapshot;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Opens backends that keep all entries in one file. */
public final class SnapshotBackendProvider implements CacheBackendProvider {
  @Override
  public String id() {
    return "snapshot";
  }

  @Override
  public CacheBackend open(BackendContext context) throws IOException {
    if (context.durable()) {
      throw new IllegalStateException(
          "durable (true) is more than the snapshot backend can promise; use the files backend");
    }
    Path file =
        context
            .setting("snapshot.file")
            .map(Path::of)
            .orElse(context.directory().resolve("entries.snapshot"));
    return new SnapshotBackend(SnapshotFile.at(file), context.clock());
  }
}
