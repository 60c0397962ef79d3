package dev.locache.fingerprint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One normaliser for each class loader that was asked for. Made for one wrap; not thread-safe. */
final class Normalisers {
  private final Map<@Nullable ClassLoader, Normaliser> byLoader = new HashMap<>();

  Normaliser of(Class<?> type) {
    return of(type.getClassLoader());
  }

  Normaliser of(@Nullable ClassLoader loader) {
    Normaliser normaliser = byLoader.get(loader);
    if (normaliser == null) {
      normaliser = new Normaliser(new ClassFiles(loader));
      byLoader.put(loader, normaliser);
    }
    return normaliser;
  }

  Set<@Nullable ClassLoader> loaders() {
    return byLoader.keySet();
  }

  Collection<Normaliser> all() {
    return byLoader.values();
  }
}
