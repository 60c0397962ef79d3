package dev.locache.key;

import java.lang.reflect.Proxy;

/** Finds the encoder of a class as if there were no key encoders, once for all. Thread-safe. */
final class PlainEncoders extends ClassValue<ValueEncoder> {
  private static final PlainEncoders FOUND = new PlainEncoders();

  private PlainEncoders() {}

  /** The encoder of values whose class is exactly {@code type}. */
  static ValueEncoder of(Class<?> type) {
    return FOUND.get(type);
  }

  @Override
  protected ValueEncoder computeValue(Class<?> type) {
    if (Proxy.isProxyClass(type)) {
      return new RefusedEncoder("is a proxy, whose content is not known; " + Reasons.waysOut(type));
    }
    if (type.isHidden()) {
      return new RefusedEncoder(
          "is a lambda or generated, so its code is not known; " + Reasons.waysOut(type));
    }
    if (type.isArray()) {
      return ArrayEncoder.of(type);
    }
    ValueEncoder value = ValueClasses.encoderOf(type);
    if (value != null) {
      return value;
    }
    if (type.isRecord()) {
      return RecordEncoder.of(type);
    }
    ValueEncoder container = ContainerClasses.encoderOf(type);
    if (container != null) {
      return container;
    }
    return SerializableClasses.encoderOf(type);
  }
}
