package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.locache.spi.Codec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that are not what their declared type says, or would come back as something else. */
final class RefusedValueTest {
  private static final String NO_COLLECTION =
      ", which is no collection that comes back the same; copy it, such as to an ArrayList or by"
          + " copyOf, or choose codec(\"java\")";
  private static final String NO_MAP =
      ", which is no map that comes back the same; copy it, such as to a HashMap or by copyOf, or"
          + " choose codec(\"java\")";

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  enum Corner implements Shape {
    SHARP,
    ROUND
  }

  @SuppressWarnings("NonApiType")
  interface Results {
    List<String> list();

    ArrayList<String> arrayList();

    NavigableMap<String, String> navigable();

    Map<List<String>, List<String>> lists();

    Map.Entry<String, List<String>> entry();

    List<String>[] arrays();

    Set<Shape> shapes();

    Map<Shape, Integer> byShape();

    Map<String, @Nullable String> map();
  }

  private static final class Rounded extends BigDecimal {
    private static final long serialVersionUID = 1;

    Rounded() {
      super(1);
    }
  }

  /** Casts that the compiler cannot check let any value get anywhere. */
  @Test
  void aValueOfAnotherClassThanDeclaredIsRefused() {
    assertUnexpected(Integer.class, 1L);
    assertUnexpected(String.class, 1);
    assertUnexpected(Void.class, 1);
    assertUnexpected(BigInteger.class, BigDecimal.ONE);
    assertUnexpected(BigDecimal.class, new Rounded());
    assertUnexpected(URI.class, "a:b");
    assertUnexpected(Instant.class, LocalDate.EPOCH);
    assertUnexpected(ZonedDateTime.class, Instant.EPOCH);
    assertUnexpected(TimeUnit.class, "DAYS");
    assertUnexpected(TimeUnit.class, DayOfWeek.MONDAY);
    assertUnexpected(OptionalInt.class, Optional.of(1));
    assertUnexpected(Circle.class, Corner.SHARP);
    assertUnexpected(Shape.class, "circle");
    assertUnexpected(Timestamp.class, Duration.getDefaultInstance());
    assertUnexpected(ByteString.class, "abc");
    assertRefused(
        Codecs.of(Results.class, "list"),
        "a",
        "value holds java.lang.String, where the declared type says java.util.List");
  }

  @Test
  void anArrayOfAnotherClassThanDeclaredIsRefused() {
    assertRefused(
        Codecs.of(Shape[].class),
        new Circle[0],
        "value holds "
            + Circle[].class.getTypeName()
            + ", where the declared type says "
            + Shape[].class.getTypeName());
    assertRefused(
        Codecs.of(int[].class), new long[0], "value holds [J, where the declared type says int[]");
  }

  @Test
  @SuppressWarnings("JdkObsolete")
  void aPartThatIsRefusedIsNamed() {
    Vector<String> part = new Vector<>();
    Codec maps = Codecs.of(Results.class, "lists");
    String named = "value holds java.util.Vector at ";
    assertRefused(maps, Map.of(part, List.of()), named + "key" + NO_COLLECTION);
    assertRefused(maps, Map.of(List.of(), part), named + "value" + NO_COLLECTION);
    assertRefused(
        Codecs.of(Results.class, "entry"), Map.entry("a", part), named + "entry" + NO_COLLECTION);
    assertRefused(
        Codecs.of(Results.class, "arrays"),
        new List<?>[] {part},
        named + "element" + NO_COLLECTION);
  }

  @Test
  @SuppressWarnings("JdkObsolete")
  void aCollectionThatIsNoneOfTheDeclaredClassIsRefused() {
    assertRefused(
        Codecs.of(Results.class, "arrayList"),
        List.of("a"),
        "value holds " + List.of("a").getClass().getName() + NO_COLLECTION);
    Codec navigable = Codecs.of(Results.class, "navigable");
    assertRefused(navigable, new HashMap<>(), "value holds java.util.HashMap" + NO_MAP);
    assertRefused(
        Codecs.of(Results.class, "map"),
        new IdentityHashMap<>(),
        "value holds java.util.IdentityHashMap" + NO_MAP);
  }

  /** They come back from the enum's class, and a sealed interface may have several enums. */
  @Test
  void aCollectionOfConstantsIsRefusedWhereTheDeclaredTypeNamesNoEnum() {
    String message = ", where the declared type names no enum";
    EnumSet<Corner> set = EnumSet.of(Corner.ROUND);
    assertRefused(
        Codecs.of(Results.class, "shapes"),
        set,
        "value holds " + set.getClass().getName() + message);
    assertRefused(
        Codecs.of(Results.class, "byShape"),
        new EnumMap<>(Map.of(Corner.ROUND, 1)),
        "value holds java.util.EnumMap" + message);
  }

  @Test
  void whatItsTextDoesNotTellInFullIsRefused() {
    assertRefused(
        Codecs.of(Locale.class),
        new Locale("no", "NO", "NY"),
        "value holds java.util.Locale \"no_NO_NY\", which cannot be told by its text");
    URI lone = URI.create("a:\ud800");
    assertRefused(
        Codecs.of(URI.class),
        lone,
        "value holds java.net.URI \"" + lone + "\", which cannot be told by its text");
  }

  @Test
  void aNameThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> new Output(100).name(Tags.ENUM, "\ud800"))
        .isInstanceOf(UnencodableException.class)
        .hasMessage("value holds the name \ud800, which UTF-8 cannot carry");
  }

  @Test
  void aCollectionThatThrowsIsNoErrorOfTheCaller() {
    List<String> throwing =
        Collections.unmodifiableList(
            new ArrayList<>() {
              @Override
              public boolean contains(@Nullable Object item) {
                throw new IllegalStateException("not now");
              }
            });
    assertRefused(
        Codecs.of(Results.class, "list"),
        throwing,
        "value could not be written: java.lang.IllegalStateException: not now");
  }

  @Test
  void constantsForAnotherDeclaredTypeAreNotRead() throws IOException {
    Codec maps = Codecs.of(Results.class, "map");
    ByteBuffer bytes = maps.encode(new TreeMap<>(Map.of("a", "b")));
    byte[] changed = Codecs.bytes(bytes);
    changed[14] = 7; // the kind: an EnumMap
    assertThatThrownBy(() -> maps.decode(ByteBuffer.wrap(changed)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: java.lang.IllegalArgumentException: an EnumMap of something"
                + " else than an enum");
  }

  private static void assertUnexpected(Class<?> declared, Object value) {
    assertRefused(
        Codecs.of(declared),
        value,
        "value holds "
            + value.getClass().getName()
            + ", where the declared type says "
            + declared.getName());
  }

  private static void assertRefused(Codec codec, Object value, String message) {
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
