package dev.locache.protobuf.value;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Arrays of primitives: elements of fixed width, one behind the other, little-endian. */
enum PrimitiveArrayForm implements Form {
  BYTES(byte[].class, Tags.BYTE_ARRAY, 1) {
    @Override
    void put(Object array, Output out) throws IOException {
      out.room(((byte[]) array).length).put((byte[]) array);
    }

    @Override
    Object get(ByteBuffer elements) {
      byte[] array = new byte[elements.remaining()];
      elements.get(array);
      return array;
    }
  },

  BOOLEANS(boolean[].class, Tags.BOOLEANS, 1) {
    @Override
    void put(Object array, Output out) throws IOException {
      boolean[] flags = (boolean[]) array;
      ByteBuffer room = out.room(flags.length);
      for (boolean flag : flags) {
        room.put((byte) (flag ? 1 : 0));
      }
    }

    @Override
    Object get(ByteBuffer elements) throws IOException {
      boolean[] array = new boolean[elements.remaining()];
      for (int i = 0; i < array.length; i++) {
        byte flag = elements.get();
        if (flag != 0 && flag != 1) {
          throw Input.damaged("a boolean is " + flag);
        }
        array[i] = flag == 1;
      }
      return array;
    }
  },

  SHORTS(short[].class, Tags.SHORTS, Short.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      short[] numbers = (short[]) array;
      out.room((long) numbers.length * Short.BYTES).asShortBuffer().put(numbers);
    }

    @Override
    Object get(ByteBuffer elements) {
      short[] array = new short[elements.remaining() / Short.BYTES];
      elements.asShortBuffer().get(array);
      return array;
    }
  },

  CHARS(char[].class, Tags.CHARS, Character.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      char[] units = (char[]) array;
      out.room((long) units.length * Character.BYTES).asCharBuffer().put(units);
    }

    @Override
    Object get(ByteBuffer elements) {
      char[] array = new char[elements.remaining() / Character.BYTES];
      elements.asCharBuffer().get(array);
      return array;
    }
  },

  INTS(int[].class, Tags.INTS, Integer.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      int[] numbers = (int[]) array;
      out.room((long) numbers.length * Integer.BYTES).asIntBuffer().put(numbers);
    }

    @Override
    Object get(ByteBuffer elements) {
      int[] array = new int[elements.remaining() / Integer.BYTES];
      elements.asIntBuffer().get(array);
      return array;
    }
  },

  LONGS(long[].class, Tags.LONGS, Long.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      long[] numbers = (long[]) array;
      out.room((long) numbers.length * Long.BYTES).asLongBuffer().put(numbers);
    }

    @Override
    Object get(ByteBuffer elements) {
      long[] array = new long[elements.remaining() / Long.BYTES];
      elements.asLongBuffer().get(array);
      return array;
    }
  },

  /** By their bits, as a conversion of a NaN may change them. */
  FLOATS(float[].class, Tags.FLOATS, Float.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      float[] numbers = (float[]) array;
      ByteBuffer room = out.room((long) numbers.length * Float.BYTES);
      for (float number : numbers) {
        room.putInt(Float.floatToRawIntBits(number));
      }
    }

    @Override
    Object get(ByteBuffer elements) {
      float[] array = new float[elements.remaining() / Float.BYTES];
      for (int i = 0; i < array.length; i++) {
        array[i] = Float.intBitsToFloat(elements.getInt());
      }
      return array;
    }
  },

  /** By their bits, as a conversion of a NaN may change them. */
  DOUBLES(double[].class, Tags.DOUBLES, Double.BYTES) {
    @Override
    void put(Object array, Output out) throws IOException {
      double[] numbers = (double[]) array;
      ByteBuffer room = out.room((long) numbers.length * Double.BYTES);
      for (double number : numbers) {
        room.putLong(Double.doubleToRawLongBits(number));
      }
    }

    @Override
    Object get(ByteBuffer elements) {
      double[] array = new double[elements.remaining() / Double.BYTES];
      for (int i = 0; i < array.length; i++) {
        array[i] = Double.longBitsToDouble(elements.getLong());
      }
      return array;
    }
  };

  private final Class<?> type;
  private final int tag;
  private final int width;

  PrimitiveArrayForm(Class<?> type, int tag, int width) {
    this.type = type;
    this.tag = tag;
    this.width = width;
  }

  /** Returns the form of {@code type}; null for other types. */
  static @Nullable PrimitiveArrayForm of(Class<?> type) {
    for (PrimitiveArrayForm each : values()) {
      if (each.type == type) {
        return each;
      }
    }
    return null;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getTypeName());
    }
    out.tag(tag);
    int start = out.begin();
    put(value, out);
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(tag);
    int outer = in.open();
    if (in.left() % width != 0) {
      throw Input.damaged("an array of " + in.left() + " bytes, " + width + " an element");
    }
    Object array = get(in.rest());
    in.close(outer);
    return array;
  }

  abstract void put(Object array, Output out) throws IOException;

  abstract Object get(ByteBuffer elements) throws IOException;
}
