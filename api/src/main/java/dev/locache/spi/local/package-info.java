/**
 * What every backend on a local disk shares: a directory that is this user's alone, and locks
 * between processes.
 *
 * <p>Start with {@link dev.locache.spi.local.CacheDirectory}: a path goes in, and out comes a
 * directory that was looked at, or a refusal that names the way out. {@link
 * dev.locache.spi.local.LockFile} turns keys into {@linkplain dev.locache.spi.KeyLock locks}. Both
 * know nothing of entries. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.spi.local;

import org.jspecify.annotations.NullMarked;
