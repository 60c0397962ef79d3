package dev.locache.protobuf;

import dev.locache.spi.CacheKey;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which entries of a method there are. Used under the store's lock. */
final class Listing {
  private Listing() {}

  static List<StoredEntry> of(Index index, Method method, MethodId name) {
    List<StoredEntry> found = new ArrayList<>();
    Table table = index.table();
    table.forEach(
        slot -> {
          if (table.method(slot) == method.number()) {
            stored(index, slot, name).ifPresent(found::add);
          }
        });
    return found;
  }

  private static Optional<StoredEntry> stored(Index index, int slot, MethodId method) {
    long location = index.table().location(slot);
    Segment segment = index.segment(location);
    if (segment == null) {
      return Optional.empty();
    }
    try {
      byte[] frame = segment.frame(Index.offset(location));
      if (!(EntryReader.head(segment.id(), frame) instanceof Head.EntryHead head)) {
        return Optional.empty();
      }
      CacheKey key = new CacheKey(method, head.code(), head.arguments());
      Instant lastUsed = Instant.ofEpochMilli(Seconds.toMillis(index.table().used(slot)));
      return Optional.of(new StoredEntry(key, lastUsed, frame.length));
    } catch (IOException damaged) {
      return Optional.empty(); // a read of it will say so
    }
  }
}
