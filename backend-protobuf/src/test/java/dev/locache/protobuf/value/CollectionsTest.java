package dev.locache.protobuf.value;

import static dev.locache.protobuf.value.Codecs.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Collections come back of the class that they were, or not at all. */
final class CollectionsTest {
  interface Results {
    Collection<@Nullable String> collection();

    Iterable<String> iterable();

    List<String> list();

    @SuppressWarnings("NonApiType")
    ArrayList<String> arrayList();

    Set<TimeUnit> units();

    SortedSet<String> sorted();

    Map<String, @Nullable Integer> map();

    NavigableMap<String, Integer> navigable();

    ConcurrentMap<String, Integer> concurrent();

    Map<TimeUnit, Integer> byUnit();

    Map.Entry<String, Integer> entry();
  }

  private final Codec collections = Codecs.of(Results.class, "collection");
  private final Codec maps = Codecs.of(Results.class, "map");

  @SuppressWarnings("JdkObsolete")
  private static List<Collection<String>> collections() {
    List<String> two = List.of("b", "a");
    return List.of(
        new ArrayList<>(two),
        List.of(),
        List.of("a"),
        two,
        List.of("c", "a", "b"),
        Stream.of("b", "a", "c").toList(),
        Stream.<String>of().toList(),
        Arrays.asList("b", "a"),
        new LinkedList<>(two),
        new CopyOnWriteArrayList<>(two),
        Collections.emptyList(),
        Collections.singletonList("a"),
        Collections.unmodifiableList(new ArrayList<>(two)),
        new HashSet<>(two),
        new LinkedHashSet<>(two),
        Set.of(),
        Set.of("a"),
        Set.of("a", "b", "c"),
        new TreeSet<>(two),
        new ConcurrentSkipListSet<>(two),
        Collections.emptySet(),
        Collections.singleton("a"),
        Collections.unmodifiableSet(new HashSet<>(two)));
  }

  @Test
  void collectionsComeBackOfTheirClass() throws IOException {
    for (Collection<String> each : collections()) {
      Collection<String> copy = copy(collections, each);
      assertThat(copy).isEqualTo(each).hasSameClassAs(each);
      if (!(each instanceof HashSet) && !each.getClass().getName().contains("Immutable")) {
        assertThat(copy).containsExactlyElementsOf(each);
      }
    }
    ArrayDeque<String> deque = new ArrayDeque<>(List.of("b", "a"));
    assertThat(copy(collections, deque)).isInstanceOf(ArrayDeque.class).containsExactly("b", "a");
  }

  private static List<Map<String, Integer>> maps() {
    Map<String, Integer> two = new LinkedHashMap<>();
    two.put("b", 1);
    two.put("a", 2);
    return List.of(
        new HashMap<>(two),
        two,
        Map.of(),
        Map.of("a", 1),
        Map.of("a", 1, "b", 2, "c", 3),
        new TreeMap<>(two),
        new ConcurrentHashMap<>(two),
        new ConcurrentSkipListMap<>(two),
        Collections.emptyMap(),
        Collections.singletonMap("a", 1),
        Collections.unmodifiableMap(two));
  }

  @Test
  void mapsComeBackOfTheirClass() throws IOException {
    for (Map<String, Integer> each : maps()) {
      assertThat(copy(maps, each)).isEqualTo(each).hasSameClassAs(each);
    }
    Map<String, Integer> ordered = new LinkedHashMap<>();
    for (int i = 100; i > 0; i--) {
      ordered.put("key " + i, i);
    }
    assertThat(new ArrayList<>(copy(maps, ordered).entrySet()))
        .isEqualTo(new ArrayList<>(ordered.entrySet()));
  }

