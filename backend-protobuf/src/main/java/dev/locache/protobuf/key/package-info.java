/**
 * Protobuf messages in keys: {@link dev.locache.protobuf.key.MessageKeyForm} is all of it. Messages
 * flow in, their class and bytes out.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.protobuf.key;

import org.jspecify.annotations.NullMarked;
