package dev.locache.codec;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CodecProvider;

/**
 * Makes codecs that use Java serialization, with a filter that accepts little: what the declared
 * result type is made of, values and collections of the JDK, classes from the code source of the
 * service, and what {@link CodecContext#allowed} names. Records and optionals need not be {@code
 * Serializable}. Thread-safe.
 *
 * <p>Classes are found by the loader of the service alone. If libraries are packed into the
 * service's own jar, they share its code source and count as the service's own.
 */
public final class JavaCodecProvider implements CodecProvider {
  /** Creates the provider; it holds nothing. */
  public JavaCodecProvider() {}

  /** Returns {@code java}. */
  @Override
  public String id() {
    return "java";
  }

  /**
   * Makes the codec for the results of one method.
   *
   * @throws IllegalArgumentException if the declared result type has a part whose values cannot be
   *     serialized, or if a pattern of {@link CodecContext#allowed} is malformed
   */
  @Override
  public Codec codec(CodecContext context) {
    ClassPatterns allowed = ClassPatterns.parse(context.allowed());
    return new JavaCodec(context, ResultType.of(context.resultType()), allowed);
  }
}
