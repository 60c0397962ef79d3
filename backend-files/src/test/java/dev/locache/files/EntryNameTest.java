package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryNameTest {
  private static final String DIGITS =
      "0123456789abcdef0011223344556677" + "8899aabbccddeeff0000000000000";

  @Test
  void theLastTwoDigitsAreTheDirectoryAndTheOthersTheFile() {
    EntryName name =
        new EntryName(
            new Digest128(0x0123456789abcdefL, 0x0011223344556677L),
            new Digest128(0x8899aabbccddeeffL, 0xfeL));

    assertThat(name.path()).isEqualTo("fe/" + DIGITS + "0.entry");
    assertThat(name.shardPath()).isEqualTo("fe");
    assertThat(name.shard()).isEqualTo(0xfe);
  }

  @Test
  void everyPathIsReadBack() {
    SplittableRandom random = new SplittableRandom(1);
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      EntryName name =
          new EntryName(
              new Digest128(random.nextLong(), random.nextLong()),
              new Digest128(random.nextLong(), random.nextLong()));
      String path = name.path();

      assertThat(path).matches("[0-9a-f]{2}/[0-9a-f]{62}\\.entry");
      assertThat(EntryName.parse(path.substring(0, 2), path.substring(3))).isEqualTo(name);
      paths.add(path);
    }
    assertThat(paths).hasSize(1_000);
  }

  @Test
  void namesAreEqualIfAllPartsAre() {
    EntryName name = new EntryName(new Digest128(1, 2), new Digest128(3, 4));

    assertThat(name)
        .isEqualTo(new EntryName(new Digest128(1, 2), new Digest128(3, 4)))
        .hasSameHashCodeAs(new EntryName(new Digest128(1, 2), new Digest128(3, 4)))
        .isNotEqualTo(new EntryName(new Digest128(0, 2), new Digest128(3, 4)))
        .isNotEqualTo(new EntryName(new Digest128(1, 0), new Digest128(3, 4)))
        .isNotEqualTo(new EntryName(new Digest128(1, 2), new Digest128(0, 4)))
        .isNotEqualTo(new EntryName(new Digest128(1, 2), new Digest128(3, 0)))
        .isNotEqualTo("name");
  }

  @ParameterizedTest
  @CsvSource({
    "'fe', '0.entr'",
    "'fe', '0.entry~'",
    "'fe', '0.ENTRY'",
    "'fe', 'A.entry'",
    "'fe', 'g.entry'",
    "'fe', '.entry'",
    "'fe', '00.entry'",
    "'FE', '0.entry'",
    "'f', '0.entry'",
    "'fe0', '0.entry'",
    "'..', '0.entry'",
    "'', '0.entry'",
  })
  void whatHasAnotherFormIsNoName(String shard, String end) {
    assertThat(EntryName.parse(shard, DIGITS + end)).isNull();
    assertThat(EntryName.parse("fe", DIGITS + "0.entry")).isNotNull();
  }
}
