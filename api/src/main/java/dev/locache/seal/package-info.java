/**
 * Seals over bytes: {@link dev.locache.seal.Seal}, a checksum against accidents or a signature
 * against people. What is sealed is the caller's to say. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.seal;

import org.jspecify.annotations.NullMarked;