  @Test
  void collectionsOfEnumsComeBackOfTheirClass() throws IOException {
    Codec units = Codecs.of(Results.class, "units");
    EnumSet<TimeUnit> some = EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS);
    assertThat(copy(units, some)).isEqualTo(some).isInstanceOf(EnumSet.class);
    EnumSet<TimeUnit> none = EnumSet.noneOf(TimeUnit.class);
    assertThat(copy(units, none)).isEqualTo(none).isInstanceOf(EnumSet.class);
    EnumMap<TimeUnit, Integer> map = new EnumMap<>(Map.of(TimeUnit.DAYS, 1));
    assertThat(copy(Codecs.of(Results.class, "byUnit"), map))
        .isEqualTo(map)
        .isInstanceOf(EnumMap.class);
  }

  @Test
  void entriesComeBackOfTheirClass() throws IOException {
    Codec entries = Codecs.of(Results.class, "entry");
    for (Map.Entry<String, Integer> each :
        List.of(Map.entry("a", 1), new SimpleEntry<>("a", 1), new SimpleImmutableEntry<>("a", 1))) {
      assertThat(copy(entries, each)).isEqualTo(each).hasSameClassAs(each);
    }
    assertThatThrownBy(
            () -> entries.encode(new HashMap<>(Map.of("a", 1)).entrySet().iterator().next()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value holds java.util.HashMap$Node, which is part of a map; return a Map.entry of it");
  }

  @Test
  void whatTakesNullStillDoes() throws IOException {
    List<@Nullable String> withNull = new ArrayList<>();
    withNull.add(null);
    assertThat(copy(collections, withNull)).containsExactly((String) null);
    List<@Nullable String> ofStream = Stream.<@Nullable String>of("a", null).toList();
    assertThat(copy(collections, ofStream)).containsExactly("a", null).hasSameClassAs(ofStream);
    assertThat(copy(collections, Stream.of("a").toList()).contains(null)).isFalse();
    List<String> copy = copy(collections, List.of("a"));
    assertThatThrownBy(() -> copy.contains(null)).isInstanceOf(NullPointerException.class);
    Map<@Nullable String, @Nullable Integer> map = new HashMap<>();
    map.put(null, null);
    assertThat(copy(maps, map)).isEqualTo(map);
  }

  @Test
  void unmodifiableStaysUnmodifiable() throws IOException {
    for (List<String> each :
        List.of(
            List.of("a"),
            Stream.of("a").toList(),
            Collections.unmodifiableList(new ArrayList<>(List.of("a"))),
            Arrays.asList("a"))) {
      List<String> copy = copy(collections, each);
      assertThatThrownBy(() -> copy.add("b")).isInstanceOf(UnsupportedOperationException.class);
    }
    List<String> modifiable = copy(collections, new ArrayList<>(List.of("a")));
    modifiable.add("b");
    assertThat(modifiable).containsExactly("a", "b");
  }

  @Test
  void aDeclaredClassTakesThatOneOnly() throws IOException {
    Codec arrayList = Codecs.of(Results.class, "arrayList");
    assertThat(copy(arrayList, new ArrayList<>(List.of("a")))).containsExactly("a");
    assertThat(copy(Codecs.of(Results.class, "sorted"), new TreeSet<>(Set.of("b", "a"))))
        .containsExactly("a", "b");
    assertThat(copy(Codecs.of(Results.class, "navigable"), new TreeMap<>(Map.of("a", 1))))
        .isInstanceOf(TreeMap.class);
    assertThat(
            copy(Codecs.of(Results.class, "concurrent"), new ConcurrentHashMap<>(Map.of("a", 1))))
        .isInstanceOf(ConcurrentHashMap.class);
    assertThat(copy(Codecs.of(Results.class, "iterable"), List.of("a"))).isEqualTo(List.of("a"));
    assertThatThrownBy(() -> arrayList.decode(Codecs.of(Results.class, "list").encode(List.of())))
        .isInstanceOf(IOException.class);
  }

  @Test
  @SuppressWarnings("JdkObsolete")
  void whatWouldComeBackAsSomethingElseIsRefused() {
    String copyIt =
        ", which is no collection that comes back the same; copy it, such as to an ArrayList or by"
            + " copyOf, or choose codec(\"java\")";
    assertRefused(
        collections,
        new ArrayList<>(List.of("a", "b")).subList(0, 1),
        "value holds java.util.ArrayList$SubList" + copyIt);
    assertRefused(collections, new Vector<>(), "value holds java.util.Vector" + copyIt);
    assertRefused(
        collections, new HashMap<>().keySet(), "value holds java.util.HashMap$KeySet" + copyIt);
    ArrayList<String> own = new ArrayList<>() {};
    assertRefused(collections, own, "value holds " + own.getClass().getName() + copyIt);
    assertRefused(
        collections,
        new TreeSet<>(Comparator.<String>reverseOrder()),
        "value holds java.util.TreeSet, which has a comparator; only the natural order can be"
            + " stored");
    assertRefused(
        maps,
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
        "value holds java.util.TreeMap, which has a comparator; only the natural order can be"
            + " stored");
    assertRefused(
        collections,
        Collections.unmodifiableList(List.of("a")),
        "value holds java.util.Collections$UnmodifiableRandomAccessList, which hides a collection"
            + " that takes no null; return that one, or a copyOf it");
    assertRefused(
        maps,
        Collections.unmodifiableMap(new TreeMap<>(Map.of("a", 1))),
        "value holds java.util.Collections$UnmodifiableMap, which hides a map that takes no null;"
            + " return that one, or a copyOf it");
    assertRefused(
        maps,
        new LinkedHashMap<>() {}.keySet(),
        "value holds java.util.LinkedHashMap$LinkedKeySet, where the declared type says"
            + " java.util.Map");
  }

  private static void assertRefused(Codec codec, Object value, String message) {
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
