/**
 * Measures Locache beside its peers and beside what the machine can do at all. Start with {@link
 * dev.locache.benchmarks.HitBenchmark}; {@code benchmarks/run} runs all of it and writes the tables
 * of {@code docs/performance.md}.
 *
 * <p>In go the number of entries and the store; out come times of the same work everywhere: {@link
 * dev.locache.benchmarks.Describer} for whole calls, 32-byte keys and 150-byte values for stores.
 */
@NullMarked
package dev.locache.benchmarks;

import org.jspecify.annotations.NullMarked;
