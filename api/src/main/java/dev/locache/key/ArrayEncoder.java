package dev.locache.key;

/** Arrays of objects. */
final class ArrayEncoder implements ValueEncoder {
  private final Class<?> component;

  private ArrayEncoder(Class<?> component) {
    this.component = component;
  }

  static ValueEncoder of(Class<?> arrayType) {
    Class<?> component = arrayType.getComponentType();
    return component.isPrimitive()
        ? new PrimitiveArrayEncoder(component)
        : new ArrayEncoder(component);
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    Object[] array = (Object[]) value;
    out.tag(KeyFormat.OBJECT_ARRAY);
    out.text(component.getName());
    out.i32(array.length);
    for (int i = 0; i < array.length; i++) {
      try {
        out.item(array[i]);
      } catch (UnencodableException e) {
        throw e.within("element " + (i + 1));
      }
    }
  }
}
