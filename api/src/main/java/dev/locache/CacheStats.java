package dev.locache;

/**
 * Counts since a service was wrapped, or a cache opened, in this process. Taken counter by counter
 * while calls go on, so the sums may be off by the calls in flight.
 *
 * @param hits calls answered from an entry
 * @param misses calls for which no usable entry was found; callers that shared another's load too
 * @param loads runs of a method to fill a miss, failed ones included
 * @param loadFailures runs that ended in an exception
 * @param loadTimeNanos what the loads took, in nanoseconds
 * @param savedTimeNanos what the loads behind the hits took when they ran, in nanoseconds
 * @param stores entries written
 * @param evictions entries removed to keep the limits
 * @param cacheFailures reads and writes that did not work; the calls went on without
 * @param uncacheable calls whose arguments have no canonical form, or whose result cannot be
 *     encoded
 */
public record CacheStats(
    long hits,
    long misses,
    long loads,
    long loadFailures,
    long loadTimeNanos,
    long savedTimeNanos,
    long stores,
    long evictions,
    long cacheFailures,
    long uncacheable) {}
