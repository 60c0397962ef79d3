package dev.locache.key;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values that a careless key takes for one another. No two of {@link #all()} are equal. */
final class AwkwardValues {
  record Name(String value) {}

  record Label(String value) {}

  record Two(@Nullable Object left, @Nullable Object right) {}

  enum Colour {
    RED
  }

  static final class Box implements Serializable {
    private static final long serialVersionUID = 1;
    final @Nullable Object content;

    Box(@Nullable Object content) {
      this.content = content;
    }
  }

  private static final String[] TEXTS = {
    "",
    " ",
    "null",
    "\0",
    "\0\0",
    "a",
    "b",
    "A",
    "../",
    "..",
    "..\\",
    "/",
    "a/b",
    "a\\b",
    "a:b",
    "CON",
    "a.",
    "a ",
    "Aa",
    "BB",
    "AaAa",
    "AaBB",
    "BBAa",
    "BBBB",
    "a,b",
    "a, b",
    "[a, b]",
    "[a,b]",
    "{a=b}",
    "\ud800",
    "\udc00",
    "\ud83d\ude00",
    "\ude00\ud83d",
    "?",
    "\ufffd",
    "\u00e9",
    "e\u0301",
    "\u00df",
    "ss",
    "I",
    "\u0131",
    "i",
    "\u0130",
    "1",
    "1L",
    "01",
    "1.0",
    "true",
    "-0.0",
    "0.0",
    "NaN",
    "\r\n",
    "\n",
    "\t",
    "%00",
    "%2e%2e%2f",
    "\u0080",
    "\u0800",
    "\uffff",
    "Name[value=a]"
  };

  private AwkwardValues() {}

  /** Some hundred values, and each of them within others. */
  static List<@Nullable Object> all() {
    List<@Nullable Object> plain = plain();
    List<@Nullable Object> all = new ArrayList<>(plain);
    for (Object value : plain) {
      all.add(new Object[] {value});
      all.add(new Object[][] {{value}});
      all.add(Arrays.asList(value));
      all.add(Arrays.asList(Arrays.asList(value)));
      all.add(Arrays.asList(value, null));
      all.add(new Two(value, "a"));
      all.add(new Two("b#", value));
      all.add(new Box(value));
      if (value != null) {
        all.add(Arrays.asList(null, value));
        all.add(Arrays.asList(value, value));
        all.add(Set.of(value));
        all.add(Optional.of(value));
        all.add(Map.of(value, "a%"));
        all.add(Map.of("a#", value));
        all.add(Map.entry(value, "a"));
        all.add(new TreeMap<>(Map.of("a#", value)));
      }
    }
    all.add(Optional.empty());
    return all;
  }

  private static List<@Nullable Object> plain() {
    List<@Nullable Object> values = new ArrayList<>();
    for (String text : TEXTS) {
      values.add(text);
      values.add(new Name(text));
      values.add(new Label(text));
      values.add(text.toCharArray());
    }
    values.add("x".repeat(1 << 20));
    values.add("x".repeat((1 << 20) - 1) + "y");
    values.add("x".repeat((1 << 20) + 1));
    values.addAll(numbers());
    values.addAll(shapes());
    return values;
  }

  private static List<@Nullable Object> numbers() {
    return Arrays.asList(
        null,
        true,
        false,
        (byte) 1,
        (short) 1,
        (char) 1,
        '1',
        1,
        1L,
        1f,
        1d,
        0,
        0L,
        0f,
        -0.0f,
        0d,
        -0.0,
        Float.NaN,
        Double.NaN,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Float.POSITIVE_INFINITY,
        -1,
        -1L,
        0xffff,
        0xffL,
        BigInteger.ONE,
        BigInteger.valueOf(256),
        BigDecimal.ONE,
        new BigDecimal("1.0"),
        new BigDecimal("1.00"),
        new BigDecimal("1E+1"),
        BigDecimal.TEN,
        OptionalInt.of(1),
        OptionalLong.of(1),
        OptionalInt.empty(),
        OptionalLong.empty());
  }

  private static List<@Nullable Object> shapes() {
    return Arrays.asList(
        List.of(),
        Set.of(),
        Map.of(),
        new Object[0],
        new String[0],
        new int[0],
        new long[0],
        new byte[0],
        new int[0][],
        new int[1][],
        new int[][] {{}},
        new int[][] {{}, {}},
        List.of("a", "b"),
        List.of("b", "a"),
        Set.of("a", "b"),
        List.of(List.of("a"), List.of("b")),
        List.of(List.of("a", "b"), List.of()),
        List.of("ab", "c"),
        List.of("a", "bc"),
        new String[] {"a", "b"},
        new Object[] {"a", "b"},
        new CharSequence[] {"a", "b"},
        new int[] {1, 2},
        new long[] {1, 2},
        new Integer[] {1, 2},
        new byte[] {0, 0, 0, 1},
        new byte[] {1},
        new boolean[] {true},
        Map.of("a", "b"),
        Map.of("b", "a"),
        Map.of(1, "a"),
        Map.of(1L, "a"),
        new float[] {-0f},
        new float[] {0f},
        Colour.RED,
        Colour.class,
        String.class,
        "dev.locache.key.AwkwardValues$Colour");
  }
}
