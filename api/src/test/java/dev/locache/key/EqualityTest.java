package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.nio.CharBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which values are the same to a key, and which are not. */
final class EqualityTest {
  @Test
  void listsOfDifferentClassesAreTheSame() throws UnencodableException {
    List<Integer> list = List.of(1, 2, 3);

    assertOneKey(
        list,
        Arrays.asList(1, 2, 3),
        new ArrayList<>(list),
        new CopyOnWriteArrayList<>(list),
        Collections.unmodifiableList(list),
        List.of(0, 1, 2, 3).subList(1, 4));
  }

  @Test
  void setsWithoutOrderAreTheSameHoweverFilled() throws UnencodableException {
    Set<TimeUnit> reversed = new HashSet<>(1024);
    reversed.add(TimeUnit.DAYS);
    reversed.add(TimeUnit.SECONDS);

    assertOneKey(
        Set.of(TimeUnit.SECONDS, TimeUnit.DAYS),
        reversed,
        EnumSet.of(TimeUnit.SECONDS, TimeUnit.DAYS),
        new EnumMap<>(Map.of(TimeUnit.SECONDS, 1, TimeUnit.DAYS, 2)).keySet(),
        concurrent(reversed));
  }

  private static Set<TimeUnit> concurrent(Set<TimeUnit> elements) {
    Set<TimeUnit> set = ConcurrentHashMap.newKeySet();
    set.addAll(elements);
    return set;
  }

  @Test
  void mapsWithoutOrderAreTheSameHoweverFilled() throws UnencodableException {
    Map<TimeUnit, Integer> map = Map.of(TimeUnit.SECONDS, 1, TimeUnit.DAYS, 2);

    assertOneKey(
        map,
        new HashMap<>(map),
        new EnumMap<>(map),
        new WeakHashMap<>(map),
        new ConcurrentHashMap<>(map));
  }

  @Test
  void orderThatAMethodCanSeeCounts() throws UnencodableException {
    assertDistinctKeys(
        new LinkedHashSet<>(List.of(1, 2)),
        new LinkedHashSet<>(List.of(2, 1)),
        Set.of(1, 2),
        new TreeSet<>(List.of(1, 2)),
        reversed(1, 2),
        List.of(1, 2),
        List.of(2, 1),
        new PriorityQueue<>(List.of(1, 2)),
        new PriorityBlockingQueue<>(List.of(1, 2)),
        new PriorityBlockingQueue<>(2, Collections.reverseOrder()));
    assertDistinctKeys(
        new LinkedHashMap<>(Map.of(1, 2)), Map.of(1, 2), new TreeMap<>(Map.of(1, 2)));
  }

  private static Set<Integer> reversed(Integer... elements) {
    Set<Integer> set = new TreeSet<>(Collections.reverseOrder());
    Collections.addAll(set, elements);
    return set;
  }

  @Test
  void pathsOfTwoArchivesDiffer(@TempDir Path directory) throws Exception {
    try (FileSystem one = archive(directory.resolve("one.zip"));
        FileSystem other = archive(directory.resolve("other.zip"))) {
      assertDistinctKeys(one.getPath("/a"), other.getPath("/a"), Path.of("/a"));
      assertOneKey(one.getPath("/a"), one.getPath("/a"));
    }
  }

  private static FileSystem archive(Path file) throws IOException {
    return FileSystems.newFileSystem(file, Map.of("create", "true"));
  }

  @Test
  void keysThatLookAlikeAreSortedByTheirValues() throws UnencodableException {
    Pattern one = Pattern.compile("a");
    Pattern other = Pattern.compile("a");
    Map<Pattern, Integer> there = new HashMap<>();
    there.put(one, 1);
    there.put(other, 2);
    Map<Pattern, Integer> back = new HashMap<>();
    back.put(one, 2);
    back.put(other, 1);

    assertOneKey(there, back);
    assertDistinctKeys(
        there, Map.of(one, 1), new HashMap<>(Map.of(one, 1, Pattern.compile("b"), 2)));
  }

