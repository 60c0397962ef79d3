package dev.locache.engine;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CodecProvider;
import dev.locache.spi.KeyFormProvider;
import dev.locache.spi.Limits;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a cache is opened with.
 *
 * @param backend keeps the entries
 * @param closesBackend whether the backend was opened for this cache and ends with it
 * @param codec turns results into bytes
 * @param limits of methods that have none of their own
 * @param standIns what stands in a key for values that have no canonical form, by type
 * @param keyForms the same for types of libraries; the user's win
 * @param signingKeys keys of the signature over each entry, the one that signs first; empty for a
 *     checksum
 * @param allowed patterns of class names that may be decoded besides those found safe
 * @param strict whether failures of the cache become exceptions
 * @param historyDirectory where to keep, beside the entries, what makes later runs quicker and
 *     misses explicable; empty to keep nothing
 * @param clock the time by which entries age
 */
public record EngineOptions(
    CacheBackend backend,
    boolean closesBackend,
    CodecProvider codec,
    Limits limits,
    Map<Class<?>, Function<Object, Object>> standIns,
    List<KeyFormProvider> keyForms,
    List<byte[]> signingKeys,
    List<String> allowed,
    boolean strict,
    Optional<Path> historyDirectory,
    InstantSource clock) {}
