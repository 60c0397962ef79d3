package dev.locache.key;

/**
 * Writes values of one class as one item each. Immutable and thread-safe; holds nothing of the
 * {@link KeyEncoding} it was found by, because the class it belongs to outlives that.
 *
 * <p>An interface rather than a class: a method that returns one of several is verified without
 * loading them all.
 */
interface ValueEncoder {
  /** What a value consists of, which decides whether it may be part of a state. */
  enum Kind {
    /** Stands for itself and holds no other object. */
    VALUE,
    /** Holds other objects and tells nothing but them; written through {@link KeyOutput#item}. */
    CONTAINER,
    /** Given by the user's key encoder. */
    STAND_IN,
    /** May be an argument, but is no stable value that a state could be told by. */
    ARGUMENT_ONLY,
    /** Has no canonical form. */
    REFUSED
  }

  Kind kind();

  /**
   * Writes {@code value}.
   *
   * @throws UnencodableException if it, or something in it, has no canonical form
   */
  void encode(Object value, KeyOutput out) throws UnencodableException;
}
