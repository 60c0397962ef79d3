package dev.locache.files;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.spi.local.CacheDirectory;

/** Opens the backend that keeps each entry in a file of its own. */
public final class FilesBackendProvider implements CacheBackendProvider {
  /** Creates one; for {@link java.util.ServiceLoader}. */
  public FilesBackendProvider() {}

  /** Returns {@code files}. */
  @Override
  public String id() {
    return "files";
  }

  /**
   * Opens a backend in the context's directory, which is created if it is missing.
   *
   * @throws IllegalStateException if the directory cannot be created or read, or, unless entries
   *     are signed, if it belongs to another user or others may write to it
   */
  @Override
  public CacheBackend open(BackendContext context) {
    CacheDirectory directory = CacheDirectory.open(context.directory(), context.signed());
    return new FilesBackend(
        directory, new DiskFiles(directory), context.clock(), context.durable());
  }
}
