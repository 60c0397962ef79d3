package dev.locache.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Sha256Test {
  private final Random random = new Random(7);

  @Test
  void examplesOfTheStandard() {
    assertThat(Sha256.own(new byte[0], 0)).hasToString("e3b0c44298fc1c149afbf4c8996fb924");
    assertThat(Sha256.own("abc".getBytes(US_ASCII), 3))
        .hasToString("ba7816bf8f01cfea414140de5dae2223");
    byte[] twoBlocks =
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".getBytes(US_ASCII);
    assertThat(Sha256.own(twoBlocks, twoBlocks.length))
        .hasToString("248d6a61d20638b8e5c026930c3e6039");
  }

  @Test
  void ownDigestsAreThePlatforms() throws NoSuchAlgorithmException {
    for (int length = 0; length < 300; length++) {
      byte[] content = content(length + 3);

      assertThat(Sha256.own(content, length)).isEqualTo(platform(Arrays.copyOf(content, length)));
    }
  }

  @Test
  void digestsStayTheSameWhenThePlatformTakesOver() throws NoSuchAlgorithmException {
    byte[] content = content(1000);
    Digest128 expected = platform(content);

    for (int bytes = 0; bytes < 2 * Sha256.OWN_BYTES; bytes += content.length) {
      assertThat(Sha256.of(content)).isEqualTo(expected);
    }
  }

  @Test
  void piecesAreOneContent() throws NoSuchAlgorithmException {
    byte[] content = content(100);
    Sha256 sha256 = new Sha256();
    for (int round = 0; round < 2; round++) {
      sha256.update(content, 60);

      assertThat(sha256.digest(Arrays.copyOfRange(content, 60, 100), 40))
          .isEqualTo(platform(content));
    }
    assertThat(sha256.digest(content, 100)).isEqualTo(platform(content));
  }

  @Test
  void longContentIsThePlatformsAtOnce() throws NoSuchAlgorithmException {
    byte[] content = content(Sha256.OWN_BYTES + 1);

    assertThat(Sha256.of(content)).isEqualTo(platform(content));
  }

  private byte[] content(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return content;
  }

  private static Digest128 platform(byte[] content) throws NoSuchAlgorithmException {
    return Digest128.of(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
