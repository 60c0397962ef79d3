package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.locache.key.ArgumentDigester;
import dev.locache.key.KeyEncoding;
import dev.locache.spi.Digest128;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.ParserFuzz;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** C7 for keys: of all calls that were made, no two different ones share a key. */
final class KeyFuzzTest {
  private static final int MOST_REMEMBERED = 200_000;

  private final KeyEncoding encoding = KeyEncoding.of(Map.of(), List.of());
  private final Map<Digest128, String> calls = new HashMap<>();
  private final ParserFuzz target =
      new ParserFuzz(1 << 20, UnaryOperator.identity(), this::addCalls);

  @Test
  void differentArgumentsHaveDifferentKeys() {
    Campaign campaign = Campaign.of("C7 fuzz, keys");
    target.run(campaign, campaign.rounds(5_000, 100_000), samples());
    campaign.result(calls.size() + " different calls remembered, 0 collisions");
  }

  @MethodSource("samples")
  @FuzzTest
  void differentArgumentsHaveDifferentKeys(byte[] bytes) {
    target.accepts(bytes);
  }

  static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    Random random = new Random(7);
    for (int length = 4; length < 400; length += 1 + length / 4) {
      byte[] sample = new byte[length];
      random.nextBytes(sample);
      samples.add(sample);
    }
    return samples;
  }

  /** Adds as many calls as the bytes have, each made twice, as equal ones have equal keys. */
  private void addCalls(byte[] bytes) throws Exception {
    ValueReader reader = new ValueReader(bytes);
    ValueReader again = new ValueReader(bytes);
    do {
      List<Described> arguments = reader.arguments();
      Digest128 key = key(arguments);
      assertThat(key(again.arguments())).isEqualTo(key);
      StringBuilder text = new StringBuilder();
      arguments.forEach(argument -> text.append(argument.text()));
      String earlier = calls.putIfAbsent(key, text.toString());
      assertThat(earlier == null || earlier.contentEquals(text))
          .as("one key for %s and %s", earlier, text)
          .isTrue();
    } while (reader.hasMore());
    if (calls.size() > MOST_REMEMBERED) {
      calls.clear();
    }
  }

  private Digest128 key(List<Described> arguments) throws Exception {
    Class<?>[] types = new Class<?>[arguments.size()];
    Arrays.fill(types, Object.class);
    boolean[] ignored = new boolean[types.length];
    ArgumentDigester digester = encoding.digester(types, ignored, new Digest128(0, 0));
    return digester.digest(arguments.stream().map(Described::value).toArray());
  }
}
