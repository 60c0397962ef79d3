package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.CacheBackendContract;
import java.io.IOException;

/**
 * The contract once more, with segments so small that they are finished and compacted all along,
 * and the index file is written.
 */
final class TinySegmentsTest extends CacheBackendContract {
  static final Sizes TINY = new Sizes(2_000, 1_000, 1_000, 4, 3);

  @Override
  protected CacheBackend open(BackendContext context) throws IOException {
    return SegmentStore.open(context, new DiskFiles(), TINY);
  }
}
