package dev.locache.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class, and how to reach them. A stream names it once, and refuses to
 * go on if the class has other components by now. Immutable; one per class.
 */
final class RecordShape implements Serializable {
  private static final long serialVersionUID = 1;

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;

  /** Such as {@code int x, java.lang.String name}. */
  private final String declaration;

  private final transient Class<?>[] types;

  /** Fields rather than accessors: an accessor may have been written to return something else. */
  private final transient Field[] fields;

  private final transient @Nullable Constructor<?> constructor;

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    this.type = type;
    this.types = new Class<?>[components.length];
    this.fields = new Field[components.length];
    StringBuilder text = new StringBuilder();
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        fields[i] = type.getDeclaredField(components[i].getName());
        text.append(i == 0 ? "" : ", ").append(types[i].getTypeName());
        text.append(' ').append(components[i].getName());
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      this.constructor = open(canonical) && open(fields) ? canonical : null;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type.getName() + " lacks what every record has", impossible);
    }
    this.declaration = text.toString();
  }

  /** Returns whether the record's package is open to this one. */
  boolean isOpen() {
    return constructor != null;
  }

  /** Returns the components of {@code value}, primitives boxed. */
  @Nullable Object[] components(Object value) {
    @Nullable Object[] components = new @Nullable Object[fields.length];
    try {
      for (int i = 0; i < fields.length; i++) {
        components[i] = fields[i].get(value);
      }
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(type.getName() + " is not open", closed);
    }
    return components;
  }

  void write(@Nullable Object[] components, ObjectOutput out) throws IOException {
    for (int i = 0; i < components.length; i++) {
      write(types[i], components[i], out);
    }
  }

  @Nullable Object[] read(ObjectInput in) throws IOException, ClassNotFoundException {
    @Nullable Object[] components = new @Nullable Object[types.length];
    for (int i = 0; i < components.length; i++) {
      components[i] = read(types[i], in);
    }
    return components;
  }

  /**
   * Calls the canonical constructor.
   *
   * @throws InvalidObjectException if it does not accept the components
   */
  Object rebuild(@Nullable Object[] components) throws ObjectStreamException {
    if (constructor == null) {
      throw new InvalidObjectException(type.getName() + " is not open to dev.locache");
    }
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException refused) {
      throw invalid(type.getName() + " does not accept its components", refused.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
      throw invalid(type.getName() + " cannot be built of its components", unfit);
    }
  }

  private Object readResolve() throws ObjectStreamException {
    if (type == null || !type.isRecord()) {
      throw new InvalidObjectException(type + " is not a record");
    }
    RecordShape current = of(type);
    if (!current.declaration.equals(declaration)) {
      throw new InvalidObjectException(
          "record %s(%s) was written with components (%s)"
              .formatted(type.getName(), current.declaration, declaration));
    }
    return current;
  }

  private static void write(Class<?> type, @Nullable Object value, ObjectOutput out)
      throws IOException {
    if (!type.isPrimitive()) {
      out.writeObject(value);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Float number) {
      out.writeInt(Float.floatToRawIntBits(number));
    } else if (value instanceof Character character) {
      out.writeChar(character);
    } else if (value instanceof Short number) {
      out.writeShort(number);
    } else if (value instanceof Byte number) {
      out.writeByte(number);
    }
  }

  private static @Nullable Object read(Class<?> type, ObjectInput in)
      throws IOException, ClassNotFoundException {
    return switch (type.isPrimitive() ? type.descriptorString() : "") {
      case "I" -> in.readInt();
      case "J" -> in.readLong();
      case "D" -> Double.longBitsToDouble(in.readLong());
      case "Z" -> in.readBoolean();
      case "F" -> Float.intBitsToFloat(in.readInt());
      case "C" -> in.readChar();
      case "S" -> in.readShort();
      case "B" -> in.readByte();
      default -> in.readObject();
    };
  }

  private static boolean open(AccessibleObject... members) {
    for (AccessibleObject member : members) {
      if (!member.trySetAccessible()) {
        return false;
      }
    }
    return true;
  }

  private static InvalidObjectException invalid(String message, @Nullable Throwable cause) {
    InvalidObjectException exception = new InvalidObjectException(message);
    exception.initCause(cause);
    return exception;
  }
}
