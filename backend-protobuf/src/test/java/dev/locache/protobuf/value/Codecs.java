package dev.locache.protobuf.value;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Codecs and bytes for tests. */
final class Codecs {
  static final int MAXIMUM_BYTES = 1 << 20;

  private Codecs() {}

  /** Of results of that type. */
  static Codec of(Type resultType) {
    return of(resultType, MAXIMUM_BYTES);
  }

  static Codec of(Type resultType, int maximumBytes) {
    return new ProtobufCodecProvider()
        .codec(new CodecContext(resultType, Codecs.class, List.of(), maximumBytes));
  }

  /** Of what the method of that name, without parameters, declares to return. */
  static Codec of(Class<?> type, String method) {
    return of(returned(type, method));
  }

  static Type returned(Class<?> type, String method) {
    try {
      return type.getDeclaredMethod(method).getGenericReturnType();
    } catch (NoSuchMethodException typo) {
      throw new IllegalArgumentException(typo);
    }
  }

  /** Encodes and decodes {@code value}, which is not null. */
  @SuppressWarnings("unchecked")
  static <T> T copy(Codec codec, T value) throws IOException {
    return (T) requireNonNull(codec.decode(codec.encode(value)));
  }

  static @Nullable Object roundTrip(Codec codec, @Nullable Object value) throws IOException {
    return codec.decode(codec.encode(value));
  }

  static byte[] bytes(ByteBuffer encoded) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    return bytes;
  }

  /** The bytes of the value alone, without the shape. */
  static String valueHex(ByteBuffer encoded) {
    return HexFormat.of().formatHex(bytes(encoded)).substring(2 * 9);
  }
}
