package dev.locache.key;

import dev.locache.spi.Digest128;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bytes and digests of single values. */
final class Encoded {
  static final Digest128 NO_STATE = new Digest128(0, 0);

  private static final KeyEncoding PLAIN = keys(Map.of());

  private Encoded() {}

  /** The item of {@code value} before it is digested, in hexadecimal. */
  static String hex(@Nullable Object value) throws UnencodableException {
    KeyOutput out =
        new KeyOutput(new ArgumentItems(new Encoders(new StandIns(Map.of(), List.of()))));
    int begun = out.begin();
    out.item(value);
    return HexFormat.of().formatHex(out.end(begun));
  }

  /**
   * The hexadecimal digits that {@code format} spells out: digits as they are, texts between
   * quotation marks with their count in front, blanks for the eye.
   */
  static String spelled(String format) {
    StringBuilder hex = new StringBuilder();
    for (String part : format.split(" ", -1)) {
      hex.append(part.startsWith("'") ? text(part.substring(1, part.length() - 1)) : part);
    }
    return hex.toString();
  }

  private static String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return String.format("%08x", bytes.length) + HexFormat.of().formatHex(bytes);
  }

  /** The digest of {@code value} as the only argument of a method that takes an Object. */
  static Digest128 digest(@Nullable Object value) throws UnencodableException {
    return digest(PLAIN, value);
  }

  static Digest128 digest(KeyEncoding encoding, @Nullable Object value)
      throws UnencodableException {
    return digester(encoding, Object.class).digest(new @Nullable Object[] {value});
  }

  static ArgumentDigester digester(KeyEncoding encoding, Class<?>... parameterTypes) {
    return encoding.digester(parameterTypes, new boolean[parameterTypes.length], NO_STATE);
  }

  /** An encoding without key encoders of libraries. */
  static KeyEncoding keys(Map<Class<?>, Function<Object, Object>> standIns) {
    return KeyEncoding.of(standIns, List.of());
  }

  /** An encoding with one key encoder. */
  static <T> KeyEncoding with(Class<T> type, Function<? super T, Object> standIn) {
    return keys(Map.of(type, value -> standIn.apply(type.cast(value))));
  }
}
