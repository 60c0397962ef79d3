package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CachedCalls.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one method from entries, or has them go on and leaves entries. */
record CachedMethod(
    OpenCache cache, MethodKeys keys, Entries entries, Loader loader, Explainer explainer) {
  @Nullable Object answer(@Nullable Object[] arguments, Call call) throws Throwable {
    if (cache.closed()) {
      return call.proceed();
    }
    Optional<CacheKey> key = keys.keyOf(arguments);
    if (key.isEmpty()) {
      return call.proceed();
    }
    Optional<Found> found = entries.readIfKnown(key.get());
    if (found.isEmpty()) {
      return loader.load(new PendingCall(key.get(), arguments, call, entries, explainer));
    }
    entries.hit(key.get(), found.get());
    return loader.deliver(found.get().value());
  }
}
