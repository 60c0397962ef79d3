package dev.locache.files;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.CacheBackendContract;
import java.io.IOException;

/** What every backend promises; what only this one does is in the other tests. */
final class FilesBackendTest extends CacheBackendContract {
  @Override
  protected CacheBackend open(BackendContext context) throws IOException {
    return new FilesBackendProvider().open(context);
  }
}
