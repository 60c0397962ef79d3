package dev.locache.key;

/** Arrays of primitives, packed: one tag for all elements. */
final class PrimitiveArrayEncoder implements ValueEncoder {
  private final byte elementTag;

  PrimitiveArrayEncoder(Class<?> component) {
    this.elementTag = tagOf(component);
  }

  private static byte tagOf(Class<?> component) {
    return switch (component.getName()) {
      case "boolean" -> KeyFormat.BOOLEAN;
      case "byte" -> KeyFormat.BYTE;
      case "short" -> KeyFormat.SHORT;
      case "char" -> KeyFormat.CHAR;
      case "int" -> KeyFormat.INT;
      case "long" -> KeyFormat.LONG;
      case "float" -> KeyFormat.FLOAT;
      default -> KeyFormat.DOUBLE;
    };
  }

  @Override
  public Kind kind() {
    return Kind.VALUE;
  }

  @Override
  public void encode(Object value, KeyOutput out) {
    out.tag(KeyFormat.PRIMITIVE_ARRAY);
    out.tag(elementTag);
    switch (elementTag) {
      case KeyFormat.BOOLEAN -> booleans((boolean[]) value, out);
      case KeyFormat.BYTE -> out.counted((byte[]) value);
      case KeyFormat.SHORT -> shorts((short[]) value, out);
      case KeyFormat.CHAR -> chars((char[]) value, out);
      case KeyFormat.INT -> ints((int[]) value, out);
      case KeyFormat.LONG -> longs((long[]) value, out);
      case KeyFormat.FLOAT -> floats((float[]) value, out);
      default -> doubles((double[]) value, out);
    }
  }

  private static void booleans(boolean[] array, KeyOutput out) {
    out.i32(array.length);
    for (boolean element : array) {
      out.i8(element ? 1 : 0);
    }
  }

  private static void shorts(short[] array, KeyOutput out) {
    out.i32(array.length);
    for (short element : array) {
      out.i16(element);
    }
  }

  private static void chars(char[] array, KeyOutput out) {
    out.i32(array.length);
    for (char element : array) {
      out.i16(element);
    }
  }

  private static void ints(int[] array, KeyOutput out) {
    out.i32(array.length);
    for (int element : array) {
      out.i32(element);
    }
  }

  private static void longs(long[] array, KeyOutput out) {
    out.i32(array.length);
    for (long element : array) {
      out.i64(element);
    }
  }

  private static void floats(float[] array, KeyOutput out) {
    out.i32(array.length);
    for (float element : array) {
      out.i32(Float.floatToIntBits(element));
    }
  }

  private static void doubles(double[] array, KeyOutput out) {
    out.i32(array.length);
    for (double element : array) {
      out.i64(Double.doubleToLongBits(element));
    }
  }
}
