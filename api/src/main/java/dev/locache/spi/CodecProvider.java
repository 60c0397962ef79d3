package dev.locache.spi;

/** Makes codecs of one kind. Found by {@link java.util.ServiceLoader}. */
public interface CodecProvider {
  /** Returns the name by which the setting {@code locache.codec} chooses it. */
  String id();

  /**
   * Makes the codec for the results of one method.
   *
   * @throws IllegalArgumentException if the declared result type shows that its values cannot be
   *     encoded: the message names the type and the way out, and is shown behind the method's name
   */
  Codec codec(CodecContext context);
}
