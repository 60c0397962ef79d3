/**
 * What every backend must pass, and the fakes to test with.
 *
 * <p>Start with {@link dev.locache.testkit.CacheBackendContract}: the test of a backend extends it,
 * supplies the opening of one, and inherits tests of all that {@link dev.locache.spi.CacheBackend}
 * promises. {@link dev.locache.testkit.CrossProcessContract} does the same between processes, each
 * a {@link dev.locache.testkit.JavaProcess} of its own. The other types stand in for a backend, its
 * context or the clock in tests of what lies above a backend.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.testkit;

import org.jspecify.annotations.NullMarked;
