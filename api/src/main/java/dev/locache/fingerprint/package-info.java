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
 * <p>That is the scope of whole classes. The scope of what one method can reach uses the first two
 * rooms as they are, and
 *
 * <pre>
 * Starts           the method, the objects of the implementation, those that arguments may bring
 * Closure          a worklist of methods; CallSites reads them, Dispatch pairs calls and objects
 *   Places         a name → own code, a library, the JDK, or nothing
 *   Hierarchy      supertypes, and the methods that a call means
 *   Callbacks      what code that isn't analysed may call on an object
 *   OwnClasses     all own subtypes, where an object may come from anywhere
 * Reached          methods with the way to them, fields, classes, libraries, notes
 * ReachableScope   their lines; Libraries adds jars, told by PlaceContents → MethodCode
 * </pre>
 *
 * <p>Objects without a class file of their own go through {@code Lambdas}, which finds the
 * instruction that made a lambda by its {@code LambdaShape} and, where there is one, its {@code
 * SerializedForm}; through {@code Closure.addProxyOf}; or end in {@code Refusal}, with what {@code
 * GeneratedClasses} knows of them. {@code ProgramStart} notices code that was replaced while the
 * program runs.
 *
 * <p>The tokens of a line are written by {@code ClassTokens}, {@code MethodTokens}, {@code
 * InstructionTokens}, {@code ConstantTokens}, {@code AnnotationTokens} and {@code TypeTokens}, from
 * the whole to its parts.
 *
 * <p>No class is initialised by being read. Types are non-null unless they say {@link
 * org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.locache.fingerprint;

import org.jspecify.annotations.NullMarked;
