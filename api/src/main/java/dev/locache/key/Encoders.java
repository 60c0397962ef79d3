package dev.locache.key;

import java.lang.reflect.Proxy;

/** Finds the encoder of a class, once. Thread-safe. */
final class Encoders extends ClassValue<ValueEncoder> {
  private final StandIns standIns;

  Encoders(StandIns standIns) {
    this.standIns = standIns;
  }

  /** The encoder of values whose class is exactly {@code type}. */
  ValueEncoder of(Class<?> type) {
    return get(type);
  }

  @Override
  protected ValueEncoder computeValue(Class<?> type) {
    ValueEncoder standIn = standIns.encoderOf(type);
    if (standIn != null) {
      return standIn;
    }
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
