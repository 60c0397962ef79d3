package dev.locache.protobuf.value;

import dev.locache.records.RecordAccess;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Records, component by component; they come back through their canonical constructor. Which
 * components there are is not in the bytes: the shape before the value covers it.
 */
final class RecordForm implements Form {
  private final Class<?> type;
  private final RecordAccess access;
  private final Form[] components;

  /**
   * Takes the forms of the components as they come: a record may hold itself, so that its form is
   * needed to plan them.
   */
  RecordForm(Class<?> type, RecordAccess access, Form[] components) {
    this.type = type;
    this.access = access;
    this.components = components;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    @Nullable Object[] parts = access.components(value);
    out.tag(Tags.RECORD);
    int start = out.begin();
    for (int i = 0; i < parts.length; i++) {
      write(i, parts[i], out);
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.RECORD);
    int outer = in.open();
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      in.expect(Tags.COMPONENT);
      parts[i] = in.value(components[i]);
    }
    in.close(outer);
    try {
      return access.rebuild(parts);
    } catch (InvalidObjectException refused) {
      throw new IOException("value has another shape: " + refused.getMessage(), refused);
    }
  }

  private void write(int index, @Nullable Object part, Output out) throws IOException {
    out.tag(Tags.COMPONENT);
    try {
      out.value(components[index], part);
    } catch (UnencodableException refused) {
      RecordComponent component = type.getRecordComponents()[index];
      throw refused.within("component " + component.getName());
    }
  }
}
