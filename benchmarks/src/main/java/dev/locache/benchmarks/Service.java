package dev.locache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;

/** What remembers the results of a {@link Describer}, behind a proxy. */
public enum Service {
  /** The protobuf backend. */
  PROTOBUF {
    @Override
    Open open(Path directory, int entries) {
      return locache("protobuf", directory);
    }
  },
  /** The files backend. */
  FILES {
    @Override
    Open open(Path directory, int entries) {
      return locache("files", directory);
    }
  },
  /** Nothing on disk: Caffeine with room for all, the method and a list of arguments as key. */
  CAFFEINE {
    @Override
    Open open(Path directory, int entries) {
      return inMemory(entries);
    }

    @Override
    Open reopen(Open open, Path directory) {
      return open; // no later run would find anything
    }
  };

  /** A describer that remembers, and the way to let go of it. */
  record Open(Describer describer, Closeable closing) {}

  private record Call(String method, List<Object> arguments) {}

  abstract Open open(Path directory, int entries);

  Open reopen(Open open, Path directory) throws IOException {
    open.closing().close();
    return open(directory, 0);
  }

  static Open locache(String backend, Path directory) {
    ResultCache cache =
        Locache.open(
            CacheConfig.builder().backend(backend).directory(directory).strict(true).build());
    return new Open(cache.wrap(Describer.class, new TextDescriber()), cache::close);
  }

  private static Open inMemory(int entries) {
    TextDescriber describer = new TextDescriber();
    Cache<Call, Object> cache = Caffeine.newBuilder().maximumSize(2L * entries + 100).build();
    Object proxy =
        Proxy.newProxyInstance(
            Describer.class.getClassLoader(),
            new Class<?>[] {Describer.class},
            (self, method, args) -> {
              Call call = new Call(method.getName(), List.of(args));
              Object known = cache.getIfPresent(call);
              if (known != null) {
                return known;
              }
              Object loaded = method.invoke(describer, args);
              cache.put(call, loaded);
              return loaded;
            });
    return new Open((Describer) proxy, cache::invalidateAll);
  }
}
