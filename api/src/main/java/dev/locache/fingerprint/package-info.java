/**
 * Which code decides a result.
 *
 * <p>Start with {@link dev.locache.fingerprint.ImplementationCode}, the door: the class of an
 * implementation goes in, the digest of its code comes out. Behind it the way of a class is
 *
 * <pre>
 * ClassFiles    bytes from the class's own loader, parsed once            → ClassFile
 * Normaliser    what a compiler numbers or may choose freely taken out    → CodeLine per header, field, method
 * ClassScope    the lines of the classes that count, sorted               → digest
 * </pre>
 *
 * <p>Another scope chooses other lines; it uses the first two rooms as they are. The tokens of a
 * line are written by {@code ClassTokens}, {@code MethodTokens}, {@code InstructionTokens}, {@code
 * ConstantTokens}, {@code AnnotationTokens} and {@code TypeTokens}, from the whole to its parts.
 *
 * <p>No class is initialised by being read. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.fingerprint;

import org.jspecify.annotations.NullMarked;
