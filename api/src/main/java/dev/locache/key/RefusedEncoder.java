package dev.locache.key;

/** Of a class without a canonical form. */
final class RefusedEncoder extends ValueEncoder {
  private final String reason;

  RefusedEncoder(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  @Override
  Kind kind() {
    return Kind.REFUSED;
  }

  @Override
  void encode(Object value, KeyOutput out) throws UnencodableException {
    throw new UnencodableException(value.getClass(), reason);
  }
}
