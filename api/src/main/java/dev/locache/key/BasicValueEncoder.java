package dev.locache.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/** Boxes, texts, big numbers, enum constants and classes: what nearly every call passes. */
final class BasicValueEncoder implements ValueEncoder {
  private final byte tag;

  BasicValueEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.VALUE;
  }

  @Override
  public void encode(Object value, KeyOutput out) {
    out.tag(tag);
    switch (tag) {
      case KeyFormat.BOOLEAN -> out.i8((boolean) value ? 1 : 0);
      case KeyFormat.BYTE -> out.i8((byte) value);
      case KeyFormat.SHORT -> out.i16((short) value);
      case KeyFormat.CHAR -> out.i16((char) value);
      case KeyFormat.INT -> out.i32((int) value);
      case KeyFormat.LONG -> out.i64((long) value);
      case KeyFormat.FLOAT -> out.i32(Float.floatToIntBits((float) value));
      case KeyFormat.DOUBLE -> out.i64(Double.doubleToLongBits((double) value));
      case KeyFormat.STRING -> out.text((String) value);
      case KeyFormat.CLASS -> out.text(((Class<?>) value).getName());
      case KeyFormat.BIG_INTEGER -> out.counted(((BigInteger) value).toByteArray());
      case KeyFormat.BIG_DECIMAL -> decimal((BigDecimal) value, out);
      case KeyFormat.UUID -> uuid((UUID) value, out);
      case KeyFormat.CHARACTERS -> characters((CharSequence) value, out);
      case KeyFormat.ENUM -> constant((Enum<?>) value, out);
      default -> throw new IllegalStateException("tag " + tag + " is not one of a basic value");
    }
  }

  private static void decimal(BigDecimal value, KeyOutput out) {
    out.i32(value.scale());
    out.counted(value.unscaledValue().toByteArray());
  }

  private static void uuid(UUID value, KeyOutput out) {
    out.i64(value.getMostSignificantBits());
    out.i64(value.getLeastSignificantBits());
  }

  private static void characters(CharSequence value, KeyOutput out) {
    out.text(value.getClass().getName());
    out.text(value.toString());
  }

  private static void constant(Enum<?> value, KeyOutput out) {
    out.text(value.getDeclaringClass().getName());
    out.text(value.name());
  }
}
