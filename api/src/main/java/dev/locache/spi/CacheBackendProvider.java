package dev.locache.spi;

import java.io.IOException;

/** Opens backends of one kind. Found by {@link java.util.ServiceLoader}. */
public interface CacheBackendProvider {
  /** Returns the name by which the setting {@code locache.backend} chooses it. */
  String id();

  /** Returns the id of the codec that is used with this backend unless another one is chosen. */
  default String defaultCodec() {
    return "java";
  }

  /**
   * Opens a backend.
   *
   * @throws IllegalStateException if the settings cannot work: the message says what was found and
   *     the way out
   * @throws IOException if the place cannot be opened now
   */
  CacheBackend open(BackendContext context) throws IOException;
}
