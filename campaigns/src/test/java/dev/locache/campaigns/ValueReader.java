package dev.locache.campaigns;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads arguments from bytes: whatever these are, they give values that have a key. */
final class ValueReader {
  record Name(String text) {}

  record Label(String text) {}

  record Pair(@Nullable Object left, @Nullable Object right) {}

  private static final String AWKWARD = "ab#%,;[0\0\n\u007f\u0080\u07ff\u0800\ud83d\ude00";
  private static final double[] REALS = {
    0, -0.0, 1, -1, 0.1, Double.NaN, Double.MIN_VALUE, Double.POSITIVE_INFINITY
  };
  private static final int MOST_ARGUMENTS = 4;
  private static final int MOST_ELEMENTS = 4;
  private static final int DEEPEST = 5;

  private final byte[] bytes;
  private int at;

  ValueReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the next call's arguments, after the last bytes none. */
  List<Described> arguments() {
    return values(next() % (MOST_ARGUMENTS + 1), 0);
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  private List<Described> values(int count, int depth) {
    List<Described> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(depth));
    }
    return values;
  }

  private Described value(int depth) {
    boolean plain = next() % 2 == 0 || depth == DEEPEST;
    return plain ? plain() : container(depth + 1);
  }

  /** Mostly the same, so that calls differ in nothing but what holds what. */
  private Described plain() {
    return switch (next() % 60) {
      case 1 -> Described.of('z', next() % 2 == 0);
      case 2 -> Described.of('b', (byte) next());
      case 3 -> Described.of('s', (short) number());
      case 4 -> Described.of('c', (char) number());
      case 5, 6 -> Described.of('i', (int) number());
      case 7 -> Described.of('l', number());
      case 8 -> Described.of('I', BigInteger.valueOf(number()));
      case 9 -> Described.of('D', new BigDecimal(BigInteger.valueOf(number()), next()));
      case 10 -> Described.of('f', (float) real());
      case 11 -> Described.of('d', real());
      case 12 -> Described.of('u', next() % 2 == 0 ? TimeUnit.DAYS : TimeUnit.HOURS);
      case 13 -> Described.of('C', next() % 2 == 0 ? Name.class : Label.class);
      case 14 -> Described.of('U', new UUID(number(), number()));
      case 15 -> Described.of('t', Instant.ofEpochSecond(number() / 1_000_000, next()));
      case 16 -> Described.of('T', Duration.ofSeconds(number(), next()));
      case 17 -> Described.of('n', new Name(text()));
      case 18 -> Described.of('m', new Label(text()));
      case 19 -> Described.of('S', text());
      case 20, 21, 22, 23, 24 -> Described.of('0', null, "");
      default -> Described.of('S', "a");
    };
  }

  private Described container(int depth) {
    return switch (next() % 20) {
      case 1 -> numbers();
      case 2 -> characters();
      case 3 -> texts();
      case 4 -> several('A', List::toArray, depth);
      case 5 -> pair(depth);
      case 6 -> optional(depth);
      case 7 -> set();
      case 8 -> map();
      case 9 -> orderedMap(depth);
      default -> several('L', list -> list, depth);
    };
  }

  private Described numbers() {
    int[] numbers = new int[next() % (MOST_ELEMENTS + 1)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) number();
    }
    return Described.of('y', numbers, Arrays.toString(numbers));
  }

  private Described characters() {
    String text = text();
    return Described.of('x', text.toCharArray(), text);
  }

  private Described texts() {
    String[] texts = new String[next() % (MOST_ELEMENTS + 1)];
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text();
      all.append(Described.of('S', texts[i]).text());
    }
    return Described.of('Y', texts, all.toString());
  }

  private Described several(char kind, Function<List<@Nullable Object>, Object> as, int depth) {
    List<@Nullable Object> values = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (Described each : values(next() % (MOST_ELEMENTS + 1), depth)) {
      values.add(each.value());
      all.append(each.text());
    }
    return Described.of(kind, as.apply(values), all.toString());
  }

  private Described pair(int depth) {
    Described left = value(depth);
    Described right = value(depth);
    return Described.of('P', new Pair(left.value(), right.value()), left.text() + right.text());
  }

  private Described optional(int depth) {
    Described content = value(depth);
    String text = content.value() == null ? "" : content.text();
    return Described.of('o', Optional.ofNullable(content.value()), text);
  }

  /** Elements of sets and keys of maps are plain, as others are not told apart by their content. */
  private Described set() {
    Map<String, @Nullable Object> elements = new TreeMap<>();
    for (int count = next() % (MOST_ELEMENTS + 1); count > 0; count--) {
      Described element = plain();
      elements.put(element.text(), element.value());
    }
    return Described.of('h', new HashSet<>(elements.values()), String.join("", elements.keySet()));
  }

  private Described map() {
    Map<String, String> texts = new TreeMap<>();
    Map<@Nullable Object, @Nullable Object> map = new HashMap<>();
    for (int count = next() % (MOST_ELEMENTS + 1); count > 0; count--) {
      put(map, texts, DEEPEST);
    }
    return Described.of('k', map, texts.toString());
  }

  private Described orderedMap(int depth) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int count = next() % (MOST_ELEMENTS + 1); count > 0; count--) {
      put(map, texts, depth);
    }
    return Described.of('K', map, texts.toString());
  }

  private void put(
      Map<@Nullable Object, @Nullable Object> map, Map<String, String> texts, int depth) {
    Described key = plain();
    Described value = value(depth);
    map.put(key.value(), value.value());
    texts.put(key.text(), value.text());
  }

  private String text() {
    char[] text = new char[next() % (MOST_ELEMENTS + 1)];
    for (int i = 0; i < text.length; i++) {
      int choice = next();
      text[i] = choice < AWKWARD.length() ? AWKWARD.charAt(choice) : (char) (choice << 8 | next());
    }
    return new String(text);
  }

  private double real() {
    int choice = next();
    return choice < REALS.length ? REALS[choice] : Double.longBitsToDouble(number());
  }

  /** Small ones are likelier. */
  private long number() {
    long number = (byte) next();
    for (int more = next() % 8; more > 0; more--) {
      number = number << 8 | next();
    }
    return number;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }
}
