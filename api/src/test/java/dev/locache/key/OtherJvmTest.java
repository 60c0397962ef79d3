package dev.locache.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Equal arguments give equal keys in another JVM, where the order of {@code Set.of} is another one,
 * and where sets and maps were filled in another order.
 */
final class OtherJvmTest {
  private static final int CALLS = 2_000;
  private static final long SEED = 20_240_229;

  record Point(int x, double y, String name) {}

  /** Prints the key of each call, in a JVM of its own. */
  static final class Printer {
    private Printer() {}

    public static void main(String[] arguments) throws UnencodableException {
      System.out.print(String.join("\n", keys(Long.parseLong(arguments[0]), true)));
    }
  }

  @Test
  void equalArgumentsGiveEqualKeys() throws Exception {
    List<String> here = keys(SEED, false);
    assertThat(printedElsewhere(SEED)).isEqualTo(here);
    assertThat(new HashSet<>(here)).hasSize(CALLS);
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

  private static List<String> keys(long seed, boolean reversed) throws UnencodableException {
    List<String> keys = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      Values values = new Values(new Random(seed + call), reversed);
      // The number of the call keeps apart those that happen to have the same arguments.
      List<Object> arguments = List.of(call, values.next(4), Optional.of(values.next(2)));
      keys.add(Encoded.digest(arguments).toString());
    }
    return keys;
  }

  /** Random values; those whose order is that of hashes are filled in either order. */
  private record Values(Random random, boolean reversed) {
    private Object next(int depth) {
      int kind = random.nextInt(depth > 0 ? 17 : 12);
      return switch (kind) {
        case 0 -> random.nextInt();
        case 1 -> random.nextLong();
        case 2 -> random.nextGaussian();
        case 3 -> text();
        case 4 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(9));
        case 5 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000));
        case 6 -> LocalDate.ofEpochDay(random.nextInt(100_000));
        case 7 -> Duration.ofNanos(random.nextLong());
        case 8 -> new UUID(random.nextLong(), random.nextLong());
        case 9 -> random.nextBoolean() ? TimeUnit.DAYS : TimeUnit.HOURS;
        case 10 -> random.nextBoolean();
        case 11 -> new Point(random.nextInt(), random.nextDouble(), text());
        case 12 -> list(depth);
        case 13 -> new HashSet<>(ordered(new HashSet<>(list(depth))));
        case 14 -> Set.copyOf(list(depth));
        case 15 -> hashMap(depth);
        default -> new TreeMap<>(textMap(depth));
      };
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append((char) random.nextInt(0x3000));
      }
      return text.toString();
    }

    private List<Object> list(int depth) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        list.add(next(depth - 1));
      }
      return list;
    }

    private <T> List<T> ordered(Collection<T> values) {
      List<T> list = new ArrayList<>(values);
      if (reversed) {
        Collections.reverse(list);
      }
      return list;
    }

    private Map<String, Object> textMap(int depth) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        map.put(text(), next(depth - 1));
      }
      return map;
    }

    private Map<String, Object> hashMap(int depth) {
      Map<String, Object> filled = textMap(depth);
      Map<String, Object> map = new HashMap<>();
      for (String key : ordered(filled.keySet())) {
        map.put(key, filled.get(key));
      }
      return map;
    }
  }
}
