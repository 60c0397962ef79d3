package dev.locache.codec;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Codecs and bytes for tests. */
final class Codecs {
  static final int MAXIMUM_BYTES = 1 << 20;

  /** A class of another code source that can see the tests' classes: to it, they are foreign. */
  static final Class<?> STRANGER = Assertions.class;

  private Codecs() {}

  /** Results of that type, of a service that lives beside the tests. */
  static Codec of(Type resultType, String... allowed) {
    return of(resultType, Codecs.class, allowed);
  }

  static Codec of(Type resultType, Class<?> service, String... allowed) {
    return new JavaCodecProvider()
        .codec(new CodecContext(resultType, service, List.of(allowed), MAXIMUM_BYTES));
  }

  /** What the method of that name declares to return. */
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

  /** Encoded bytes that nobody checked: the tag and what plain Java serialization writes. */
  static ByteBuffer plainStream(Object value) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      bytes.write(SerialForm.TAG);
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(value);
      }
      return ByteBuffer.wrap(bytes.toByteArray());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
