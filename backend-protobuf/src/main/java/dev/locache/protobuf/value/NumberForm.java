package dev.locache.protobuf.value;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers and identifiers that no primitive can hold. */
enum NumberForm implements Form {
  BIG_INTEGER(BigInteger.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      out.bytes(Tags.BIG_INTEGER, ((BigInteger) value).toByteArray());
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.BIG_INTEGER);
      return new BigInteger(in.bytes());
    }
  },

  BIG_DECIMAL(BigDecimal.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      BigDecimal decimal = (BigDecimal) value;
      out.tag(Tags.BIG_DECIMAL);
      int start = out.begin();
      out.bytes(Tags.UNSCALED, decimal.unscaledValue().toByteArray());
      out.tag(Tags.SCALE);
      out.sint64(decimal.scale());
      out.end(start);
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.BIG_DECIMAL);
      int outer = in.open();
      in.expect(Tags.UNSCALED);
      BigInteger unscaled = new BigInteger(in.bytes());
      in.expect(Tags.SCALE);
      int scale = in.sint64(Integer.MIN_VALUE, Integer.MAX_VALUE);
      in.close(outer);
      return new BigDecimal(unscaled, scale);
    }
  },

  UNIQUE_ID(UUID.class) {
    @Override
    void put(Object value, Output out) throws IOException {
      UUID id = (UUID) value;
      ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      out.bytes(Tags.UUID, bytes.array());
    }

    @Override
    public Object read(Input in) throws IOException {
      in.expect(Tags.UUID);
      ByteBuffer bytes = ByteBuffer.wrap(in.bytes());
      if (bytes.remaining() != 2 * Long.BYTES) {
        throw Input.damaged("a UUID of " + bytes.remaining() + " bytes");
      }
      return new UUID(bytes.getLong(), bytes.getLong());
    }
  };

  private final Class<?> type;

  NumberForm(Class<?> type) {
    this.type = type;
  }

  /** Returns the form of {@code type}; null for other types. */
  static @Nullable NumberForm of(Class<?> type) {
    return switch (type.getName()) {
      case "java.math.BigInteger" -> BIG_INTEGER;
      case "java.math.BigDecimal" -> BIG_DECIMAL;
      case "java.util.UUID" -> UNIQUE_ID;
      default -> null;
    };
  }

  /** Subclasses, which big numbers may have, would come back without what they add. */
  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    put(value, out);
  }

  abstract void put(Object value, Output out) throws IOException;
}
