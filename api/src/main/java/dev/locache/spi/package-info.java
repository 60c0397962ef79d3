/**
 * What a backend or a codec implements.
 *
 * <p>Start with {@link dev.locache.spi.CacheBackend}: sealed {@linkplain dev.locache.spi.Entry
 * entries} go in and come out under their {@linkplain dev.locache.spi.CacheKey keys}, and {@link
 * dev.locache.spi.Limits} say how many are kept and for how long. A backend never sees a method's
 * arguments or its result; a {@link dev.locache.spi.Codec} sees the result only.
 *
 * <p>Nothing here assumes a file system or one machine. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.spi;

import org.jspecify.annotations.NullMarked;
