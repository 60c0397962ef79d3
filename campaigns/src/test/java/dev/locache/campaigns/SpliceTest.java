package dev.locache.campaigns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C6: parts of one entry in the place of another's, which all have a right seal of their own. */
final class SpliceTest {
  /** The same methods below another name. */
  interface Replies extends Answers {}

  private static final class SpokenReplies implements Replies {
    private final Answers.Spoken spoken;

    SpokenReplies(Answers.Spoken spoken) {
      this.spoken = spoken;
    }

    @Override
    public String text(int number) {
      return spoken.text(number);
    }

    @Override
    public String other(int number) {
      return spoken.other(number);
    }
  }

  private final BytesBackend backend = new BytesBackend();
  private final Map<CacheKey, Supplier<String>> calls = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingOfAnotherEntryIsAccepted(boolean signed) throws IOException {
    Campaign campaign = Campaign.of("C6 splice, " + (signed ? "signed" : "unsigned"));
    CacheConfig.Builder config = CacheConfig.builder().backend(backend);
    if (signed) {
      config.signingKey(new byte[32]);
    }
    try (ResultCache cache = Locache.open(config.build())) {
      Answers.Spoken spoken = new Answers.Spoken("stored");
      storeAll(cache, spoken);
      backend.freeze();
      spoken.say("fresh");
      int rounds = campaign.rounds(4_000, 10_000);
      for (int round = 0; round < rounds; round++) {
        splice(campaign.random(round), round, signed);
      }
      for (Supplier<String> each : calls.values()) {
        assertThat(each.get()).as("what nobody changed").startsWith("stored");
      }
      campaign.result(rounds + " splices over " + calls.size() + " entries, 0 accepted, 0 escapes");
    }
  }

  private void storeAll(ResultCache cache, Answers.Spoken spoken) {
    for (String version : List.of("1", "2")) {
      Answers answers = cache.service(Answers.class, (Answers) spoken).codeVersion(version).wrap();
      SpokenReplies implementation = new SpokenReplies(spoken);
      Replies replies =
          cache.service(Replies.class, (Replies) implementation).codeVersion(version).wrap();
      for (int number = 0; number < 3; number++) {
        int argument = number;
        store(() -> answers.text(argument));
        store(() -> answers.other(argument));
        store(() -> replies.text(argument));
        store(() -> replies.other(argument));
      }
    }
    assertThat(calls).hasSize(24);
  }

  private void store(Supplier<String> call) {
    int before = backend.files().size();
    assertThat(call.get()).isNotEmpty();
    List<CacheKey> keys = new ArrayList<>(backend.files().keySet());
    assertThat(keys).hasSize(before + 1);
    calls.put(keys.get(before), call);
  }

  private void splice(Random random, int round, boolean signed) throws IOException {
    List<CacheKey> keys = new ArrayList<>(calls.keySet());
    CacheKey victim = keys.remove(random.nextInt(keys.size()));
    CacheKey donor = keys.get(random.nextInt(keys.size()));
    byte[] whole = requireNonNull(backend.files().get(victim));
    byte[] other = requireNonNull(backend.files().get(donor));
    byte[] planted = planted(whole, other, victim, random, signed);
    if (Arrays.equals(planted, whole)) {
      return; // they have that part in common
    }
    backend.files().put(victim, planted);
    String answer = requireNonNull(calls.get(victim)).get();
    backend.files().put(victim, whole);
    assertThat(answer).as("round %s", round).startsWith("fresh");
  }

  private static byte[] planted(
      byte[] victimFile, byte[] donorFile, CacheKey key, Random random, boolean signed)
      throws IOException {
    Entry victim = EntryFormat.decode(ByteBuffer.wrap(victimFile));
    Entry donor = EntryFormat.decode(ByteBuffer.wrap(donorFile));
    return switch (random.nextInt(signed ? 7 : 6)) {
      case 0 -> donorFile;
      case 1 ->
          BytesBackend.bytes(Altered.entry(victim, victim.key(), donor.value(), victim.seal()));
      case 2 ->
          BytesBackend.bytes(Altered.entry(victim, victim.key(), donor.value(), donor.seal()));
      case 3 ->
          BytesBackend.bytes(Altered.entry(victim, victim.key(), victim.value(), donor.seal()));
      case 4 ->
          BytesBackend.bytes(Altered.entry(donor, donor.key(), victim.value(), victim.seal()));
      case 5 -> cut(victimFile, donorFile, random);
      // Signed for another key, which is the only thing that was changed.
      default -> BytesBackend.bytes(Altered.entry(donor, key, donor.value(), donor.seal()));
    };
  }

  private static byte[] cut(byte[] first, byte[] second, Random random) {
    int at = random.nextInt(Math.min(first.length, second.length));
    byte[] all = Arrays.copyOf(first, second.length);
    System.arraycopy(second, at, all, at, second.length - at);
    return all;
  }
}
