package dev.locache.key;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Records, by what their accessors return: that is what a method sees of them. */
final class RecordEncoder implements ValueEncoder {
  private final String name;
  private final String[] components;
  private final Method[] accessors;

  private RecordEncoder(String name, String[] components, Method[] accessors) {
    this.name = name;
    this.components = components;
    this.accessors = accessors;
  }

  static ValueEncoder of(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    String[] components = new String[declared.length];
    Method[] accessors = new Method[declared.length];
    for (int i = 0; i < declared.length; i++) {
      components[i] = declared[i].getName();
      accessors[i] = declared[i].getAccessor();
      String obstacle = Access.obstacleTo(accessors[i], type);
      if (obstacle != null) {
        return new RefusedEncoder(obstacle + "; or else " + Reasons.waysOut(type));
      }
    }
    return new RecordEncoder(type.getName(), components, accessors);
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    out.tag(KeyFormat.RECORD);
    out.text(name);
    out.i32(accessors.length);
    for (int i = 0; i < accessors.length; i++) {
      out.text(components[i]);
      @Nullable Object component = component(value, i);
      try {
        out.item(component);
      } catch (UnencodableException e) {
        throw e.within("component " + value.getClass().getSimpleName() + "." + components[i]);
      }
    }
  }

  private @Nullable Object component(Object value, int index) throws UnencodableException {
    try {
      return accessors[index].invoke(value);
    } catch (InvocationTargetException e) {
      throw new UnencodableException(
          value.getClass(),
          "could not be read: " + components[index] + "() threw " + e.getCause(),
          e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(accessors[index] + " was made accessible", e);
    }
  }
}
