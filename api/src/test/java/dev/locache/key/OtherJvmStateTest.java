package dev.locache.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Equal states give equal digests in another JVM, although most of their objects hash by identity:
 * random graphs of own objects, with shared ones and cycles through sets and maps.
 */
final class OtherJvmStateTest {
  private static final int STATES = 400;
  private static final long SEED = 20_240_301;
  private static final KeyEncoding ENCODING = Encoded.keys(Map.of());

  private static final StateRules RULES = new PlainRules(OtherJvmStateTest.class);

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "leaf";
      }
    },
    BLUE
  }

  /** Hashes by identity; what it holds is not told by its superclass's field of the same name. */
  static class Node {
    @Nullable Object content;
    int number;
  }

  static final class Leaf extends Node {
    @SuppressWarnings("HidingField")
    @Nullable Object content;
  }

  /** Is a hash table itself. */
  static final class Table extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1;
    transient @Nullable Object extra;
  }

  record Pair(@Nullable Object left, @Nullable Object right) {}

  /** Prints the digest of each state, in a JVM of its own. */
  static final class Printer {
    private Printer() {}

    public static void main(String[] arguments) {
      System.out.print(String.join("\n", digests(Long.parseLong(arguments[0]), true)));
    }
  }

  @Test
  void equalStatesGiveEqualDigests() throws Exception {
    List<String> here = digests(SEED, false);
    assertThat(printedElsewhere(SEED)).isEqualTo(here);
    assertThat(new HashSet<>(here)).hasSize(STATES);
  }

  private static List<String> printedElsewhere(long seed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                Printer.class.getName(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.lines().toList();
  }

  private static List<String> digests(long seed, boolean reversed) {
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < STATES; i++) {
      digests.add(digest(new Graph(new Random(seed + i), reversed).root(i)).toString());
    }
    return digests;
  }

  private static Digest128 digest(Object implementation) {
    State state = ENCODING.state(implementation, RULES);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  /** Random objects that hold each other; what has no order is filled in either order. */
  private static final class Graph {
    private final Random random;
    private final boolean reversed;
    private final List<Node> nodes = new ArrayList<>();

    Graph(Random random, boolean reversed) {
      this.random = random;
      this.reversed = reversed;
    }

    Node root(int number) {
      int count = 2 + random.nextInt(7);
      for (int i = 0; i < count; i++) {
        nodes.add(random.nextBoolean() ? new Node() : new Leaf());
      }
      for (Node node : nodes) {
        node.number = random.nextInt(3); // some have the same content as others
        node.content = any(2);
        if (node instanceof Leaf leaf) {
          leaf.content = any(2);
        }
      }
      Node root = new Node();
      root.number = 100 + number; // keeps apart states that happen to be equal
      root.content = List.of(any(2), any(2), any(2));
      return root;
    }

    private Object any(int depth) {
      return switch (random.nextInt(depth > 0 ? 18 : 5)) {
        case 0, 1 -> node();
        case 2 -> random.nextInt(4);
        case 3 -> List.of(Colour.RED, Colour.GREEN, Colour.BLUE).get(random.nextInt(3));
        case 4 -> random.nextBoolean() ? String.class : Colour.class;
        case 5 -> list(depth);
        case 6 -> new HashSet<>(unordered(depth));
        case 7 -> new LinkedHashSet<>(list(depth));
        case 8 -> filled(new HashMap<>(), depth);
        case 9 -> filled(new ConcurrentHashMap<>(), depth);
        case 10 -> filled(new HashMap<>(), depth).keySet();
        case 11 -> Map.copyOf(filled(new HashMap<>(), depth));
        case 12 -> Set.copyOf(unordered(depth));
        case 13 -> colours(depth);
        case 14 -> new Pair(any(depth - 1), any(depth - 1));
        case 15 -> new AtomicReference<>(any(depth - 1));
        case 16 -> random.nextBoolean() ? Optional.of(any(depth - 1)) : list(depth).toArray();
        default -> table(depth);
      };
    }

    private Node node() {
      return nodes.get(random.nextInt(nodes.size()));
    }

    private List<Object> list(int depth) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        list.add(any(depth - 1));
      }
      return list;
    }

    /** Nothing but what is compared by identity or by value: contents of sets may not change. */
    private List<Object> unordered(int depth) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        list.add(random.nextInt(5) > 0 ? node() : "text" + random.nextInt(3));
      }
      if (depth > 1 && random.nextBoolean()) {
        list.add(new Pair(node(), node()));
      }
      if (reversed) {
        Collections.reverse(list);
      }
      return list;
    }

    private Map<Object, Object> filled(Map<Object, Object> map, int depth) {
      List<Object> keys = unordered(depth);
      Map<Object, Object> values = new HashMap<>();
      List<Object> drawn = new ArrayList<>(keys);
      if (reversed) {
        Collections.reverse(drawn);
      }
      for (Object key : drawn) {
        values.putIfAbsent(key, any(depth - 1));
      }
      keys.forEach(key -> map.put(key, values.get(key)));
      return map;
    }

    private Map<Colour, Object> colours(int depth) {
      Map<Colour, Object> map = new EnumMap<>(Colour.class);
      for (Colour each : Colour.values()) {
        if (random.nextBoolean()) {
          map.put(each, any(depth - 1));
        }
      }
      return random.nextBoolean() ? map : new TreeMap<>(map);
    }

    private Object table(int depth) {
      Table table = new Table();
      table.extra = new ArrayDeque<>(list(depth));
      filled(table, depth);
      return table;
    }
  }
}
