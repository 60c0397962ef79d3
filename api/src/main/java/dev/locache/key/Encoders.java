package dev.locache.key;

/** Finds the encoder of a class, key encoders first; once per class. Thread-safe. */
final class Encoders {
  private final StandIns standIns;
  private final ClassValue<ValueEncoder> found =
      new ClassValue<>() {
        @Override
        protected ValueEncoder computeValue(Class<?> type) {
          ValueEncoder standIn = standIns.encoderOf(type);
          return standIn == null ? PlainEncoders.of(type) : standIn;
        }
      };

  Encoders(StandIns standIns) {
    this.standIns = standIns;
  }

  /** The encoder of values whose class is exactly {@code type}. */
  ValueEncoder of(Class<?> type) {
    return standIns.mayConcern(type) ? found.get(type) : PlainEncoders.of(type);
  }
}
