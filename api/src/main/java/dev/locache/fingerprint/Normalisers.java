package dev.locache.fingerprint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One normaliser for each class loader that was asked for. Made for one wrap; not thread-safe. */
final class Normalisers {
  private final Map<ClassLoader, Normaliser> byLoader = new HashMap<>();

  Normaliser of(Class<?> type) {
    return of(type.getClassLoader());
  }

  Normaliser of(ClassLoader loader) {
    Normaliser normaliser = byLoader.get(loader);
    if (normaliser == null) {
      normaliser = new Normaliser(new ClassFiles(loader));
      byLoader.put(loader, normaliser);
    }
    return normaliser;
  }

  Set<ClassLoader> loaders() {
    return byLoader.keySet();
  }

  Collection<Normaliser> all() {
    return byLoader.values();
  }
}
