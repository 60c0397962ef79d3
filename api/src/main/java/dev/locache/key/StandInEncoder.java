package dev.locache.key;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Of a class that the user has given a key encoder. A stand-in of the type itself, such as the
 * double that stands for any number, is written as if there were no key encoder.
 */
final class StandInEncoder implements ValueEncoder {
  private final Class<?> fitting;
  private final Function<Object, Object> function;

  StandInEncoder(Class<?> fitting, Function<Object, Object> function) {
    this.fitting = fitting;
    this.function = function;
  }

  @Override
  public Kind kind() {
    return Kind.STAND_IN;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    @Nullable Object standIn = function.apply(value);
    out.tag(KeyFormat.STAND_IN);
    out.text(fitting.getName());
    try {
      if (fitting.isInstance(standIn)) {
        PlainEncoders.of(standIn.getClass()).encode(standIn, out);
      } else {
        out.item(standIn);
      }
    } catch (UnencodableException e) {
      throw e.within("stand-in for " + fitting.getName());
    }
  }
}
