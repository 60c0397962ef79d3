/**
 * The face of Locache: what a user types.
 *
 * <p>Start with {@link dev.locache.Locache#wrap}; {@link dev.locache.CacheConfig} and {@link
 * dev.locache.ServiceBuilder} hold the choices, and the annotations say what differs for one
 * method, parameter or field. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache;

import org.jspecify.annotations.NullMarked;
