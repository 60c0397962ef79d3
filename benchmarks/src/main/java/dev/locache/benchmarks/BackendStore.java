package dev.locache.benchmarks;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** A backend of Locache by itself. Seals are the engine's business: here they are zeros. */
final class BackendStore implements KeyValueStore {
  private static final MethodId METHOD =
      MethodId.of("com.example.Describer", "describe", List.of("int", "java.lang.String"));
  private static final Limits LIMITS = new Limits(Limits.UNLIMITED, Duration.ofDays(365));

  private final CacheBackend backend;

  private record Context(Path directory) implements BackendContext {
    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public boolean durable() {
      return false;
    }

    @Override
    public boolean signed() {
      return false;
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }
  }

  BackendStore(String id, Path directory) throws IOException {
    backend = provider(id).open(new Context(directory.toAbsolutePath()));
  }

  private static CacheBackendProvider provider(String id) {
    for (CacheBackendProvider provider : ServiceLoader.load(CacheBackendProvider.class)) {
      if (provider.id().equals(id)) {
        return provider;
      }
    }
    throw new IllegalStateException("no backend " + id + " on the class path");
  }

  @Override
  public byte[] get(byte[] key) throws IOException {
    ByteBuffer value = backend.read(cacheKey(key), LIMITS).orElseThrow().value();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    CacheKey cacheKey = cacheKey(key);
    ByteBuffer seal = ByteBuffer.allocate(4);
    backend.write(
        new Entry(cacheKey, "java", System.currentTimeMillis(), 1, ByteBuffer.wrap(value), seal),
        LIMITS);
  }

  private static CacheKey cacheKey(byte[] key) {
    ByteBuffer halves = ByteBuffer.wrap(key);
    return new CacheKey(METHOD, Digest128.readFrom(halves), Digest128.readFrom(halves));
  }

  @Override
  public void close() throws IOException {
    backend.close();
  }
}
