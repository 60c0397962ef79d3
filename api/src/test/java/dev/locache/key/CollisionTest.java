package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Different values give different keys, however alike they look. */
final class CollisionTest {
  private static final List<@Nullable Object> AWKWARD = AwkwardValues.all();
  private static final List<Digest128> DIGESTS = digests();

  private static List<Digest128> digests() {
    List<Digest128> digests = new ArrayList<>();
    try {
      for (Object value : AWKWARD) {
        digests.add(Encoded.digest(value));
      }
    } catch (UnencodableException e) {
      throw new AssertionError(e);
    }
    return digests;
  }

  @Test
  void noTwoAwkwardValuesShareAKey() {
    Map<Digest128, Integer> first = new HashMap<>();
    for (int i = 0; i < DIGESTS.size(); i++) {
      Integer earlier = first.putIfAbsent(DIGESTS.get(i), i);
      assertThat(earlier).as("%s and earlier %s", i, earlier).isNull();
    }
    assertThat(first).hasSizeGreaterThan(4_000);
  }

  /** The arguments of two calls, of which the second has one argument replaced, or dropped. */
  @Property(tries = 10_000)
  void awkwardPairsOfCallsGiveDifferentKeys(
      @ForAll("calls") List<Integer> call, @ForAll("values") int replacement)
      throws UnencodableException {
    Digest128 key = keyOf(call);
    for (int i = 0; i < call.size(); i++) {
      List<Integer> replaced = new ArrayList<>(call);
      replaced.set(i, replacement);
      List<Integer> dropped = new ArrayList<>(call);
      dropped.remove(i);

      assertThat(keyOf(replaced).equals(key)).isEqualTo(replaced.equals(call));
      assertThat(keyOf(dropped)).isNotEqualTo(key);
    }
  }

  @Provide
  Arbitrary<List<Integer>> calls() {
    return values().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Integer> values() {
    return Arbitraries.integers().between(0, AWKWARD.size() - 1).filter(i -> !isLarge(i));
  }

  /** The text of a mebibyte takes part in the test above; ten thousand of them take too long. */
  private static boolean isLarge(int index) {
    return AWKWARD.get(index) instanceof String text && text.length() > 100;
  }

  private static Digest128 keyOf(List<Integer> indices) throws UnencodableException {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int index : indices) {
      arguments.add(AWKWARD.get(index));
    }
    Class<?>[] types = new Class<?>[arguments.size()];
    Arrays.fill(types, Object.class);
    return Encoded.digester(Encoded.keys(Map.of()), types).digest(arguments.toArray());
  }
}
