package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries of maps that stand for themselves: which class, the key, the value. */
final class EntryForm implements Form {
  private static final int MAP_ENTRY = 1;
  private static final int SIMPLE = 2;
  private static final int SIMPLE_IMMUTABLE = 3;

  private static final Class<?> KEY_VALUE_HOLDER = Map.entry(1, 1).getClass();

  private final Form key;
  private final Form value;

  EntryForm(Form key, Form value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public void write(Object object, Output out) throws IOException {
    Class<?> type = object.getClass();
    int kind =
        type == KEY_VALUE_HOLDER
            ? MAP_ENTRY
            : type == SimpleEntry.class
                ? SIMPLE
                : type == SimpleImmutableEntry.class ? SIMPLE_IMMUTABLE : 0;
    if (kind == 0) {
      throw new UnencodableException(
          type.getName(), "which is part of a map; return a Map.entry of it");
    }
    Map.Entry<?, ?> entry = (Map.Entry<?, ?>) object;
    out.tag(Tags.ENTRY);
    int start = out.begin();
    out.tag(Tags.KIND);
    out.varint32(kind);
    try {
      out.tag(Tags.ITEM);
      out.value(key, entry.getKey());
      out.tag(Tags.ITEM);
      out.value(value, entry.getValue());
    } catch (UnencodableException refused) {
      throw refused.within("entry");
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.ENTRY);
    int outer = in.open();
    in.expect(Tags.KIND);
    int kind = in.varint32();
    in.expect(Tags.ITEM);
    Object readKey = in.value(key);
    in.expect(Tags.ITEM);
    Object readValue = in.value(value);
    in.close(outer);
    return build(kind, readKey, readValue);
  }

  @SuppressWarnings("NullAway") // a null makes Map.entry throw, as it should
  private static Object build(int kind, @Nullable Object key, @Nullable Object value)
      throws IOException {
    return switch (kind) {
      case MAP_ENTRY -> Map.entry(key, value);
      case SIMPLE -> new SimpleEntry<>(key, value);
      case SIMPLE_IMMUTABLE -> new SimpleImmutableEntry<>(key, value);
      default -> throw Input.damaged("no kind of entry: " + kind);
    };
  }
}
