package dev.locache.protobuf.value;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.Timestamp;
import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the caller sees an IOException or a value of the declared type. */
final class BadBytesTest {
  sealed interface Part {}

  record Leaf(String text, int number, double real, TimeUnit unit) implements Part {}

  record Node(List<Part> parts, @Nullable Node next) implements Part {}

  record Sample(
      Part part,
      Map<String, Long> map,
      Set<Short> set,
      Optional<BigDecimal> decimal,
      Optional<int[]> ints,
      List<String[][]> names,
      ZonedDateTime time,
      UUID id,
      Locale locale,
      Timestamp message) {}

  private static final Sample SAMPLE =
      new Sample(
          new Node(List.of(new Leaf("text \u00fc", -1, 1.5, TimeUnit.DAYS)), null),
          new TreeMap<>(Map.of("a", 1L, "b", -2L)),
          Set.of((short) 1),
          Optional.of(new BigDecimal("1.50")),
          Optional.of(new int[] {1, 2}),
          List.<String[][]>of(new String[][] {{"x"}, {}}),
          ZonedDateTime.parse("2024-01-01T00:00:00+01:00[Europe/Berlin]"),
          new UUID(1, 2),
          Locale.GERMANY,
          Timestamp.newBuilder().setSeconds(1).build());

  private final Codec codec = Codecs.of(Sample.class);
  private final byte[] bytes = encode(codec, SAMPLE);

