package dev.locache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Digest128Test {
  private static final String HEX = "00010203040506078090a0b0c0d0e0f0";

  private final Digest128 digest = new Digest128(0x0001020304050607L, 0x8090a0b0c0d0e0f0L);

  @Test
  void formsArePinned() {
    ByteBuffer target = ByteBuffer.allocate(Digest128.BYTES);
    digest.writeTo(target);

    assertThat(digest).hasToString(HEX);
    assertThat(target.array()).isEqualTo(HexFormat.of().parseHex(HEX));
  }

  @Test
  void takesTheFirstBytesOfALongerDigest() {
    assertThat(Digest128.of(HexFormat.of().parseHex(HEX + "ffff"))).isEqualTo(digest);
    assertThatThrownBy(() -> Digest128.of(new byte[15]))
        .isInstanceOf(BufferUnderflowException.class);
  }

  @Test
  void appendsItsDigits() {
    StringBuilder target = new StringBuilder("x/");
    digest.appendHex(target);

    assertThat(target).hasToString("x/" + HEX);
  }

  @Test
  void parsesWhatItWrites() {
    assertThat(Digest128.parse(HEX)).isEqualTo(digest);
    assertThat(Digest128.parse("f".repeat(32))).isEqualTo(new Digest128(-1, -1));
  }

  @ParameterizedTest
  @ValueSource(chars = {'/', ':', '`', 'g', 'A', 'F', ' ', '-', '\u0660'})
  void parsesNoOtherDigits(char digit) {
    for (int at : new int[] {0, 15, 16, 31}) {
      String hex = HEX.substring(0, at) + digit + HEX.substring(at + 1);
      assertThatThrownBy(() -> Digest128.parse(hex))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not a digest: " + hex);
    }
  }

  @Test
  void parsesNoOtherLength() {
    for (String hex : List.of("", HEX.substring(1), HEX + "0")) {
      assertThatThrownBy(() -> Digest128.parse(hex)).hasMessage("not a digest: " + hex);
    }
  }

  @Test
  void equalInBothHalves() {
    assertThat(digest).isNotEqualTo(new Digest128(digest.high(), 0));
    assertThat(digest).isNotEqualTo(new Digest128(0, digest.low()));
    assertThat(digest).isNotEqualTo("digest");
    assertThat(digest).hasSameHashCodeAs(new Digest128(digest.high(), digest.low()));
  }

  @Property(tries = 100)
  void bytesComeBack(@ForAll long high, @ForAll long low) {
    Digest128 made = new Digest128(high, low);
    ByteBuffer buffer = ByteBuffer.allocate(2 * Digest128.BYTES);
    made.writeTo(buffer);
    made.writeTo(buffer);
    buffer.flip();

    assertThat(Digest128.readFrom(buffer)).isEqualTo(made);
    assertThat(Digest128.readFrom(buffer)).isEqualTo(made);
    assertThat(buffer.hasRemaining()).isFalse();
  }
}
