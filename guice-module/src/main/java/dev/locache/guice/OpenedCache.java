package dev.locache.guice;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.locache.ResultCache;
import java.util.Optional;

/** Asks for the cache of an injector that is still being created. */
final class OpenedCache {
  private OpenedCache() {}

  /** Returns the cache; empty if it cannot be opened, which its own binding reports soon. */
  static Optional<ResultCache> of(Injector injector) {
    try {
      return Optional.of(injector.getInstance(ResultCache.class));
    } catch (ProvisionException reportedByItsBinding) {
      return Optional.empty();
    }
  }
}
