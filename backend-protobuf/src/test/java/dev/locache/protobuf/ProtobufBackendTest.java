package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.CacheBackendContract;
import java.io.IOException;

final class ProtobufBackendTest extends CacheBackendContract {
  @Override
  protected CacheBackend open(BackendContext context) throws IOException {
    return new ProtobufBackendProvider().open(context);
  }
}
