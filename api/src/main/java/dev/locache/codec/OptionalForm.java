package dev.locache.codec;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an optional in a stream, as none of them is {@code Serializable}.
 *
 * @param kind {@code L} for {@link Optional}, else the descriptor of the primitive
 * @param value what it holds, boxed; null if it is empty
 */
@SuppressWarnings("serial") // the value is checked when it is written
record OptionalForm(char kind, @Nullable Object value) implements Serializable {
  /** Returns the stand-in for {@code object}; null if it is no optional. */
  static @Nullable OptionalForm of(Object object) {
    if (object instanceof Optional<?> optional) {
      return new OptionalForm('L', optional.orElse(null));
    }
    if (object instanceof OptionalInt optional) {
      return new OptionalForm('I', optional.isPresent() ? optional.getAsInt() : null);
    }
    if (object instanceof OptionalLong optional) {
      return new OptionalForm('J', optional.isPresent() ? optional.getAsLong() : null);
    }
    if (object instanceof OptionalDouble optional) {
      return new OptionalForm('D', optional.isPresent() ? optional.getAsDouble() : null);
    }
    return null;
  }

  private Object readResolve() throws InvalidObjectException {
    return switch (kind) {
      case 'L' -> Optional.ofNullable(value);
      case 'I' -> value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
      case 'J' -> value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
      case 'D' -> value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
      default -> throw new InvalidObjectException("no kind of optional: " + (int) kind);
    };
  }
}
