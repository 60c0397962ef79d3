package dev.locache.protobuf.value;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Primitives, boxed, each with a field of its own. */
enum PrimitiveForm implements Form {
  BOOLEAN(Boolean.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.BOOLEAN);
      out.bool((Boolean) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.BOOLEAN);
      return in.bool();
    }
  },

  BYTE(Byte.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.BYTE);
      out.sint64((Byte) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.BYTE);
      return (byte) in.sint64(Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
  },

  SHORT(Short.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.SHORT);
      out.sint64((Short) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.SHORT);
      return (short) in.sint64(Short.MIN_VALUE, Short.MAX_VALUE);
    }
  },

  CHAR(Character.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.CHAR);
      out.varint32((Character) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.CHAR);
      int unit = in.varint32();
      if (unit > Character.MAX_VALUE) {
        throw Input.damaged("a char is " + unit);
      }
      return (char) unit;
    }
  },

  INT(Integer.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.INT);
      out.sint64((Integer) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.INT);
      return in.sint64(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  },

  LONG(Long.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.LONG);
      out.sint64((Long) value);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.LONG);
      return in.sint64();
    }
  },

  FLOAT(Float.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.FLOAT);
      out.fixed32(Float.floatToRawIntBits((Float) value));
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.FLOAT);
      return Float.intBitsToFloat(in.fixed32());
    }
  },

  DOUBLE(Double.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.tag(Tags.DOUBLE);
      out.fixed64(Double.doubleToRawLongBits((Double) value));
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.DOUBLE);
      return Double.longBitsToDouble(in.fixed64());
    }
  };

  private final Class<?> box;

  PrimitiveForm(Class<?> box) {
    this.box = box;
  }

  /** Returns the form of a primitive type or its box; null for other types. */
  static @Nullable PrimitiveForm of(Class<?> type) {
    return switch (type.getName()) {
      case "boolean", "java.lang.Boolean" -> BOOLEAN;
      case "byte", "java.lang.Byte" -> BYTE;
      case "short", "java.lang.Short" -> SHORT;
      case "char", "java.lang.Character" -> CHAR;
      case "int", "java.lang.Integer" -> INT;
      case "long", "java.lang.Long" -> LONG;
      case "float", "java.lang.Float" -> FLOAT;
      case "double", "java.lang.Double" -> DOUBLE;
      default -> null;
    };
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != box) {
      throw UnencodableException.unexpected(value, box.getName());
    }
    put(value, out);
  }

  abstract void put(Object value, Output out) throws IOException;
}
