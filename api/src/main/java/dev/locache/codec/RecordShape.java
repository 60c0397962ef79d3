package dev.locache.codec;

import static java.util.Objects.requireNonNull;

import dev.locache.records.RecordAccess;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.io.Serializable;
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

  private final transient RecordAccess access;

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private RecordShape(Class<?> type) {
    this.type = type;
    this.access = RecordAccess.of(type);
    this.declaration = access.declaration();
  }

  /** Returns whether the record's package is open to this one. */
  boolean isOpen() {
    return access.isOpen();
  }

  /** Returns the components of {@code value}, primitives boxed. */
  @Nullable Object[] components(Object value) {
    return access.components(value);
  }

  void write(@Nullable Object[] components, ObjectOutput out) throws IOException {
    for (int i = 0; i < components.length; i++) {
      write(access.type(i), components[i], out);
    }
  }

  @Nullable Object[] read(ObjectInput in) throws IOException, ClassNotFoundException {
    @Nullable Object[] components = new @Nullable Object[access.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = read(access.type(i), in);
    }
    return components;
  }

  /**
   * Calls the canonical constructor.
   *
   * @throws InvalidObjectException if it does not accept the components
   */
  Object rebuild(@Nullable Object[] components) throws ObjectStreamException {
    return access.rebuild(components);
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
    } else {
      out.writeByte((Byte) requireNonNull(value));
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
}
