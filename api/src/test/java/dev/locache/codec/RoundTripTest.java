package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
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
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "UnnecessaryStringBuilder"}) // values to store
class RoundTripTest {
  /** Of a service that none of the tests' classes belong to: what works, the JDK's list lets in. */
  private final Codec strangers = Codecs.of(Object.class, Codecs.STRANGER);

  private final Codec codec = Codecs.of(Object.class);

  enum Plain {
    ONE,
    TWO
  }

  enum Bodied {
    ONE {
      @Override
      int number() {
        return 1;
      }
    };

    abstract int number();
  }

  record Point(int x, int y) {}

  record AllKinds(
      boolean z, byte b, char c, short s, int i, long j, float f, double d, @Nullable Object l) {}

  record Empty() {}

  record Quote(String currency, Optional<BigDecimal> rate, List<Point> points)
      implements Serializable {}

  /** Not a canonical one, and an accessor that does not tell the truth. */
  record Disguised(String name) {
    @Override
    public String name() {
      return "***";
    }
  }

  static final class Node implements Serializable {
    private static final long serialVersionUID = 1;
    final String name;
    final ArrayList<Node> neighbours = new ArrayList<>();
    Optional<String> note = Optional.empty();

    Node(String name) {
      this.name = name;
    }
  }

  /** Writes more than its fields, and by hand. */
  static final class ByHand implements Serializable {
    private static final long serialVersionUID = 1;
    final int kept;
    transient int more;

    ByHand(int kept, int more) {
      this.kept = kept;
      this.more = more;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(more);
      out.writeObject("tail");
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      more = in.readInt();
      assertThat(in.readObject()).isEqualTo("tail");
    }
  }

