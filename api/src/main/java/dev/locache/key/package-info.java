/**
 * The canonical, one-way encoding of arguments and of an implementation's state.
 *
 * <p>Start with {@link dev.locache.key.KeyEncoding}, the door: argument values and an
 * implementation go in, digests come out, or a message that names the value that has no canonical
 * form. What the bytes look like stands in {@code KeyFormat}; which class is written how is
 * decided, once per class, in {@code Encoders}; the walk over an implementation's fields is {@code
 * StateWalk}. Nothing here knows methods, backends or class files.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.key;

import org.jspecify.annotations.NullMarked;
