/**
 * The backend of {@code docs/writing-a-backend.md}: the page shows these files, all of them.
 *
 * <p>Start with {@link com.example.snapshot.SnapshotBackend}. Entries go into one file, and come
 * out of the latest one.
 */
@NullMarked
package com.example.snapshot;

import org.jspecify.annotations.NullMarked;
