/**
 * Keeps entries as protobuf records in append-only segments, one segment per writing process.
 *
 * <p>Start with {@link dev.locache.protobuf.ProtobufBackendProvider}, then {@code SegmentStore}: a
 * key goes in, {@code EntryFinder} looks its hash up in {@code Index}, and a {@code Segment} yields
 * the bytes of one record, which {@code EntryReader} turns into an entry. A write goes the other
 * way, through {@code Journal} and {@code Appender}. What other processes do comes in by {@code
 * Merge}. The bytes on disk are described in docs/protobuf-format.md. Types are non-null unless
 * they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.protobuf;

import org.jspecify.annotations.NullMarked;
