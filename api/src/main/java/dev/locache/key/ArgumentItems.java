package dev.locache.key;

/**
 * Writes objects whole, one within the other. Bounded in depth, so that a cycle ends in a message.
 * Belongs to one {@link KeyOutput}.
 */
final class ArgumentItems implements Items {
  /** Some 500 bytes of stack each, of the smallest usual stack of 1 MiB. */
  static final int MAX_DEPTH = 250;

  private final Encoders encoders;
  private int depth;

  ArgumentItems(Encoders encoders) {
    this.encoders = encoders;
  }

  @Override
  public void item(Object value, KeyOutput out) throws UnencodableException {
    Class<?> type = value.getClass();
    if (depth == MAX_DEPTH) {
      throw Reasons.tooDeep(type);
    }
    depth++;
    try {
      encoders.of(type).encode(value, out);
    } catch (RuntimeException e) { // accessors, iterators and key encoders are users' code
      throw Reasons.failed(type, e);
    } finally {
      depth--;
    }
  }

  @Override
  public void unordered(Object value, KeyOutput out) throws UnencodableException {
    item(value, out);
  }
}