  @Test
  void valuesOfAMapAreSortedSinceTheyHaveNoOrder() throws UnencodableException {
    Map<Pattern, Integer> map = new HashMap<>();
    Map<Pattern, Integer> sameValues = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      map.put(Pattern.compile("a"), i);
      sameValues.put(Pattern.compile("a"), 19 - i);
    }

    assertOneKey(map.values(), sameValues.values());
  }

  @Test
  void nullsAreEncodedWhereverTheyStand() throws UnencodableException {
    Map<@Nullable String, @Nullable String> nulls = new HashMap<>();
    nulls.put(null, null);
    Set<@Nullable String> set = new HashSet<>();
    set.add(null);

    assertDistinctKeys(null, nulls, set, Arrays.asList((Object) null), new @Nullable Object[1]);
  }

  /** Writes itself by hand, with what plain serialization would show too much of. */
  static final class OwnForm implements Serializable {
    private static final long serialVersionUID = 1;
    private final HashMap<String, Integer> table;
    private final String first;
    private final String second;

    OwnForm(int capacity, String first, String second) {
      this.table = new HashMap<>(capacity);
      this.first = first;
      this.second = second;
      for (String key : List.of("Aa", "BB", "x", "y")) {
        table.put(key, 1);
      }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(first.length() + second.length() + table.size());
    }
  }

  @Test
  void ownSerializedFormShowsNeitherHashOrderNorSharedTexts() throws UnencodableException {
    String text = "text";

    assertOneKey(
        new OwnForm(4, text, text), new OwnForm(512, text, new String(text.toCharArray())));
    assertDistinctKeys(new OwnForm(4, text, text), new OwnForm(4, text, "other"));
  }

  public static final class External implements Externalizable {
    private static final long serialVersionUID = 1;
    private final int written;
    private final int unseen;

    External(int written, int unseen) {
      this.written = written;
      this.unseen = unseen;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(written);
    }

    @Override
    public void readExternal(ObjectInput in) {
      throw new UnsupportedOperationException("written " + written + ", unseen " + unseen);
    }
  }

  /** Writes a text in its place. */
  static final class Replaced implements Serializable {
    private static final long serialVersionUID = 1;
    private final String text;
    private final int unseen;

    Replaced(String text, int unseen) {
      this.text = text;
      this.unseen = unseen;
    }

    private Object writeReplace() {
      return unseen < 0 ? "" : text;
    }
  }

  /** Says itself which of its fields are serialized. */
  static final class Declaring implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("unused") // by anything but serialization
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("text", String.class)
    };

    final String text;
    final int unseen;

    Declaring(String text, int unseen) {
      this.text = text;
      this.unseen = unseen;
    }
  }

  @Test
  void whatSaysItselfHowItIsSerializedIsKnownByThatAlone() throws UnencodableException {
    assertOneKey(new External(1, 2), new External(1, 3));
    assertOneKey(new Replaced("a", 2), new Replaced("a", 3));
    assertOneKey(new Declaring("a", 2), new Declaring("a", 3));
    assertDistinctKeys(new External(1, 2), new External(2, 2));
    assertDistinctKeys(new Replaced("a", 2), new Replaced("b", 2));
    assertDistinctKeys(new Declaring("a", 2), new Declaring("b", 2));
  }

  static class Constants {
    static final int MOST = 3;
  }

  static final class Counted extends Constants implements Serializable {
    private static final long serialVersionUID = 1;
    final int count;

    Counted(int count) {
      this.count = Math.min(count, MOST);
    }
  }

  @Test
  void otherValuesOfTheJdkAreKnownByTheirSerializedForm() throws Exception {
    Constructor<?> timestamp = Class.forName("java.sql.Timestamp").getConstructor(long.class);

    assertOneKey(timestamp.newInstance(5), timestamp.newInstance(5));
    assertDistinctKeys(timestamp.newInstance(5), timestamp.newInstance(6));
    assertOneKey(JapaneseDate.of(2024, 2, 29), JapaneseDate.of(2024, 2, 29));
    assertDistinctKeys(JapaneseDate.of(2024, 2, 29), JapaneseDate.of(2024, 3, 1));
  }

  @Test
  void eachArgumentHasADigestByItself() throws UnencodableException {
    Class<?>[] types = {String.class, Object.class, String[].class, int.class};
    ArgumentDigester digester =
        Encoded.keys(Map.of())
            .digester(types, new boolean[] {false, false, false, true}, Encoded.NO_STATE);
    List<Digest128> digests = digester.digestOfEach(new Object[] {"a", "b", new String[0], 1});
    List<Digest128> others = digester.digestOfEach(new Object[] {"a", "c", new String[0], 2});

    assertThat(digests).hasSize(4).doesNotHaveDuplicates();
    assertThat(others.get(0)).isEqualTo(digests.get(0));
    assertThat(others.get(1)).isNotEqualTo(digests.get(1));
    assertThat(others.get(2)).isEqualTo(digests.get(2));
    assertThat(others.get(3)).as("left out").isEqualTo(digests.get(3));
    assertThat(digester.digest(new Object[] {"a", "b", new Object[0], 1}))
        .as("of another class than its parameter's, as an array may be")
        .isNotEqualTo(digester.digest(new Object[] {"a", "b", new String[0], 1}));
  }

  @Test
  void superclassWithoutFieldsOfItsObjectsHidesNothing() throws UnencodableException {
    assertOneKey(new Counted(1), new Counted(1));
    assertDistinctKeys(new Counted(1), new Counted(2));
  }

  @Test
  void keyEncoderStandsInForSubclassesToo() throws UnencodableException {
    KeyEncoding keys = Encoded.with(CharSequence.class, CharSequence::length);

    assertThat(Encoded.digest(keys, "ab"))
        .isEqualTo(Encoded.digest(keys, CharBuffer.wrap("cd")))
        .isNotEqualTo(Encoded.digest(keys, "a"))
        .isNotEqualTo(Encoded.digest(keys, 2));
  }

  @Test
  void standInOfTheSameTypeIsTakenAsItIs() throws UnencodableException {
    KeyEncoding keys = Encoded.with(Number.class, Number::doubleValue);

    assertThat(Encoded.digest(keys, 1)).isEqualTo(Encoded.digest(keys, 1L));
  }

  interface Shape {}

  interface RoundShape extends Shape {}

  static class Disc implements RoundShape {}

  static final class Coin extends Disc {}

  @Test
  void nearestKeyEncoderIsTaken() throws UnencodableException {
    KeyEncoding keys =
        Encoded.keys(
            Map.of(Shape.class, value -> 1, RoundShape.class, value -> 2, Disc.class, value -> 3));

    assertThat(Encoded.digest(keys, new Coin()))
        .isEqualTo(Encoded.digest(Encoded.with(Disc.class, value -> 3), new Disc()));
    assertThat(Encoded.digest(keys, new RoundShape() {}))
        .isEqualTo(Encoded.digest(Encoded.with(RoundShape.class, value -> 2), new Disc()));
  }

  @Test
  void stateIsPartOfTheArgumentsDigest() throws UnencodableException {
    KeyEncoding keys = Encoded.keys(Map.of());
    Class<?>[] none = {};

    assertThat(keys.digester(none, new boolean[0], keys.stateKey("v1")).digest(new Object[0]))
        .isNotEqualTo(
            keys.digester(none, new boolean[0], keys.stateKey("v2")).digest(new Object[0]));
  }

  private static void assertOneKey(@Nullable Object... values) throws UnencodableException {
    assertThat(digests(values)).as("keys of %s", Arrays.toString(values)).hasSize(1);
  }

  private static void assertDistinctKeys(@Nullable Object... values) throws UnencodableException {
    assertThat(digests(values)).as("keys of %s", Arrays.toString(values)).hasSize(values.length);
  }

  private static Set<Digest128> digests(@Nullable Object... values) throws UnencodableException {
    Set<Digest128> digests = new HashSet<>();
    for (Object value : values) {
      digests.add(Encoded.digest(value));
    }
    return digests;
  }
}
