package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.engine.Flight.Landing;
import dev.locache.spi.CacheKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a load: the value for its caller, and what those get who waited for it. */
record Load(@Nullable Object value, Landing landing) {
  static final Load FAILED = new Load(null, new Landing.Failed());

  static Load foundStored(Found found) {
    return new Load(found.value(), new Landing.Stored(found.bytes(), found.loadTimeNanos()));
  }

  /** Stores what the method returned, if it can be stored. */
  static Load store(Entries entries, CacheKey key, @Nullable Object value, long loadTimeNanos) {
    Optional<ByteBuffer> bytes = entries.encode(value);
    if (bytes.isEmpty()) {
      return new Load(value, new Landing.Uncacheable());
    }
    entries.write(key, bytes.get(), loadTimeNanos);
    return new Load(value, new Landing.Stored(bytes.get(), loadTimeNanos));
  }
}
