package dev.locache.protobuf.value;

import static dev.locache.protobuf.value.Codecs.valueHex;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of each kind of value: who changes them changes the format, and its number. */
final class GoldenBytesTest {
  sealed interface Shape {}

  record Circle(double radius, @Nullable Shape inside) implements Shape {}

  interface Results {
    List<String> list();

    Map<String, Integer> map();

    Map.Entry<String, Integer> entry();

    Optional<String> optional();

    Shape shape();
  }

  /** The digest is of the lines "locache value 1", the type, and one for each declared part. */
  @Test
  void aResultBeginsWithItsShape() throws IOException {
    assertThat(HexFormat.of().formatHex(Codecs.bytes(Codecs.of(Integer.class).encode(-2))))
        .isEqualTo("092c4dfee1f76c6f27" + "12021003");
    assertThat(HexFormat.of().formatHex(Codecs.bytes(Codecs.of(Circle.class).encode(null))))
        .isEqualTo("093570bb5d19dbbf96" + "1200");
  }

  @Test
  void scalars() throws IOException {
    assertBytes(true, "020801");
    assertBytes(-2, "021003");
    assertBytes(300L, "0318d804");
    assertBytes(1.5, "0921000000000000f83f");
    assertBytes("a\u00fc", "052a0361c3bc");
    assertBytes("\ud800", "05a2010200d8");
    assertBytes((byte) -1, "03800101");
    assertBytes((short) 300, "048801d804");
    assertBytes('\u00fc', "049001fc01");
    assertBytes(1.5f, "069d010000c03f");
    assertBytes(BigInteger.valueOf(-256), "05aa0102ff00");
    assertBytes(new BigDecimal("-1.50"), "0872060a02ff6a1004");
    assertBytes(new UUID(1, 2), "13b2011000000000000000010000000000000002");
    assertBytes(URI.create("a:b"), "06ba0103613a62");
    assertBytes(Locale.GERMANY, "08c2010564652d4445");
    assertBytes(Currency.getInstance("EUR"), "06ca0103455552");
    assertBytes(DayOfWeek.FRIDAY, "083206465249444159");
    assertBytes(Timestamp.newBuilder().setSeconds(1).build(), "046a020801");
    assertBytes(ZoneId.class, ZoneId.of("UTC"), "06d20103555443");
    assertBytes(ByteString.class, ByteString.copyFromUtf8("ab"), "05e201026162");
  }

  @Test
  void times() throws IOException {
    assertBytes(Instant.ofEpochSecond(-1, 5), "067a040a02010a");
    assertBytes(Duration.ofSeconds(1, 5), "07c202040a02020a");
    assertBytes(Period.of(1, 2, -3), "08ca02050a03020405");
    assertBytes(LocalDate.ofEpochDay(100), "07d202040a02c801");
    assertBytes(LocalTime.ofNanoOfDay(7), "06da02030a010e");
    assertBytes(LocalDateTime.of(1970, 1, 2, 0, 0), "07e202040a020200");
    assertBytes(OffsetTime.of(0, 0, 0, 1, ZoneOffset.ofHours(1)), "08ea02050a0302a038");
    assertBytes(
        OffsetDateTime.of(1970, 1, 2, 0, 0, 0, 1, ZoneOffset.ofHours(1)), "09f202060a040202a038");
    assertBytes(
        ZonedDateTime.of(1970, 1, 2, 0, 0, 0, 1, ZoneId.of("UTC")), "0dfa020a0a030202001203555443");
    assertBytes(Year.of(2024), "078203040a02d01f");
    assertBytes(YearMonth.of(2024, 2), "088a03050a03d01f04");
    assertBytes(MonthDay.of(2, 29), "079203040a02043a");
    assertBytes(ZoneOffset.ofHours(-1), "079a03040a029f38");
  }

  @Test
  void arrays() throws IOException {
    assertBytes(new byte[] {1, -1}, "04620201ff");
    assertBytes(new boolean[] {true, false}, "05fa01020100");
    assertBytes(new short[] {1, -1}, "078202040100ffff");
    assertBytes(new char[] {'a'}, "058a02026100");
    assertBytes(new int[] {1}, "0792020401000000");
    assertBytes(new long[] {1}, "0b9a02080100000000000000");
    assertBytes(new float[] {1.5f}, "07a202040000c03f");
    assertBytes(new double[] {1.5}, "0baa0208000000000000f83f");
    assertBytes(new @Nullable String[] {"a", null}, "0af2010712032a01611200");
  }

  @Test
  void containers() throws IOException {
    assertBytes(returned("list"), List.of("a", "b"), "0e3a0c080212032a016112032a0162");
    assertBytes(returned("list"), new ArrayList<>(), "043a020801");
    assertBytes(returned("map"), new TreeMap<>(Map.of("a", 1)), "0d420b080412032a016112021002");
    assertBytes(returned("entry"), Map.entry("a", 1), "0eda010b080112032a016112021002");
    assertBytes(returned("optional"), Optional.of("a"), "075a0512032a0161");
    assertBytes(returned("optional"), Optional.empty(), "025a00");
    assertBytes(
        returned("shape"),
        new Circle(1.5, null),
        "2b52290a16476f6c64656e42797465735465737424436972636c65120f4a0d0a0921000000000000f83f0a00");
    assertBytes(
        Circle.class,
        new Circle(1.5, new Circle(0, null)),
        "3a4a380a0921000000000000f83f0a2b52290a16476f6c64656e42797465735465737424436972636c65120f4a0d0a092100000000000000000a00");
  }

  private static Type returned(String method) {
    return Codecs.returned(Results.class, method);
  }

  private static void assertBytes(Object value, String expected) throws IOException {
    assertBytes(value.getClass(), value, expected);
  }

  private static void assertBytes(Type type, Object value, String expected) throws IOException {
    assertThat(valueHex(Codecs.of(type).encode(value))).isEqualTo("12" + expected);
  }
}
