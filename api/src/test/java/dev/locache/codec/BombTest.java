package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Few bytes that would take much time or memory. The time limit only guards against hanging. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class BombTest {
  private static final String HASHING_BOMB =
      "value nests and shares sets or maps so that hashing it would not end";

  private final Codec codec = Codecs.of(Object.class);

  @BeforeEach
  void silence() {
    Canaries.FIRED.clear();
  }

  @Test
  void setBombIsRefusedBeforeAnythingIsHashed() {
    ByteBuffer bytes = Codecs.plainStream(setBomb(100));
    Canaries.FIRED.clear();

    assertThat(bytes.remaining()).isLessThan(6000);
    assertThatThrownBy(() -> codec.decode(bytes)).hasMessage(HASHING_BOMB);
    assertThat(Canaries.FIRED).isEmpty();
  }

  @Test
  void manySmallSetBombsAreRefused() {
    List<Object> bombs = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      bombs.add(setBomb(20));
    }

    assertThatThrownBy(() -> codec.decode(Codecs.plainStream(bombs))).hasMessage(HASHING_BOMB);
  }

  @Test
  void listsThatShareTheirElementsAreRefusedWhereTheyAreHashed() {
    List<Object> hashedLate = new ArrayList<>();
    // While it is empty, and so cheap.
    List<Object> hashing =
        List.of(
            new HashSet<>(Set.of(hashedLate)),
            new HashMap<>(Map.of(hashedLate, "value")),
            Set.of(hashedLate),
            Set.of(hashedLate, 1, 2),
            Map.of(hashedLate, "value"),
            Map.of(hashedLate, "value", 1, 2));
    List<Object> level = hashedLate;
    for (int i = 0; i < 60; i++) {
      List<Object> next = new ArrayList<>();
      level.add(next);
      level.add(next);
      level = next;
    }

    for (Object each : hashing) {
      assertThatThrownBy(() -> codec.decode(Codecs.plainStream(each))).hasMessage(HASHING_BOMB);
    }
  }

  static class Numbered implements Serializable {
    private static final long serialVersionUID = 1;

    final long number = 7;
  }

  static final class Named extends Numbered {
    private static final long serialVersionUID = 1;

    final int other = 7;
    final String name = "x".repeat(500);
  }

  /** What takes how many bytes, if nothing in it is shared. */
  static List<Arguments> weights() {
    return List.of(
        arguments("x".repeat(1_000), 1_003),
        arguments(new byte[1_000], 1_008),
        arguments(new long[100], 808),
        arguments(new Object[] {"x".repeat(500), "y".repeat(500)}, 1_014),
        arguments(new Named(), 523),
        arguments(new ArrayList<>(List.of("x".repeat(500), "y".repeat(500))), 1_022),
        arguments(TimeUnit.SECONDS, 1),
        arguments(String.class, 1));
  }

  @ParameterizedTest
  @MethodSource("weights")
  void objectsAreWeighedByTheirBytes(Object shared, int weight) throws IOException {
    double limit = Math.sqrt((double) StreamCheck.MAXIMUM_HASHED / weight);

    assertThatThrownBy(() -> codec.decode(hashedTimesItself(shared, (int) (1.01 * limit))))
        .hasMessage(HASHING_BOMB);
    if (weight > 1) { // else so many objects would be hashed that it took a second
      assertThat(codec.decode(hashedTimesItself(shared, (int) (0.97 * limit)))).isNotNull();
    }
  }

  /** A set of a list of lists that are one, in which {@code shared} is as many times. */
  private static ByteBuffer hashedTimesItself(Object shared, int times) {
    List<Object> outer = new ArrayList<>();
    Set<Object> set = new HashSet<>(Set.of(outer));
    outer.addAll(Collections.nCopies(times, new ArrayList<>(Collections.nCopies(times, shared))));
    return Codecs.plainStream(set);
  }

  @Test
  void keysOfMapsAreWeighedAndValuesAreNot() throws IOException {
    List<Object> shared = new ArrayList<>();
    List<Object> level = shared;
    for (int i = 0; i < 60; i++) {
      List<Object> next = new ArrayList<>();
      level.add(next);
      level.add(next);
      level = next;
    }
    Map<Object, Object> asValue = new HashMap<>();
    asValue.put("key", shared);
    Map<Object, Object> immutable = Map.of("key", shared);

    assertThat(codec.decode(Codecs.plainStream(asValue))).isInstanceOf(HashMap.class);
    assertThat(codec.decode(Codecs.plainStream(immutable))).isInstanceOf(Map.class);
    assertThat(codec.decode(codec.encode(List.of(shared, shared)))).isInstanceOf(List.class);
  }

  @Test
  void mapsNestedDeepAreFine() throws IOException {
    Map<String, Object> outer = new HashMap<>();
    Map<String, Object> level = outer;
    for (int i = 0; i < 100; i++) {
      Map<String, Object> next = new HashMap<>();
      level.put("child", next);
      level.put("name", "level " + i);
      level = next;
    }

    assertThat(Codecs.roundTrip(codec, outer)).isEqualTo(outer);
  }

  @Test
  void nestingWithoutEndIsRefused() throws IOException {
    Stream stream = new Stream();
    stream.newArray(Object[].class, 1);
    for (int i = 1; i < 100_000; i++) {
      stream.arrayOfFirstClass(1);
    }

    assertThatThrownBy(() -> codec.decode(stream.bytes()))
        .isInstanceOf(IOException.class)
        .hasMessage("value nests more than 250 objects deep");
  }

  @Test
  void classWithoutEndOfSuperclassesIsRefused() throws IOException {
    Stream stream = new Stream();
    stream.out.writeByte(ObjectStreamConstants.TC_OBJECT);
    for (int i = 0; i < 10_000; i++) {
      stream.classDescription(Integer.class);
    }

    assertThatThrownBy(() -> codec.decode(stream.bytes()))
        .isInstanceOf(IOException.class)
        .hasMessage("value nests more than 250 objects deep");
  }

  @Test
  void arrayThatAnnouncesMoreThanThereIsIsRefused() throws IOException {
    assertThatThrownBy(() -> codec.decode(arrayOf(byte[].class, Integer.MAX_VALUE)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("value is damaged: array of 2147483647 elements in 0 bytes");
    assertThatThrownBy(() -> codec.decode(arrayOf(long[].class, Integer.MAX_VALUE)))
        .hasMessage("value is damaged: array of 2147483647 elements in 0 bytes");
    assertThatThrownBy(() -> codec.decode(arrayOf(Object[].class, 1 << 30)))
        .hasMessage("value is damaged: array of 1073741824 elements in 0 bytes");
    assertThatThrownBy(() -> codec.decode(arrayOf(int[].class, -1)))
        .hasMessage("value is damaged: array of -1 elements in 0 bytes");
  }

  @Test
  void collectionThatAnnouncesMoreThanThereIsIsRefused() throws IOException {
    ByteBuffer list = Codecs.plainStream(new ArrayList<>());
    ByteBuffer map = Codecs.plainStream(new HashMap<>());
    ByteBuffer negative = Codecs.plainStream(new HashMap<>());
    list.putInt(lastBlock(list) - Integer.BYTES, Integer.MAX_VALUE); // the field before it
    map.putInt(lastBlock(map) + 2 + Integer.BYTES, 1 << 28); // the second in it
    negative.putInt(lastBlock(negative) + 2 + Integer.BYTES, -1);

    assertRefusesRoom(list);
    assertRefusesRoom(map);
    assertThatThrownBy(() -> codec.decode(negative))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: Illegal mappings count: -1");
  }

  @Test
  void stringThatAnnouncesMoreThanThereIsIsRefused() throws IOException {
    Stream stream = new Stream();
    stream.out.writeByte(ObjectStreamConstants.TC_LONGSTRING);
    stream.out.writeLong(1L << 31);
    Stream negative = new Stream();
    negative.out.writeByte(ObjectStreamConstants.TC_LONGSTRING);
    negative.out.writeLong(-1);

    assertThatThrownBy(() -> codec.decode(stream.bytes()))
        .hasMessage("value is damaged: part of 2147483648 bytes where 0 are left");
    assertThatThrownBy(() -> codec.decode(negative.bytes()))
        .hasMessage("value is damaged: part of -1 bytes where 0 are left");
  }

  @Test
  void listOfBillionsInFewBytesIsRefused() {
    assertThatThrownBy(() -> codec.decode(Codecs.plainStream(Collections.nCopies(1 << 30, "x"))))
        .hasMessageStartingWith("value holds java.util.Collections$CopiesList, which");
  }

  private void assertRefusesRoom(ByteBuffer bytes) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value asks for more room than its " + (bytes.remaining() - 1) + " bytes can fill");
  }

  private static Set<Object> setBomb(int levels) {
    Set<Object> root = new HashSet<>();
    Set<Object> left = root;
    Set<Object> right = new HashSet<>();
    for (int i = 0; i < levels; i++) {
      Set<Object> nextLeft = new HashSet<>();
      Set<Object> nextRight = new HashSet<>();
      nextLeft.add(new Canaries.Hashed()); // so that the two differ
      left.add(nextLeft);
      left.add(nextRight);
      right.add(nextLeft);
      right.add(nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return root;
  }

  private static ByteBuffer arrayOf(Class<?> type, int length) throws IOException {
    Stream stream = new Stream();
    stream.newArray(type, length);
    return stream.bytes();
  }

  /** Returns where the last block of data starts. */
  private static int lastBlock(ByteBuffer stream) {
    int start = stream.limit() - 1;
    while (stream.get(start) != ObjectStreamConstants.TC_BLOCKDATA) {
      start--;
    }
    return start;
  }

  /** Bytes that no ObjectOutputStream would write. */
  private static final class Stream {
    final ByteArrayOutputStream target = new ByteArrayOutputStream();
    final DataOutputStream out = new DataOutputStream(target);

    Stream() throws IOException {
      out.writeByte(SerialForm.TAG);
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
    }

    void newArray(Class<?> type, int length) throws IOException {
      out.writeByte(ObjectStreamConstants.TC_ARRAY);
      classDescription(type);
      out.writeByte(ObjectStreamConstants.TC_NULL);
      out.writeInt(length);
    }

    void arrayOfFirstClass(int length) throws IOException {
      out.writeByte(ObjectStreamConstants.TC_ARRAY);
      out.writeByte(ObjectStreamConstants.TC_REFERENCE);
      out.writeInt(ObjectStreamConstants.baseWireHandle);
      out.writeInt(length);
    }

    void classDescription(Class<?> type) throws IOException {
      out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF(type.getName());
      out.writeLong(ObjectStreamClass.lookupAny(type).getSerialVersionUID());
      out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
      out.writeShort(0);
      out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(target.toByteArray());
    }
  }
}
