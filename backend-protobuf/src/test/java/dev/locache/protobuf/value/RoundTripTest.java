package dev.locache.protobuf.value;

import static dev.locache.protobuf.value.Codecs.copy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value comes back equal, and of the same class. */
final class RoundTripTest {
  static List<Object> plainValues() {
    return List.of(
        true,
        false,
        Byte.MIN_VALUE,
        Byte.MAX_VALUE,
        Short.MIN_VALUE,
        Short.MAX_VALUE,
        Character.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        -0.0f,
        -0.0,
        Double.MIN_VALUE,
        "",
        "text",
        "\u007f",
        "\u0080",
        "\u00fc\u4e2d\ud83d\ude00",
        "?\ufffd",
        "lone \ud800",
        "\udc00 lone and \u00fc".repeat(50),
        "x".repeat(10_000),
        BigInteger.ONE.shiftLeft(200).negate(),
        BigInteger.ZERO,
        new BigDecimal("1.50"),
        new BigDecimal("1.5"),
        new BigDecimal(BigInteger.TEN, -3),
        UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210"),
        URI.create("https://example.com/a%20b?c=d#e"),
        URI.create(""),
        Locale.forLanguageTag("de-CH-1901"),
        Locale.ROOT,
        Currency.getInstance("EUR"),
        DayOfWeek.FRIDAY,
        Month.MAY,
        TimeUnit.DAYS,
        Instant.MIN,
        Instant.MAX,
        Duration.ofSeconds(Long.MIN_VALUE, 1),
        Period.of(-1, 2, Integer.MIN_VALUE),
        LocalDate.MIN,
        LocalDate.MAX,
        LocalTime.MAX,
        LocalDateTime.MIN,
        LocalDateTime.MAX,
        OffsetTime.MIN,
        OffsetDateTime.MAX,
        Year.of(-5),
        YearMonth.of(2024, 2),
        MonthDay.of(2, 29),
        ZoneOffset.MAX,
        ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
            .withLaterOffsetAtOverlap(),
        ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 1, ZoneOffset.UTC),
        OptionalInt.of(-1),
        OptionalInt.empty(),
        OptionalLong.of(Long.MAX_VALUE),
        OptionalLong.empty(),
        OptionalDouble.of(-0.0),
        OptionalDouble.empty(),
        Operator.PLUS,
        Operator.MINUS,
        new Empty());
  }

  enum Operator {
    PLUS,
    MINUS {
      @Override
      int apply(int left, int right) {
        return left - right;
      }
    };

    int apply(int left, int right) {
      return left + right;
    }
  }

  record Empty() {}

  @ParameterizedTest
  @MethodSource("plainValues")
  void comesBackEqual(Object value) throws IOException {
    Class<?> declared = value instanceof Enum<?> each ? each.getDeclaringClass() : value.getClass();
    Object copy = copy(Codecs.of(declared), value);
    assertThat(copy).isEqualTo(value).hasSameClassAs(value);
  }

  @Test
  void nullComesBackWhateverTheType() throws IOException {
    for (Class<?> type :
        List.of(Integer.class, String.class, Void.class, Empty.class, int[].class)) {
      Codec codec = Codecs.of(type);
      assertThat(codec.decode(codec.encode(null))).isNull();
    }
  }

  @Test
  void bitsOfNotANumberComeBack() throws IOException {
    long bits = 0x7FF8_0000_0000_1234L;
    double copy = copy(Codecs.of(Double.class), Double.longBitsToDouble(bits));
    assertThat(Double.doubleToRawLongBits(copy)).isEqualTo(bits);
    double[] copies = copy(Codecs.of(double[].class), new double[] {Double.longBitsToDouble(bits)});
    assertThat(Double.doubleToRawLongBits(copies[0])).isEqualTo(bits);
    float single = copy(Codecs.of(Float.class), Float.intBitsToFloat(0x7FC0_1234));
    assertThat(Float.floatToRawIntBits(single)).isEqualTo(0x7FC0_1234);
    float[] singles =
        copy(Codecs.of(float[].class), new float[] {Float.intBitsToFloat(0x7FC0_1234)});
    assertThat(Float.floatToRawIntBits(singles[0])).isEqualTo(0x7FC0_1234);
  }

  @Test
  void zonesComeBackAsRegionsOrOffsets() throws IOException {
    Codec codec = Codecs.of(ZoneId.class);
    for (String id : List.of("Z", "+01:30", "UTC", "UTC+01:00", "Europe/Berlin", "GMT0")) {
      ZoneId zone = ZoneId.of(id);
      assertThat(copy(codec, zone)).isEqualTo(zone).hasSameClassAs(zone);
    }
  }

  interface GenericArrays {
    List<String>[] lists();
  }

  static List<Object> arrays() {
    return List.of(
        new byte[] {-1, 0, 1},
        new byte[0],
        new boolean[] {true, false},
        new short[] {Short.MIN_VALUE, 1},
        new char[] {'\ud800', 'a'},
        new int[] {Integer.MIN_VALUE, 1},
        new long[] {Long.MIN_VALUE, 1},
        new float[] {-0.0f, 1},
        new double[] {-0.0, 1},
        new int[][] {{1}, {}, {2, 3}},
        new String[] {"a", "b"},
        new Integer[0],
        new Operator[][] {{Operator.MINUS}, {}});
  }

  @Test
  void arraysComeBack() throws IOException {
    for (Object array : arrays()) {
      Object copy = copy(Codecs.of(array.getClass()), array);
      assertThat(copy).hasSameClassAs(array).isNotSameAs(array);
      assertThat(Arrays.deepEquals(new Object[] {copy}, new Object[] {array})).isTrue();
    }
  }

  @Test
  void arraysHoldNullAndGenericElements() throws IOException {
    assertThat(copy(Codecs.of(String[].class), new @Nullable String[] {null, "a"}))
        .containsExactly(null, "a");
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<String>[] lists = new List[] {List.of("a"), null};
    assertThat(copy(Codecs.of(GenericArrays.class, "lists"), lists))
        .containsExactly(List.of("a"), null);
  }

  record Quote(
      String name, int count, long volume, double price, boolean open, @Nullable Instant time) {}

  record Book<A, B extends Comparable<B>>(A first, List<B> rest, @Nullable Book<B, B> next) {}

  record Tree(String name, List<Tree> children) {}

  sealed interface Shape permits Circle, Square, Corner {}

  record Circle(double radius) implements Shape {}

  record Square(int side, @Nullable Shape inside) implements Shape {}

  sealed interface Corner extends Shape permits Sharp, Round {}

  enum Sharp implements Corner {
    VERY,
    HARDLY {}
  }

  record Round() implements Corner {}

  sealed interface Maybe<T> permits Some, None, Word {}

  record Some<E>(E content) implements Maybe<E> {}

  record None<E>() implements Maybe<E> {}

  /** Has no type parameter, and another interface with one before. */
  record Word(String word) implements Comparable<Word>, Maybe<List<String>> {
    @Override
    public int compareTo(Word other) {
      return word.compareTo(other.word);
    }
  }

  interface Results {
    Quote quote();

    Book<String, Integer> book();

    Tree tree();

    Shape shape();

    List<Maybe<List<String>>> maybes();

    Map<Operator, Optional<Shape>> byOperator();

    List<? extends Circle> circles();

    Optional<byte[]> bytes();

    Map.Entry<String, Integer> entry();
  }

  private static Codec returned(String method) {
    return Codecs.of(Results.class, method);
  }

  @Test
  void recordsComeBack() throws IOException {
    Quote quote = new Quote("EUR", -1, Long.MAX_VALUE, 1.5, true, null);
    assertThat(copy(returned("quote"), quote)).isEqualTo(quote);
    Book<String, Integer> book =
        new Book<>("a", List.of(1, 2), new Book<>(3, List.of(), new Book<>(4, List.of(5), null)));
    assertThat(copy(returned("book"), book)).isEqualTo(book);
    Tree tree =
        new Tree("root", List.of(new Tree("left", List.of()), new Tree("right", List.of())));
    assertThat(copy(returned("tree"), tree)).isEqualTo(tree);
  }

  @Test
  void sealedHierarchiesComeBack() throws IOException {
    for (Shape shape :
        List.of(
            new Circle(1),
            new Square(1, new Square(2, Sharp.HARDLY)),
            Sharp.VERY,
            Sharp.HARDLY,
            new Round())) {
      assertThat(copy(returned("shape"), shape)).isEqualTo(shape);
    }
    List<Maybe<List<String>>> maybes =
        List.of(new Some<>(List.of("a")), new None<>(), new Word("b"));
    assertThat(copy(returned("maybes"), maybes)).isEqualTo(maybes);
  }

  @Test
  void nestedGenericsComeBack() throws IOException {
    Map<Operator, Optional<Shape>> map =
        Map.of(Operator.MINUS, Optional.of(new Circle(2)), Operator.PLUS, Optional.empty());
    assertThat(copy(returned("byOperator"), map)).isEqualTo(map);
    assertThat(copy(returned("circles"), List.of(new Circle(1)))).containsExactly(new Circle(1));
    assertThat(copy(returned("bytes"), Optional.of(new byte[] {1})).orElseThrow())
        .containsExactly(1);
    assertThat(copy(returned("entry"), Map.entry("a", 1))).isEqualTo(Map.entry("a", 1));
  }

  @Test
  void everyDeclaredResultHasACodec() {
    for (Method each : Results.class.getDeclaredMethods()) {
      assertThat(Codecs.of(each.getGenericReturnType())).isNotNull();
    }
  }

  record Parts(
      String text,
      boolean flag,
      int number,
      float single,
      double real,
      char unit,
      Operator operator,
      List<String> list,
      @Nullable String nothing) {}

  /** The bytes so far are full in turn before each of the parts, and within their lengths. */
  @Test
  void valuesOfEverySizeComeBack() throws IOException {
    Codec codec = Codecs.of(Parts.class);
    for (int length = 0; length < 600; length++) {
      String text = "x".repeat(length);
      Parts parts = new Parts(text, true, -70_000, 1, 2, 'u', Operator.PLUS, List.of("a"), null);
      Parts copy = copy(codec, parts);
      assertThat(copy).as("with %s chars", length).isEqualTo(parts);
    }
  }

  @Test
  void aCopyIsFreshEachTime() throws IOException {
    Codec codec = Codecs.of(int[].class);
    ByteBuffer encoded = codec.encode(new int[] {1});
    Object first = codec.decode(encoded.duplicate());
    assertThat(codec.decode(encoded.asReadOnlyBuffer())).isNotSameAs(first).isEqualTo(first);
    ByteBuffer direct = ByteBuffer.allocateDirect(encoded.remaining() + 3).position(3);
    direct.put(encoded.duplicate()).position(3);
    assertThat(codec.decode(direct)).isEqualTo(first);
    ByteBuffer within = ByteBuffer.allocate(encoded.remaining() + 9).position(2).slice();
    within.position(3).put(encoded.duplicate()).flip().position(3);
    assertThat(within.arrayOffset()).isEqualTo(2);
    assertThat(codec.decode(within)).isEqualTo(first);
  }
}
