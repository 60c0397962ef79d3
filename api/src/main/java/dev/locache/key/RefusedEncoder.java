package dev.locache.key;

/** Of a class without a canonical form. */
final class RefusedEncoder implements ValueEncoder {
  private final String reason;

  RefusedEncoder(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  @Override
  public Kind kind() {
    return Kind.REFUSED;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    throw new UnencodableException(value.getClass(), reason);
  }
}
