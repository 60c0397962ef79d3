package dev.locache.protobuf.value;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Arrays of objects, arrays among them. One of another component type than declared is refused. */
final class ArrayForm implements Form {
  private final Class<?> component;
  private final Form item;

  ArrayForm(Class<?> component, Form item) {
    this.component = component;
    this.item = item;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass().getComponentType() != component) {
      throw new UnencodableException(
          value.getClass().getTypeName(),
          "where the declared type says " + component.getTypeName() + "[]");
    }
    out.tag(Tags.ARRAY);
    int start = out.begin();
    try {
      for (@Nullable Object each : (@Nullable Object[]) value) {
        out.tag(Tags.ITEM);
        out.value(item, each);
      }
    } catch (UnencodableException refused) {
      throw refused.within("element");
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.ARRAY);
    int outer = in.open();
    ArrayList<@Nullable Object> items = new ArrayList<>();
    while (!in.atEnd()) {
      in.expect(Tags.ITEM);
      items.add(in.value(item));
    }
    in.close(outer);
    return items.toArray((@Nullable Object[]) Array.newInstance(component, items.size()));
  }
}
