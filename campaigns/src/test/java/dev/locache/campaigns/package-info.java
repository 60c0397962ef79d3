/**
 * Campaigns that try to break the cache as a whole, over each backend: with killed processes,
 * interrupts, hostile bytes, a disk that is full. {@code docs/reliability.md} has what came out.
 */
@NullMarked
package dev.locache.campaigns;

import org.jspecify.annotations.NullMarked;
