package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import java.io.IOException;

/**
 * Opens backends that keep entries as protobuf records in append-only segments, under {@code
 * protobuf-v1} in the cache directory. For many small results: a few bytes of disk beside each, and
 * a hit without a system call.
 */
public final class ProtobufBackendProvider implements CacheBackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ProtobufBackendProvider() {}

  /** Returns {@code protobuf}. */
  @Override
  public String id() {
    return "protobuf";
  }

  /** Returns {@code protobuf}, the codec of this module. */
  @Override
  public String defaultCodec() {
    return "protobuf";
  }

  /**
   * Opens the backend; its first segment is made by the first write.
   *
   * @throws IllegalStateException if the directory cannot be created, read or trusted
   * @throws IOException if the segments that are there cannot be read now
   */
  @Override
  public CacheBackend open(BackendContext context) throws IOException {
    return SegmentStore.open(context, new DiskFiles(), Sizes.USUAL);
  }
}
