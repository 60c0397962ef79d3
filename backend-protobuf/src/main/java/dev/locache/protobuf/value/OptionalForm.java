package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Optionals, those of primitives too: nothing, or the value. */
final class OptionalForm implements Form {
  private final Class<?> type;
  private final Form content;

  /**
   * @param type one of the four optionals
   * @param content the form of what it holds
   */
  OptionalForm(Class<?> type, Form content) {
    this.type = type;
    this.content = content;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    @Nullable Object held = held(value);
    out.tag(Tags.OPTIONAL);
    int start = out.begin();
    if (held != null) {
      out.tag(Tags.ITEM);
      out.value(content, held);
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.OPTIONAL);
    int outer = in.open();
    @Nullable Object held = null;
    if (!in.atEnd()) {
      in.expect(Tags.ITEM);
      held = in.value(content);
      if (held == null) {
        throw Input.damaged("an optional holds null");
      }
    }
    in.close(outer);
    return build(held);
  }

  private static @Nullable Object held(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
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

  private Object build(@Nullable Object held) {
    if (type == OptionalInt.class) {
      return held == null ? OptionalInt.empty() : OptionalInt.of((Integer) held);
    }
    if (type == OptionalLong.class) {
      return held == null ? OptionalLong.empty() : OptionalLong.of((Long) held);
    }
    if (type == OptionalDouble.class) {
      return held == null ? OptionalDouble.empty() : OptionalDouble.of((Double) held);
    }
    return Optional.ofNullable(held);
  }
}
