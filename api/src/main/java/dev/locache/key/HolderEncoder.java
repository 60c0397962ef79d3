package dev.locache.key;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Optionals, atomics and map entries: one or two objects in a shell. */
final class HolderEncoder implements ValueEncoder {
  private final byte tag;

  HolderEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    out.tag(tag);
    if (value instanceof Map.Entry<?, ?> entry) {
      part("key", entry.getKey(), out);
      part("value", entry.getValue(), out);
      return;
    }
    out.text(value.getClass().getName());
    part("content", tag == KeyFormat.OPTIONAL ? optional(value) : atomic(value), out);
  }

  private static void part(String step, @Nullable Object part, KeyOutput out)
      throws UnencodableException {
    try {
      out.item(part);
    } catch (UnencodableException e) {
      throw e.within(step);
    }
  }

  private static @Nullable Object optional(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? optional.get() : null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    OptionalDouble optional = (OptionalDouble) value;
    return optional.isPresent() ? optional.getAsDouble() : null;
  }

  private static @Nullable Object atomic(Object value) {
    if (value instanceof AtomicReference<?> reference) {
      return reference.get();
    }
    if (value instanceof AtomicBoolean flag) {
      return flag.get();
    }
    return number((Number) value);
  }

  /** An int, a long or a double, as the class counts. */
  private static Object number(Number value) {
    return switch (value.getClass().getSimpleName()) {
      case "AtomicInteger" -> value.intValue();
      case "DoubleAdder" -> value.doubleValue();
      default -> value.longValue();
    };
  }
}
