/**
 * Values to bytes and back, by Java serialization behind a filter.
 *
 * <p>Start with {@link dev.locache.codec.JavaCodecProvider}, the only way in. A method's declared
 * result type flows in once and becomes a {@code JavaCodec}; then values flow in and tagged bytes
 * out, and the other way. {@code DirectForm} holds strings, boxes and byte arrays and touches no
 * serialization; all else goes through {@code SerialForm}:
 *
 * <pre>
 * encode   value → ValueOutput (stand-ins, class rules) → bytes → StreamCheck → read back once per new class
 * decode   bytes → StreamCheck (structure, class rules, work) → ValueInput (the same rules as a filter) → value
 * </pre>
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.codec;

import org.jspecify.annotations.NullMarked;
