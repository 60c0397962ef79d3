/**
 * Programs that use Locache on real input. Start with {@link dev.locache.examples.ModuleCensus}.
 */
@NullMarked
package dev.locache.examples;

import org.jspecify.annotations.NullMarked;