  static Stream<Object> valuesOfTheJdk() {
    return Stream.of(
        List.of(),
        List.of(1, 2),
        List.of(1, 2, 3),
        Stream.of(1, 2, 3).toList(),
        Set.of("a"),
        Set.of("a", "b", "c"),
        Map.of(),
        Map.of("a", 1),
        Map.of("a", 1, "b", 2, "c", 3),
        Map.entry("a", 1),
        new SimpleEntry<>("a", 1),
        new ArrayList<>(Arrays.asList(1, null, "x")),
        Arrays.asList("a", "b"),
        new LinkedList<>(List.of(1, 2)),
        new Vector<>(List.of(1)),
        new HashSet<>(Arrays.asList("a", null)),
        new LinkedHashSet<>(List.of("z", "a")),
        new TreeSet<>(List.of("z", "a")),
        new TreeSet<>(List.of(1, 2, 3)).descendingSet(),
        new TreeSet<>(List.of(1, 2, 3)).headSet(2),
        new HashMap<>(Map.of("a", List.of(1))),
        new LinkedHashMap<>(Map.of("a", 1)),
        new TreeMap<>(Map.of(2, "b", 1, "a")),
        new TreeMap<>(Map.of(2, "b", 1, "a")).headMap(2),
        new TreeMap<>(Map.of(2, "b", 1, "a")).descendingMap(),
        new Hashtable<>(Map.of("a", 1)),
        new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
        EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS),
        EnumSet.noneOf(DayOfWeek.class),
        new ConcurrentHashMap<>(Map.of("a", 1)),
        new ConcurrentSkipListMap<>(Map.of("a", 1)),
        new ConcurrentSkipListSet<>(List.of(1, 2)),
        new CopyOnWriteArrayList<>(List.of(1)),
        new CopyOnWriteArraySet<>(List.of(1)),
        Collections.emptyList(),
        Collections.emptyMap(),
        Collections.emptyNavigableMap(),
        Collections.singletonList(1),
        Collections.singleton(1),
        Collections.singletonMap(1, 2),
        Collections.unmodifiableList(new LinkedList<>(List.of(1))),
        Collections.unmodifiableSet(new HashSet<>(Set.of(1))),
        Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 2))),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2))),
        Collections.synchronizedList(new ArrayList<>(List.of(1))),
        Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
        Collections.checkedList(new ArrayList<>(List.of("a")), String.class),
        Collections.newSetFromMap(new ConcurrentHashMap<>()),
        ConcurrentHashMap.newKeySet(),
        properties(),
        BitSet.valueOf(new long[] {5}),
        Optional.empty(),
        Optional.of(Optional.of("x")),
        OptionalInt.empty(),
        OptionalInt.of(7),
        OptionalLong.empty(),
        OptionalLong.of(7),
        OptionalDouble.empty(),
        OptionalDouble.of(0.5),
        new UUID(1, 2),
        new Date(5),
        Locale.forLanguageTag("de-CH-x-note"),
        Currency.getInstance("EUR"),
        URI.create("https://example.com/?q"),
        new BigInteger("123456789012345678901234567890"),
        new BigDecimal("1.50"),
        MathContext.DECIMAL64,
        Instant.EPOCH,
        Duration.ofNanos(3),
        Period.ofDays(2),
        LocalDate.EPOCH,
        OffsetTime.MIN,
        YearMonth.of(2026, 2),
        ZoneOffset.ofHours(2),
        ZonedDateTime.parse("2026-03-01T10:00:00+01:00[Europe/Berlin]"),
        DayOfWeek.MONDAY,
        String.class,
        int.class,
        int[][].class,
        List.class);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    return properties;
  }

  @ParameterizedTest
  @MethodSource("valuesOfTheJdk")
  void valueOfTheJdkComesBack(Object value) throws IOException {
    Object decoded = Codecs.roundTrip(strangers, value);

    assertThat(decoded).isEqualTo(value);
    assertThat(decoded).hasSameHashCodeAs(value);
  }

  @Test
  void valuesWithoutEqualityComeBack() throws IOException {
    assertThat(Codecs.roundTrip(strangers, new ArrayDeque<>(List.of(1, 2))))
        .asString()
        .isEqualTo("[1, 2]");
    assertThat(Codecs.roundTrip(strangers, new ConcurrentLinkedQueue<>(List.of(1, 2))))
        .asString()
        .isEqualTo("[1, 2]");
    assertThat(Codecs.roundTrip(strangers, new StringBuilder("text"))).asString().isEqualTo("text");
  }

  @Test
  void arraysComeBack() throws IOException {
    assertThat(Codecs.roundTrip(strangers, new int[] {1, 2})).isEqualTo(new int[] {1, 2});
    assertThat(Codecs.roundTrip(strangers, new boolean[] {true})).isEqualTo(new boolean[] {true});
    assertThat(Codecs.roundTrip(strangers, new double[][] {{1}, {}}))
        .isEqualTo(new double[][] {{1}, {}});
    assertThat(Codecs.roundTrip(strangers, new Object[] {"a", 1, null, new long[] {3}}))
        .isEqualTo(new Object[] {"a", 1, null, new long[] {3}});
    assertThat(Codecs.roundTrip(strangers, new Optional<?>[] {Optional.of(1)}))
        .isEqualTo(new Optional<?>[] {Optional.of(1)});
    assertThat(Codecs.roundTrip(codec, new Point[][] {{new Point(1, 2)}}))
        .isEqualTo(new Point[][] {{new Point(1, 2)}});
  }

  @Test
  void immutableCollectionsStayUnmodifiable() throws IOException {
    List<Integer> list = Codecs.copy(strangers, List.of(1, 2, 3));
    Map<Integer, Integer> map = Codecs.copy(strangers, Map.of(1, 2));
    List<Integer> part = Codecs.copy(strangers, List.of(1, 2, 3).subList(0, 2));

    assertThatThrownBy(() -> list.add(4)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.put(3, 4)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> part.add(4)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(part).containsExactly(1, 2);
  }

  @Test
  void modifiableCollectionsStayModifiable() throws IOException {
    List<Integer> list = Codecs.copy(strangers, new ArrayList<>(List.of(1)));
    list.add(2);

    assertThat(list).containsExactly(1, 2);
  }

  @Test
  void orderIsKept() throws IOException {
    Map<String, Integer> linked = new LinkedHashMap<>();
    linked.put("z", 1);
    linked.put("a", 2);
    linked.put("m", 3);
    Map<String, Integer> reverse = new TreeMap<>(Comparator.reverseOrder());
    reverse.putAll(linked);
    Map<String, Integer> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(linked);

    assertThat(Codecs.copy(codec, linked).keySet()).containsExactly("z", "a", "m");
    assertThat(Codecs.copy(codec, reverse).keySet()).containsExactly("z", "m", "a");
    assertThat(Codecs.copy(codec, caseless)).containsKey("Z");
  }

  @Test
  void viewsComeBackAsCopies() throws IOException {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("a", 2);

    assertThat(Codecs.copy(codec, map.values())).containsExactly(1, 2);
    assertThat(Codecs.copy(codec, map.keySet())).containsExactly("z", "a");
    assertThat(Codecs.copy(codec, map.entrySet()))
        .containsExactly(Map.entry("z", 1), Map.entry("a", 2));
    assertThat(Codecs.copy(codec, new ArrayList<>(List.of(1, 2, 3)).subList(1, 3)))
        .containsExactly(2, 3);
    assertThat(Codecs.copy(codec, new TreeMap<>(map).descendingKeySet()))
        .isInstanceOf(java.util.NavigableSet.class)
        .hasSize(2);
    assertThat(Codecs.copy(codec, Collections.unmodifiableCollection(map.values())))
        .containsExactly(1, 2);
  }

  @Test
  void enumConstantsAreTheSame() throws IOException {
    assertThat(Codecs.roundTrip(codec, Plain.TWO)).isSameAs(Plain.TWO);
    assertThat(Codecs.roundTrip(codec, Bodied.ONE)).isSameAs(Bodied.ONE);
  }

  /** Longer than 65,535 bytes, it has a form of its own in a stream. */
  @Test
  void longTextInAValueComesBack() throws IOException {
    List<String> texts = List.of("x".repeat(65_535), "x".repeat(65_536), "é".repeat(40_000));

    assertThat(Codecs.copy(strangers, texts)).isEqualTo(texts);
  }

  @Test
  void recordsNeedNotBeSerializable() throws IOException {
    List<Object> records =
        List.of(
            new Point(1, 2),
            new Empty(),
            new AllKinds(true, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, Double.NaN, null),
            new AllKinds(
                false, (byte) -1, '\0', (short) -2, -3, -4L, 1f, 2d, List.of(new Point(3, 4))));
    for (Object each : records) {
      assertThat(Codecs.roundTrip(codec, each)).isEqualTo(each);
    }
  }

  @Test
  void serializableRecordWithOptionalComesBack() throws IOException {
    Quote quote = new Quote("EUR", Optional.of(BigDecimal.ONE), List.of(new Point(1, 2)));

    assertThat(Codecs.roundTrip(Codecs.of(Quote.class), quote)).isEqualTo(quote);
  }

  @Test
  void recordIsReadByItsFieldsNotItsAccessors() throws IOException {
    assertThat(Codecs.roundTrip(codec, new Disguised("name"))).isEqualTo(new Disguised("name"));
  }

  @Test
  void sharedPartsAreSharedAgain() throws IOException {
    Point point = new Point(1, 2);
    List<Object> inner = new ArrayList<>(List.of(point));
    List<Object> decoded = Codecs.copy(codec, List.of(inner, inner, point));

    assertThat(decoded.get(0)).isSameAs(decoded.get(1)).isEqualTo(inner);
    assertThat(decoded.get(2)).isSameAs(((List<?>) decoded.get(0)).get(0));
  }

  @Test
  void cyclesOfPlainObjectsAreKept() throws IOException {
    Node first = new Node("first");
    Node second = new Node("second");
    first.neighbours.add(second);
    second.neighbours.add(first);
    second.note = Optional.of("back");

    Node decoded = Codecs.copy(Codecs.of(Node.class), first);

    assertThat(decoded.neighbours.get(0).neighbours.get(0)).isSameAs(decoded);
    assertThat(decoded.neighbours.get(0).note).contains("back");
  }

  @Test
  void classThatWritesByHandComesBack() throws IOException {
    ByHand decoded = Codecs.copy(codec, new ByHand(1, 2));

    assertThat(decoded.kept).isEqualTo(1);
    assertThat(decoded.more).isEqualTo(2);
  }

  @Test
  void streamThatNamesNoClassIsReadToo() throws IOException {
    assertThat(codec.decode(Codecs.plainStream("text"))).isEqualTo("text");
  }

  @Test
  void eachDecodeGivesAFreshCopy() throws IOException {
    var bytes = codec.encode(new ArrayList<>(List.of(1)));

    assertThat(codec.decode(bytes)).isEqualTo(codec.decode(bytes)).isNotSameAs(codec.decode(bytes));
  }
}
