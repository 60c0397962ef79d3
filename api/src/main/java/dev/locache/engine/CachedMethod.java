package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.spi.CacheKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that is answered from an entry, or runs the method and leaves one. */
record CachedMethod(
    OpenCache cache,
    DirectMethod direct,
    MethodKeys keys,
    Entries entries,
    Loader loader,
    Explainer explainer)
    implements MethodPlan {
  @Override
  public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    if (cache.closed()) {
      return direct.invoke(arguments);
    }
    Optional<CacheKey> key = keys.keyOf(arguments);
    if (key.isEmpty()) {
      return direct.invoke(arguments);
    }
    Optional<Found> found = entries.read(key.get());
    if (found.isEmpty()) {
      entries.miss(key.get());
      explainer.missed(key.get(), arguments);
      return loader.load(key.get(), arguments);
    }
    entries.hit(key.get(), found.get());
    return loader.deliver(found.get().value());
  }
}
