/**
 * The wire format of Protocol Buffers as far as records and values use it; {@link
 * dev.locache.protobuf.wire.WireReader} reads it from an array. Knows nothing of what is written.
 */
@NullMarked
package dev.locache.protobuf.wire;

import org.jspecify.annotations.NullMarked;
