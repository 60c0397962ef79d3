package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import java.io.IOException;

/**
 * Opens the backend with segments so small that compactions and index files come all along, in
 * other processes too.
 */
public final class TinySegmentsProvider implements CacheBackendProvider {
  static final String ID = "protobuf-tiny";

  /** For {@link java.util.ServiceLoader}. */
  public TinySegmentsProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public CacheBackend open(BackendContext context) throws IOException {
    return SegmentStore.open(context, new DiskFiles(), TinySegmentsTest.TINY);
  }
}