  private static byte[] encode(Codec codec, @Nullable Object value) {
    try {
      return Codecs.bytes(codec.encode(value));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void everyTruncationIsFoundDamaged() {
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThatThrownBy(() -> codec.decode(cut))
          .isInstanceOf(CorruptEntryException.class)
          .hasMessageStartingWith("value is damaged: ");
    }
  }

  @Test
  void everyFlippedBitIsAValueOrAnIoException() {
    int refused = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refused += decodes(changed) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(4 * bytes.length);
  }

  @Test
  void everyOtherByteIsAValueOrAnIoException() {
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (int value : new int[] {0, 1, 2, 0x0A, 0x10, 0x7F, 0x80, 0xFF}) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        refused += decodes(changed) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(4 * bytes.length);
  }

  private boolean decodes(byte[] changed) {
    try {
      Object value = codec.decode(ByteBuffer.wrap(changed));
      assertThat(value).isInstanceOf(Sample.class);
      return true;
    } catch (IOException expected) {
      assertThat(expected.getMessage()).startsWith("value ");
      return false;
    } catch (RuntimeException | Error escaped) {
      return fail("escaped for " + HexFormat.of().formatHex(changed), escaped);
    }
  }

  @Test
  void bytesAfterTheValueAreDamage() {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertDamaged(codec, longer, "1 bytes are left over");
  }

  @Test
  void valueOfAnotherKindIsDamage() {
    byte[] text = encode(Codecs.of(String.class), "a");
    Codec ints = Codecs.of(Integer.class);
    byte[] number = encode(ints, 1);
    System.arraycopy(number, 0, text, 0, 10); // the same shape, another value behind it
    assertDamaged(ints, text, "field 5 where none of that kind can stand");
  }

  @Test
  void lengthsBeyondTheBytesAllocateNothing() {
    for (Class<?> type : List.of(byte[].class, String.class, long[].class, String[].class)) {
      Codec each = Codecs.of(type);
      String field = type == byte[].class ? "62" : type == String.class ? "2a" : "9a02";
      assertDamaged(each, of(each, field + "ffffffff07"), null); // 2 GiB
      assertDamaged(each, of(each, field + "ffffffff0f"), null); // negative
    }
  }

  private static byte[] of(Codec codec, String value) {
    byte[] shape = Arrays.copyOf(encode(codec, null), 10);
    byte[] content = HexFormat.of().parseHex(value);
    ByteBuffer all = ByteBuffer.allocate(11 + content.length);
    return all.put(shape).put((byte) content.length).put(content).array();
  }

  @Test
  void numbersOutOfRangeAreDamage() {
    assertDamaged(
        Codecs.of(Byte.class), of(Codecs.of(Byte.class), "80018002"), "number 128 is out of range");
    assertDamaged(
        Codecs.of(Byte.class),
        of(Codecs.of(Byte.class), "80018102"),
        "number -129 is out of range");
    assertDamaged(Codecs.of(Boolean.class), of(Codecs.of(Boolean.class), "0802"), "a boolean is 2");
    Codec chars = Codecs.of(Character.class);
    assertDamaged(chars, of(chars, "9001808004"), "a char is 65536");
    assertDamaged(
        chars,
        of(chars, "9001ffffffffffffffffff01"),
        "number 18446744073709551615 is out of range");
    Codec texts = Codecs.of(String.class);
    assertDamaged(texts, of(texts, "2a01ff"), "text is not in UTF-8");
    assertDamaged(texts, of(texts, "a20101" + "61"), "UTF-16 text of 1 bytes");
    Codec arrays = Codecs.of(int[].class);
    assertDamaged(arrays, of(arrays, "92020361" + "6161"), "an array of 3 bytes, 4 an element");
    Codec flags = Codecs.of(boolean[].class);
    assertDamaged(flags, of(flags, "fa01020102"), "a boolean is 2");
  }

  /** Those of a whole second or more would be carried over, and make another time. */
  @Test
  void nanosecondsOutOfRangeAreRefused() {
    Codec instants = Codecs.of(Instant.class);
    assertAnotherShape(instants, of(instants, "7a040a020001"), "nanoseconds (-1) are out of range");
    assertAnotherShape(
        instants,
        of(instants, "7a080a060080a8d6b907"), // two billion, as it stands for signed numbers
        "nanoseconds (1000000000) are out of range");
  }

  private static void assertAnotherShape(Codec codec, byte[] bytes, String what) {
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("value has another shape: java.lang.IllegalArgumentException: " + what);
  }

  @Test
  void aValueWhereNoneCanStandIsDamage() throws IOException {
    Codec voids = Codecs.of(Void.class);
    assertDamaged(voids, of(voids, "0801"), "a value where null must be");
    Codec parts = Codecs.of(Part.class);
    String name = "0a11" + HexFormat.of().formatHex("BadBytesTest$Leaf".getBytes(US_ASCII));
    assertDamaged(parts, of(parts, "5215" + name + "1200"), "a BadBytesTest$Leaf without a value");
  }

  interface Results {
    Set<String> set();

    Map<String, String> map();

    NavigableMap<String, String> navigable();

    Map.Entry<String, String> entry();

    List<String> list();
  }

  @Test
  void elementsThatCannotMakeTheCollectionAreRefused() {
    Codec sets = Codecs.of(Results.class, "set");
    String twice = "12032a0161".repeat(2);
    assertDamaged(sets, of(sets, "3a0c080b" + twice), "2 elements make a collection of 1");
    assertDamaged(sets, of(sets, "3a0c0801" + twice), "collection 1 where a java.util.Set must be");
    for (int kind : new int[] {0, 20, 99}) {
      assertDamaged(
          sets,
          of(sets, "3a0208" + hex(kind)),
          "collection " + kind + " where a java.util.Set must be");
    }
    assertThatThrownBy(() -> sets.decode(ByteBuffer.wrap(of(sets, "3a0c080d" + twice))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: java.lang.IllegalArgumentException: duplicate element: a");
    Codec maps = Codecs.of(Results.class, "map");
    assertDamaged(maps, of(maps, "42160801" + twice + twice), "2 keys make a map of 1");
    assertDamaged(maps, of(maps, "42070801" + "12032a0161"), "a part is missing");
    for (int kind : new int[] {0, 11, 99}) {
      assertDamaged(
          maps, of(maps, "420208" + hex(kind)), "map " + kind + " where a java.util.Map must be");
    }
    Codec navigable = Codecs.of(Results.class, "navigable");
    assertDamaged(
        navigable, of(navigable, "42020801"), "map 1 where a java.util.NavigableMap must be");
    Codec entries = Codecs.of(Results.class, "entry");
    assertDamaged(entries, of(entries, "da01060804" + "12001200"), "no kind of entry: 4");
    Codec lists = Codecs.of(Results.class, "list");
    assertThatThrownBy(() -> lists.decode(ByteBuffer.wrap(of(lists, "3a0408021200"))))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: java.lang.NullPointerException");
  }

  private static String hex(int number) {
    return HexFormat.of().toHexDigits((byte) number);
  }

  interface Items {
    List<List<String>> lists();

    List<Map<String, String>> maps();

    List<Optional<String>> optionals();

    List<Instant> instants();

    List<Map.Entry<String, String>> entries();

    List<Part> parts();

    List<Leaf> leaves();

    List<BigDecimal> decimals();

    List<String[]> arrays();

    List<int[]> numbers();

    List<String> texts();

    List<ZonedDateTime> times();
  }

  /** Else they would be read as another item of the list around. */
  @Test
  void bytesBehindAnItemsContentAreDamage() throws IOException {
    Leaf leaf = new Leaf("a", 1, 1, TimeUnit.DAYS);
    assertDamagedBehindItem("lists", List.of("a"));
    assertDamagedBehindItem("maps", Map.of("a", "b"));
    assertDamagedBehindItem("optionals", Optional.of("a"));
    assertDamagedBehindItem("instants", Instant.EPOCH);
    assertDamagedBehindItem("entries", Map.entry("a", "b"));
    assertDamagedBehindItem("parts", leaf);
    assertDamagedBehindItem("leaves", leaf);
    assertDamagedBehindItem("decimals", BigDecimal.ONE);
    assertDamagedBehindItem("arrays", new String[] {"a"});
    assertDamagedBehindItem("numbers", new int[] {1});
    assertDamagedBehindItem("texts", "\ud800");
    assertDamagedBehindItem("times", SAMPLE.time);
  }

  private static void assertDamagedBehindItem(String type, Object item) throws IOException {
    Codec codec = Codecs.of(Items.class, type);
    byte[] list = encode(codec, new ArrayList<>(List.of(item)));
    byte[] longer = Arrays.copyOf(list, list.length + 2);
    longer[list.length] = 0x12; // an item, null
    for (int length : new int[] {10, 12, 16}) { // of the result, the list and the item
      longer[length] = (byte) (longer[length] + 2);
      assertThat(longer[length]).as("one byte tells the length").isPositive();
    }
    assertDamaged(codec, longer, "2 bytes are left over");
  }

  @Test
  void depthIsBoundedBothWays() throws IOException {
    Codec nodes = Codecs.of(Node.class);
    Node deep = new Node(List.of(), null);
    for (int i = 1; i < 249; i++) {
      deep = new Node(List.of(), deep);
    }
    assertThat(Codecs.copy(nodes, deep)).isEqualTo(deep);
    Node deeper = deep;
    for (int i = 0; i < 10_000; i++) {
      deeper = new Node(List.of(), deeper);
    }
    Node tooDeep = deeper;
    assertThatThrownBy(() -> nodes.encode(tooDeep))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value holds parts nested more than 250 deep at "
                + "component next, ".repeat(7)
                + "component parts, which cannot be stored");
    assertDamaged(nodes, nested(nodes, 10_000), "it nests more than 250 values deep");
  }

  /** Of a field that the message has not, so that its parser would keep them. */
  @Test
  void nestedGroupsAreRefused() {
    Codec times = Codecs.of(Timestamp.class);
    byte[] groups = new byte[20_000];
    Arrays.fill(groups, 0, 10_000, (byte) 0x23);
    Arrays.fill(groups, 10_000, 20_000, (byte) 0x24);
    byte[] empty = encode(times, Timestamp.getDefaultInstance());
    byte[] tag = Arrays.copyOfRange(empty, 11, empty.length - 1);
    byte[] message = join(tag, length(groups), groups);
    byte[] shape = Arrays.copyOf(empty, 10);

    assertDamagedWithin(200_000, times, join(shape, length(message), message));
    assertDamagedWithin(200_000, times, join(shape, length(groups), groups));
    assertDamagedWithin(200_000, times, join(shape, groups));
  }

  @Test
  void refusalTakesNoMoreThanTwiceTheCap() {
    Codec nodes = Codecs.of(Node.class);
    assertDamagedWithin(2L * Codecs.MAXIMUM_BYTES, nodes, nested(nodes, 10_000));
    Codec longs = Codecs.of(long[].class);
    assertDamagedWithin(2L * Codecs.MAXIMUM_BYTES, longs, of(longs, "9a02" + "ffffffff07"));
  }

  private static void assertDamagedWithin(long most, Codec codec, byte[] bytes) {
    ParserFuzz refusal =
        new ParserFuzz(most, UnaryOperator.identity(), each -> codec.decode(ByteBuffer.wrap(each)));
    assertThat(refusal.accepts(bytes)).isFalse();
  }

  /** Records in records: each is a component, a value, and what is around it. */
  private static byte[] nested(Codec codec, int depth) {
    byte[] content = {};
    for (int i = 0; i < depth; i++) {
      byte[] list = HexFormat.of().parseHex("0a" + "04" + "3a020802");
      byte[] record = join(list, new byte[] {0x0A}, length(content), content);
      content = join(new byte[] {0x4A}, length(record), record);
    }
    byte[] shape = Arrays.copyOf(encode(codec, null), 10);
    return join(shape, length(content), content);
  }

  private static byte[] length(byte[] content) {
    ByteBuffer length = ByteBuffer.allocate(5);
    int rest = content.length;
    for (; rest >= 0x80; rest >>>= 7) {
      length.put((byte) (rest | 0x80));
    }
    length.put((byte) rest);
    return Arrays.copyOf(length.array(), length.position());
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  @Test
  void sizeIsBoundedBothWays() throws IOException {
    Codec small = Codecs.of(byte[].class, 100);
    String tooLarge = "value takes more than the maximum of 100 bytes";
    assertThat(small.encode(new byte[87]).remaining()).isEqualTo(100);
    assertThat(Codecs.copy(small, new byte[87])).hasSize(87);
    assertThatThrownBy(() -> small.encode(new byte[88])).hasMessage(tooLarge);
    assertThatThrownBy(() -> small.encode(new byte[100])).hasMessage(tooLarge);
    assertThatThrownBy(() -> Codecs.of(long[].class, 100).encode(new long[1 << 20]))
        .isInstanceOf(IOException.class)
        .hasMessage(tooLarge);
    assertThatThrownBy(() -> Codecs.of(String.class, 100).encode("x".repeat(1 << 20)))
        .isInstanceOf(IOException.class)
        .hasMessage(tooLarge);
    assertThatThrownBy(() -> small.decode(ByteBuffer.allocate(101)))
        .isInstanceOf(IOException.class)
        .hasMessage("value (101 bytes) exceeds the maximum of 100");
  }

  @Test
  void noBytesAreDamage() {
    assertThatThrownBy(() -> codec.decode(ByteBuffer.allocate(0)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("value is damaged: it has no bytes");
  }

  private static void assertDamaged(Codec codec, byte[] bytes, @Nullable String what) {
    var thrown =
        assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
            .isInstanceOf(CorruptEntryException.class)
            .hasMessageStartingWith("value is damaged: ");
    if (what != null) {
      thrown.hasMessage("value is damaged: " + what);
    }
  }
}
