package dev.locache.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.seal.Seal;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.MethodId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EntrySealTest {
  private static final Entry UNSEALED =
      new Entry(
          new CacheKey(
              MethodId.of("app.Rates", "rate", List.of("int")),
              new Digest128(1, 2),
              new Digest128(3, 4)),
          "java",
          1_700_000_000_000L,
          250_000_000L,
          ByteBuffer.wrap("value".getBytes(UTF_8)),
          ByteBuffer.allocate(0));

  private static final List<EntrySeal> SEALS =
      List.of(new EntrySeal(Seal.with(List.of())), new EntrySeal(Seal.with(List.of(key("k")))));

  @Test
  void matchesWhatItSealed() {
    for (EntrySeal seal : SEALS) {
      assertThat(seal.matches(seal.seal(UNSEALED))).isTrue();
    }
  }

  @Test
  void checksumHasTheseBytes() {
    byte[] crc = new byte[4];
    SEALS.get(0).seal(UNSEALED).seal().get(crc);
    assertThat(HexFormat.of().formatHex(crc)).isEqualTo("081d6b8d");
  }

  @Test
  void anyBitOfAnEntryBreaksIt() {
    for (EntrySeal seal : SEALS) {
      byte[] bytes = EntryFormat.encode(seal.seal(UNSEALED)).array();
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(isAccepted(seal, damaged)).as("bit " + bit).isFalse();
      }
    }
  }

  @Test
  void oneKindDoesNotPassForTheOther() {
    assertThat(SEALS.get(0).matches(SEALS.get(1).seal(UNSEALED))).isFalse();
    assertThat(SEALS.get(1).matches(SEALS.get(0).seal(UNSEALED))).isFalse();
    assertThat(SEALS.get(1).matches(UNSEALED)).isFalse();
  }

  @Test
  void earlierKeysMatchAndTheFirstOneSigns() {
    EntrySeal before = new EntrySeal(Seal.with(List.of(key("a"))));
    EntrySeal now = new EntrySeal(Seal.with(List.of(key("b"), key("a"))));
    EntrySeal after = new EntrySeal(Seal.with(List.of(key("b"))));

    assertThat(now.matches(before.seal(UNSEALED))).isTrue();
    assertThat(now.seal(UNSEALED)).isEqualTo(after.seal(UNSEALED));
    assertThat(after.matches(before.seal(UNSEALED))).isFalse();
  }

  private static byte[] key(String letter) {
    return letter.repeat(32).getBytes(UTF_8);
  }

  private static boolean isAccepted(EntrySeal seal, byte[] bytes) {
    try {
      return seal.matches(EntryFormat.decode(ByteBuffer.wrap(bytes)));
    } catch (CorruptEntryException rejected) {
      return false;
    }
  }
}
