package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.locache.spi.Digest128;
import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
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
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins the bytes of {@link KeyFormat}: whoever changes them loses every user's entries. */
final class KeyFormatTest {
  enum Size {
    SMALL,
    LARGE {}
  }

  record Point(int x, int y) {}

  static class Base implements Serializable {
    private static final long serialVersionUID = 1;
    final int b = 2;
  }

  static final class Derived extends Base {
    private static final long serialVersionUID = 1;
    final String z = "z";
    final int a = 1;
    final transient int unseen = 3;
  }

  private static final LocalDate DATE = LocalDate.of(2024, 2, 29);
  private static final LocalTime TIME = LocalTime.of(1, 2, 3, 4);
  private static final ZoneOffset OFFSET = ZoneOffset.ofHours(-2);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bytesArePinned(String name, @Nullable Object value, String format)
      throws UnencodableException {
    assertThat(Encoded.hex(value)).isEqualTo(Encoded.spelled(format));
  }

  static Stream<Arguments> bytesArePinned() throws MalformedURLException {
    return Stream.of(scalars(), times(), containers()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> scalars() throws MalformedURLException {
    return Stream.of(
        arguments("null", null, "00"),
        arguments("true", true, "0101"),
        arguments("byte", (byte) -1, "02ff"),
        arguments("short", (short) 1, "030001"),
        arguments("char", '1', "040031"),
        arguments("int", 1, "05 00000001"),
        arguments("long", 1L, "06 0000000000000001"),
        arguments("float", 1f, "07 3f800000"),
        arguments("minus zero", -0.0f, "07 80000000"),
        arguments("double", 1d, "08 3ff0000000000000"),
        arguments("NaN", Double.longBitsToDouble(0xfff8000000000001L), "08 7ff8000000000000"),
        arguments("String", "A\0\u00e9\u20ac\ud800", "09 0000000b 41 c080 c3a9 e282ac eda080"),
        arguments(
            "long String",
            "A\0\u00e9\u20ac".repeat(300),
            "09 00000960 " + "41c080c3a9e282ac".repeat(300)),
        arguments("BigInteger", BigInteger.valueOf(-256), "0a 00000002 ff00"),
        arguments("BigDecimal", new BigDecimal("1.00"), "0b 00000002 00000001 64"),
        arguments("enum", Size.SMALL, "0c 'dev.locache.key.KeyFormatTest$Size' 'SMALL'"),
        arguments(
            "enum with a body", Size.LARGE, "0c 'dev.locache.key.KeyFormatTest$Size' 'LARGE'"),
        arguments("Class", int[].class, "0d '[I'"),
        arguments("UUID", new UUID(1, 2), "0e 0000000000000001 0000000000000002"),
        arguments("URI", URI.create("a:b"), "0f 'a:b'"),
        arguments("URL", new URL("http://no.such.host/x"), "10 'http://no.such.host/x'"),
        arguments("Path", Path.of("a"), "11 'file' 'a' ''"),
        arguments("File", new File("a"), "12 'a'"),
        arguments(
            "Locale",
            Locale.forLanguageTag("zh-Hant-TW-u-ca-roc-x-me"),
            "13 'zh' 'Hant' 'TW' '' 00000002 0075 'ca-roc' 0078 'me'"),
        arguments("Pattern", Pattern.compile("a+", Pattern.CASE_INSENSITIVE), "14 'a+' 00000002"),
        arguments("Charset", StandardCharsets.UTF_8, "15 'UTF-8'"),
        arguments("Currency", Currency.getInstance("EUR"), "16 'EUR'"),
        arguments("StringBuilder", characters(), "17 'java.lang.StringBuilder' 'ab'"),
        arguments("BitSet", BitSet.valueOf(new long[] {5}), "18 00000001 0000000000000005"),
        arguments("Date", date(), "19 0000000000000005"),
        arguments(
            "single object",
            Collections.reverseOrder(),
            "1a 'java.util.Collections$ReverseComparator'"));
  }

  @SuppressWarnings("JavaUtilDate") // users pass them
  private static Object date() {
    return new java.util.Date(5);
  }

  private static Object characters() {
    StringBuilder characters = new StringBuilder(50);
    return characters.append("ab");
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        arguments("Instant", Instant.ofEpochSecond(-1, 5), "20 ffffffffffffffff 00000005"),
        arguments("Duration", Duration.ofSeconds(-1, 5), "21 ffffffffffffffff 00000005"),
        arguments("Period", Period.of(1, -2, 3), "22 00000001 fffffffe 00000003"),
        arguments("LocalDate", DATE, "23 000007e8 02 1d"),
        arguments("LocalTime", TIME, "24 00000362d417ae04"),
        arguments(
            "LocalDateTime", LocalDateTime.of(DATE, TIME), "25 000007e8021d 00000362d417ae04"),
        arguments(
            "OffsetDateTime",
            OffsetDateTime.of(DATE, TIME, OFFSET),
            "26 000007e8021d 00000362d417ae04 ffffe3e0"),
        arguments("OffsetTime", OffsetTime.of(TIME, OFFSET), "27 00000362d417ae04 ffffe3e0"),
        arguments(
            "ZonedDateTime",
            ZonedDateTime.of(DATE, TIME, ZoneId.of("Asia/Tokyo")),
            "28 000007e8021d 00000362d417ae04 00007e90 'Asia/Tokyo'"),
        arguments("ZoneOffset", OFFSET, "29 ffffe3e0"),
        arguments("ZoneRegion", ZoneId.of("Asia/Tokyo"), "2a 'Asia/Tokyo'"),
        arguments("Year", Year.of(2024), "2b 000007e8"),
        arguments("YearMonth", YearMonth.of(2024, 2), "2c 000007e8 02"),
        arguments("MonthDay", MonthDay.of(2, 29), "2d 02 1d"),
        arguments("DayOfWeek", DayOfWeek.MONDAY, "0c 'java.time.DayOfWeek' 'MONDAY'"));
  }

  private static Stream<Arguments> containers() {
    return Stream.of(
        arguments("Object[]", new Object[] {"a", null}, "30 'java.lang.Object' 00000002 09 'a' 00"),
        arguments(
            "int[][]",
            new int[][] {{1}, {}},
            "30 '[I' 00000002 31 05 00000001 00000001 31 05 00000000"),
        arguments("boolean[]", new boolean[] {true, false}, "31 01 00000002 01 00"),
        arguments("byte[]", new byte[] {1, -1}, "31 02 00000002 01 ff"),
        arguments("short[]", new short[] {1}, "31 03 00000001 0001"),
        arguments("char[]", new char[] {'1'}, "31 04 00000001 0031"),
        arguments("long[]", new long[] {1}, "31 06 00000001 0000000000000001"),
        arguments("float[]", new float[] {1}, "31 07 00000001 3f800000"),
        arguments("double[]", new double[] {1}, "31 08 00000001 3ff0000000000000"),
        arguments("List", List.of("a", 1), "32 00000002 09 'a' 05 00000001"),
        arguments("unordered Set", Set.of((byte) 2, (byte) 1), "33 00000002 0201 0202"),
        arguments(
            "ordered Set", new LinkedHashSet<>(List.of(true, false)), "34 00000002 0101 0100"),
        arguments("sorted Set", new TreeSet<>(List.of(true, false)), "35 00 00000002 0100 0101"),
        arguments(
            "unordered Map",
            Map.of((byte) 2, true, (byte) 1, false),
            "36 00000002 0201 0100 0202 0101"),
        arguments(
            "EnumMap",
            new EnumMap<>(Map.of(DayOfWeek.MONDAY, true)),
            "36 00000001 0c 'java.time.DayOfWeek' 'MONDAY' 0101"),
        arguments("ordered Map", new LinkedHashMap<>(Map.of(true, false)), "37 00000001 0101 0100"),
        arguments(
            "sorted Map",
            sortedMap(),
            "38 1a 'java.util.Collections$ReverseComparator' 00000002 0101 0100 0100 0101"),
        arguments(
            "Collection",
            new ArrayDeque<>(List.of(true)),
            "39 'java.util.ArrayDeque' 00 00000001 0101"),
        arguments("view of values", new HashMap<>(Map.of(1, true)).values(), "3a 00000001 0101"),
        arguments("Entry", Map.entry(true, false), "3b 0101 0100"),
        arguments("Optional", Optional.of(true), "3c 'java.util.Optional' 0101"),
        arguments("empty Optional", Optional.empty(), "3c 'java.util.Optional' 00"),
        arguments("OptionalInt", OptionalInt.of(1), "3c 'java.util.OptionalInt' 05 00000001"),
        arguments(
            "OptionalLong", OptionalLong.of(1), "3c 'java.util.OptionalLong' 06 0000000000000001"),
        arguments(
            "OptionalDouble",
            OptionalDouble.of(1),
            "3c 'java.util.OptionalDouble' 08 3ff0000000000000"),
        arguments(
            "empty OptionalDouble", OptionalDouble.empty(), "3c 'java.util.OptionalDouble' 00"),
        arguments(
            "AtomicBoolean",
            new AtomicBoolean(true),
            "3d 'java.util.concurrent.atomic.AtomicBoolean' 0101"),
        arguments(
            "AtomicInteger",
            new AtomicInteger(1),
            "3d 'java.util.concurrent.atomic.AtomicInteger' 05 00000001"),
        arguments(
            "AtomicLong",
            new AtomicLong(1),
            "3d 'java.util.concurrent.atomic.AtomicLong' 06 0000000000000001"),
        arguments(
            "AtomicReference",
            new AtomicReference<>(true),
            "3d 'java.util.concurrent.atomic.AtomicReference' 0101"),
        arguments(
            "LongAdder",
            new LongAdder(),
            "3d 'java.util.concurrent.atomic.LongAdder' 06 0000000000000000"),
        arguments(
            "DoubleAdder",
            new DoubleAdder(),
            "3d 'java.util.concurrent.atomic.DoubleAdder' 08 0000000000000000"),
        arguments(
            "record",
            new Point(1, 2),
            "3e 'dev.locache.key.KeyFormatTest$Point' 00000002 'x' 05 00000001 'y' 05 "
                + "00000002"),
        arguments(
            "serializable",
            new Derived(),
            "3f 'dev.locache.key.KeyFormatTest$Derived' 00000002 "
                + "'dev.locache.key.KeyFormatTest$Derived' 00000002 'a' 05 00000001 'z' 09 'z' "
                + "'dev.locache.key.KeyFormatTest$Base' 00000001 'b' 05 00000002"),
        arguments(
            "own form",
            new AtomicIntegerArray(new int[] {1}),
            "40 'java.util.concurrent.atomic.AtomicIntegerArray' "
                + "00000071aced00057372002e6a6176612e7574696c2e636f6e63757272656e742e61746f6d69632e"
                + "41746f6d6963496e7465676572417272617927b857513300bd8b0200015b00056172726179740002"
                + "5b497870757200025b42acf317f8060854e002000078700000000a31050000000100000001"),
        arguments(
            "Properties",
            properties(),
            "42 36 00000001 09 'p' 09 '2' 36 00000002 09 'd' 09 '1' 09 'p' 09 '2'"));
  }

  private static Map<Boolean, Boolean> sortedMap() {
    Map<Boolean, Boolean> map = new TreeMap<>(Collections.reverseOrder());
    map.put(false, true);
    map.put(true, false);
    return map;
  }

  private static Properties properties() {
    Properties defaults = new Properties();
    defaults.setProperty("d", "1");
    Properties properties = new Properties(defaults);
    properties.setProperty("p", "2");
    return properties;
  }

  @Test
  void digestsArePinned() throws UnencodableException {
    KeyEncoding keys = Encoded.keys(Map.of());
    Class<?>[] types = {String.class, int.class};
    @Nullable Object[] arguments = {"EUR", 3};
    Digest128 state = keys.stateKey("v1");

    assertThat(state).hasToString("cbade587d21208bae89177dddb86f0f6");
    assertThat(keys.digester(types, new boolean[2], state).digest(arguments))
        .hasToString("20e4f294fd67df13b717ed8a183d8bfc");
    assertThat(keys.digester(types, new boolean[] {false, true}, state).digest(arguments))
        .hasToString("d2a805fa71300f9fa1979b6a294f6a8e");
  }

  @Test
  void digestIsThatOfTheBytes() throws Exception {
    String head = "01 60 00000000000000000000000000000000 00000003 ";
    byte[] bytes = HexFormat.of().parseHex(Encoded.spelled(head + "09 'EUR' 53 00"));
    Class<?>[] types = {String.class, int.class, Object.class};
    boolean[] ignored = {false, true, false};

    assertThat(
            Encoded.keys(Map.of())
                .digester(types, ignored, Encoded.NO_STATE)
                .digest(new @Nullable Object[] {"EUR", 3, null}))
        .isEqualTo(Digest128.of(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }
}
