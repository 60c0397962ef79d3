/**
 * Taking records apart and putting them together.
 *
 * <p>{@link dev.locache.records.RecordAccess} is all of it: a record class flows in once, then
 * records one way and their components the other. It stands apart from the codecs because those of
 * other modules share it: a user's module opens its records to {@code dev.locache}, whatever codec
 * is chosen.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.records;

import org.jspecify.annotations.NullMarked;
