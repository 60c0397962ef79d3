/**
 * Values to bytes and back, as messages of Protocol Buffers.
 *
 * <p>Start with {@link dev.locache.protobuf.value.ProtobufCodecProvider}, the only way in. A
 * method's declared result type flows in once, and {@code FormPlanner} makes a tree of {@code
 * Form}s of it, one for each part of the type. Then values flow in and the bytes of value.proto
 * out, and the other way:
 *
 * <pre>
 * wrap     Type → TypeRef (what type variables stand for) → FormPlanner → Form, and the digest of its shape
 * encode   value → Form → Output → bytes
 * decode   bytes → Input → Form → value
 * </pre>
 *
 * <p>The forms alone instantiate classes, and which ones follows from the declared type: bytes
 * choose among what a form knows, by a number or a name, and name nothing else.
 *
 * <p>Types are non-null unless they say {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.protobuf.value;

import org.jspecify.annotations.NullMarked;
