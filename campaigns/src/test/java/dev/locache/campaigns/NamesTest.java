package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C19: whatever services and methods are called, their entries lie where they should. */
final class NamesTest {
  private static final Limits LIMITS = new Limits(Limits.UNLIMITED, Duration.ofDays(365));
  private static final Pattern PLACE =
      Pattern.compile(
          "files-v1/[A-Za-z0-9._]{0,41}-[0-9a-f]{16}/[A-Za-z0-9._]{0,41}-[0-9a-f]{16}"
              + "/[0-9a-f]{2}/[0-9a-f]{62}\\.entry");
  private static final List<String> PIECES =
      List.of(
          "../", "..", "/", "\\", "\0", ".", "con", "NUL", "a", "A", "Aa", "BB", "\ud800", "\udc00",
          "\u00fc", "u\u0308", "%2f", " ", "\n", "null", "tmp", "-", "_", "$1", "C:", "~",
          "\u202e");

  private final Path temp;

  NamesTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
      name.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return name.toString();
  }

  private static CacheKey key(Random random, String type, String name) {
    return new CacheKey(
        MethodId.of(type, name, List.of("int")),
        new Digest128(random.nextLong(), random.nextLong()),
        new Digest128(random.nextLong(), random.nextLong()));
  }

  @Test
  void everyPlaceIsOfThePatternAndNobodyElses() throws IOException {
    Campaign campaign = Campaign.of("C19 places of entries");
    Path root = temp.resolve("cache");
    Map<String, CacheKey> places = new HashMap<>();
    int rounds = campaign.rounds(10_000, 100_000);
    try (CacheBackend backend = Backends.open("files", root, InstantSource.system())) {
      for (int round = 0; round < rounds; round++) {
        Random random = campaign.random(round);
        CacheKey key = key(random, name(random), name(random));
        String place = backend.place(key);
        assertThat(place).startsWith(root + "/");
        assertThat(place.substring(root.toString().length() + 1)).matches(PLACE);
        assertThat(places.put(place, key)).isNull();
      }
      String huge = "../".repeat(1 << 18);
      String place = backend.place(key(new Random(1), huge, huge));
      assertThat(place.substring(root.toString().length() + 1)).matches(PLACE);
    }
    campaign.result(rounds + " names, 0 collisions, 0 places off the pattern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void nothingIsWrittenOutside(String backendId) throws IOException {
    Campaign campaign = Campaign.of("C19 names on disk, " + backendId);
    Path root = temp.resolve("a/b/cache");
    int rounds = campaign.rounds(300, 10_000);
    try (CacheBackend backend = Backends.open(backendId, root, InstantSource.system())) {
      for (int round = 0; round < rounds; round++) {
        Random random = campaign.random(round);
        CacheKey key = key(random, "t" + name(random), "n" + name(random));
        Entry entry =
            new Entry(key, "java", System.currentTimeMillis(), 1, bytes("value"), bytes("seal"));
        backend.write(entry, LIMITS);
        assertThat(backend.read(key, LIMITS).map(Entry::value)).contains(bytes("value"));
      }
    }
    assertThat(Trees.below(temp))
        .allMatch(
            path ->
                temp.resolve("a/b/cache").startsWith(temp.resolve(path))
                    || temp.resolve(path).startsWith(root));
    assertThat(Files.isDirectory(root)).isTrue();
    campaign.result(rounds + " names, 0 paths outside");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
