package dev.locache.spi;

import java.time.Instant;

/**
 * What a backend tells of an entry without reading it.
 *
 * @param key names the entry
 * @param lastUsed when it was last stored or hit, as far as the backend has kept it
 * @param bytes what it occupies, in bytes
 */
public record StoredEntry(CacheKey key, Instant lastUsed, long bytes) {}
