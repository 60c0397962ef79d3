package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constants of an enum by their names, whether they have bodies or not. */
final class EnumForm implements Form {
  private final Class<?> type;

  /** Filled by the first read: reading the constants runs the initialiser of the enum. */
  private volatile @Nullable Map<String, Object> constants;

  EnumForm(Class<?> type) {
    this.type = type;
  }

  /** Returns the enum, which declares the constants. */
  Class<?> type() {
    return type;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (!(value instanceof Enum<?> constant) || constant.getDeclaringClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    out.name(Tags.ENUM, constant.name());
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.ENUM);
    String name = in.text();
    Object constant = constants().get(name);
    if (constant == null) {
      throw new IOException(
          "value has another shape: " + type.getName() + " has no constant " + name);
    }
    return constant;
  }

  private Map<String, Object> constants() {
    Map<String, Object> known = constants;
    if (known == null) {
      known = new HashMap<>();
      for (Object each : type.getEnumConstants()) {
        known.put(((Enum<?>) each).name(), each);
      }
      constants = known;
    }
    return known;
  }
}
