package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectFormTest {
  private final Codec codec = Codecs.of(Object.class);

  @Test
  void formIsPinnedByGoldenBytes() throws IOException {
    assertThat(hex(null)).isEqualTo("4e");
    assertThat(hex(true)).isEqualTo("5a01");
    assertThat(hex((byte) -2)).isEqualTo("42fe");
    assertThat(hex((short) -2)).isEqualTo("53fffe");
    assertThat(hex('é')).isEqualTo("4300e9");
    assertThat(hex(258)).isEqualTo("4900000102");
    assertThat(hex(258L)).isEqualTo("4a0000000000000102");
    assertThat(hex(1.5f)).isEqualTo("463fc00000");
    assertThat(hex(1.5)).isEqualTo("443ff8000000000000");
    assertThat(hex("né")).isEqualTo("546ec3a9");
    assertThat(hex("\uD800a")).isEqualTo("55d8000061");
    assertThat(hex(new byte[] {1, -1})).isEqualTo("5b01ff");
  }

  @Property(tries = 200)
  void everyStringComesBack(@ForAll String text) throws IOException {
    assertThat(Codecs.roundTrip(codec, text)).isEqualTo(text);
  }

  @Property(tries = 200)
  void everyNumberComesBack(@ForAll long bits) throws IOException {
    double number = Double.longBitsToDouble(bits);
    List<Object> numbers =
        List.of(
            bits,
            (int) bits,
            (short) bits,
            (byte) bits,
            (char) bits,
            bits > 0,
            number,
            Float.intBitsToFloat((int) bits));
    for (Object each : numbers) {
      assertThat(Codecs.roundTrip(codec, each)).isEqualTo(each);
    }
  }

  @Test
  void zeroesAndNotANumberKeepTheirBits() throws IOException {
    long payload = 0x7FF8_0000_0000_1234L;
    double decoded = Codecs.copy(codec, Double.longBitsToDouble(payload));

    assertThat(Codecs.roundTrip(codec, -0.0)).isEqualTo(-0.0);
    assertThat(Double.doubleToRawLongBits(decoded)).isEqualTo(payload);
  }

  @Test
  void nullByteArrayAndEmptyStringComeBack() throws IOException {
    assertThat(Codecs.roundTrip(codec, null)).isNull();
    assertThat(Codecs.roundTrip(codec, "")).isEqualTo("");
    assertThat(Codecs.roundTrip(codec, new byte[] {1, 2, 3})).isEqualTo(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00b", "\uDC00\uD800", "né\uD83D"})
  void textWithHalfACharacterComesBack(String text) throws IOException {
    assertThat(Codecs.roundTrip(codec, text)).isEqualTo(text);
  }

  @Test
  void readOnlyAndOffsetBuffersAreDecoded() throws IOException {
    ByteBuffer inside = ByteBuffer.wrap(HexFormat.of().parseHex("ffff4900000102ffff"));
    inside.position(2).limit(7);

    assertThat(codec.decode(inside.asReadOnlyBuffer())).isEqualTo(258);
    assertThat(inside.position()).as("the caller's buffer stays where it was").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', value is damaged: it has no bytes",
    "00, value is damaged: unknown tag 0",
    "7a01, value is damaged: unknown tag 122",
    "4e00, value is damaged: 1 bytes after its tag instead of 0",
    "5a02, value is damaged: a boolean is 2",
    "5a, value is damaged: 0 bytes after its tag instead of 1",
    "49000001, value is damaged: 3 bytes after its tag instead of 4",
    "490000010203, value is damaged: 5 bytes after its tag instead of 4",
    "55d80000, value is damaged: UTF-16 text of 3 bytes",
    "4f, value is damaged: its stream is cut short"
  })
  void damagedBytesAreRefused(String hex, String message) {
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage(message);
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> Codecs.of(Integer.class).decode(codec.encode("text")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: it is a java.lang.String, the method returns"
                + " java.lang.Integer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789", "ééééé", "\uD800aaaa"})
  void oversizedTextIsRefused(String text) throws IOException {
    Codec small =
        new JavaCodecProvider().codec(new CodecContext(String.class, Codecs.class, List.of(), 9));

    assertThat(Codecs.roundTrip(small, "12345678")).isEqualTo("12345678");
    assertThatThrownBy(() -> small.encode(text))
        .isInstanceOf(IOException.class)
        .hasMessage("value takes more than the maximum of 9 bytes");
    assertThatThrownBy(() -> small.decode(ByteBuffer.allocate(10)))
        .isInstanceOf(IOException.class)
        .hasMessage("value (10 bytes) exceeds the maximum of 9");
  }

  @Test
  void oversizedNumberIsRefused() throws IOException {
    Codec small =
        new JavaCodecProvider().codec(new CodecContext(Object.class, Codecs.class, List.of(), 5));

    assertThat(Codecs.roundTrip(small, 1)).isEqualTo(1);
    assertThatThrownBy(() -> small.encode(1L))
        .isInstanceOf(IOException.class)
        .hasMessage("value takes more than the maximum of 5 bytes");
  }

  private String hex(@Nullable Object value) throws IOException {
    ByteBuffer bytes = codec.encode(value);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
