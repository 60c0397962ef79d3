/**
 * Cached services as Guice bindings.
 *
 * <p>Start with {@link dev.locache.guice.LocacheModule}, which binds the cache of an injector, and
 * {@link dev.locache.guice.LocacheBinder}, which binds services on it. What flows through:
 *
 * <pre>
 * configure   LocacheBinder → CachedProvider, bound under the service's key
 *             LocacheModule → CacheOpener, Interception and its listeners
 * provision   CachedProvider: implementation + choices → ResultCache.service(...).wrap()
 *             Interception: an object with {@code @Cached} methods → ServiceBuilder.intercept(...)
 * call        CachedInterceptor → CachedCalls, the same engine as behind a proxy
 * </pre>
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.guice;

import org.jspecify.annotations.NullMarked;
