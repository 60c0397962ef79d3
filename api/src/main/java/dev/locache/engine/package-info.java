/**
 * Runs the calls: proxy → method plan → key → single-flight → read or load.
 *
 * <p>Start with {@link dev.locache.engine.Engine}, the door: it is opened with a backend and the
 * cache's choices, and makes proxies. {@code ServicePlanner} works everything out when wrapping and
 * leaves one immutable {@code MethodPlan} per method; {@code CachedMethod} is the path of a call.
 * {@code Entries} stands between the calls and the backend and makes sure that no failure of the
 * cache becomes a failure of a call.
 *
 * <p>Of the face it knows the annotations and {@link dev.locache.CacheStats}, nothing that calls
 * it.
 */
@NullMarked
package dev.locache.engine;

import org.jspecify.annotations.NullMarked;
