package dev.locache.codec;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands for a {@link Map#entry} in a stream. Hostile bytes may lack a part: it is null then. */
@SuppressWarnings("serial") // both parts are checked when they are written
record EntryForm(@Nullable Object key, @Nullable Object value) implements Serializable {
  @SuppressWarnings("NullAway") // a null makes Map.entry throw, as it should
  private Object readResolve() {
    return Map.entry(key, value);
  }
}
