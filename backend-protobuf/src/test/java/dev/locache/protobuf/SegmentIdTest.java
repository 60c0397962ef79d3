package dev.locache.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only files with exactly the name that we give are ours. */
final class SegmentIdTest {
  private static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";
  private static final SegmentId ID = SegmentId.of(0x0011223344556677L, 0x8899aabbccddeeffL);

  @Test
  void namesAreReadBack() {
    assertThat(ID.fileName()).isEqualTo(UUID + ".segment");
    assertThat(SegmentId.parse(UUID + ".segment")).isEqualTo(ID).hasSameHashCodeAs(ID);
    assertThat(SegmentId.parseTemporary(UUID + ".tmp")).isEqualTo(ID);
    assertThat(ID.equals(SegmentId.of(ID.high(), ID.low() + 1))).isFalse();
    assertThat(ID).isNotEqualTo(UUID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index",
        UUID,
        UUID + ".tmp",
        UUID + ".SEGMENT",
        UUID + "0.segment",
        "00112233-4455-6677-8899-AABBCCDDEEFF.segment",
        "00112233-4455-6677-8899-aabbccddeefg.segment",
        "000112233-4455-6677-8899-aabbccddeef.segment",
        "notes-of-the-meeting-with-the-owners.segment"
      })
  void otherNamesAreNoSegments(String name) {
    assertThat(SegmentId.parse(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".tmp",
        UUID,
        UUID + ".segment",
        UUID + ".tmp.tmp",
        UUID + "-notes.tmp",
        "notes-of-the-meeting-with-the-owners.tmp"
      })
  void otherNamesAreNoLeftovers(String name) {
    assertThat(SegmentId.parseTemporary(name)).isNull();
  }
}
