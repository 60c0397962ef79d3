package dev.locache.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFormatTest {
  private static final String GOLDEN_HEADER =
      "4c4f4341" // LOCA
          + "01" // version
          + "04" // length of the seal
          + "04" // of the codec's id
          + "0022" // of the method's id
          + "00000003" // of the value
          + "0000019eb924b380" // creation
          + "00000000075bcd15" // load time
          + "000102030405060708090a0b0c0d0e0f" // code
          + "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff" // arguments
          + "6a617661" // java
          + "636f6d2e6578616d706c652e5261746523c3a92867657428696e742c6c6f6e672929";

  private static final String GOLDEN = GOLDEN_HEADER + "0102ff" + "a0a1a2a3";

  private final Entry entry =
      new Entry(
          new CacheKey(
              MethodId.parse("com.example.Rate#é(get(int,long))"),
              new Digest128(0x0001020304050607L, 0x08090a0b0c0d0e0fL),
              new Digest128(0xf0f1f2f3f4f5f6f7L, 0xf8f9fafbfcfdfeffL)),
          "java",
          1_781_222_650_752L,
          123_456_789,
          ByteBuffer.wrap(new byte[] {1, 2, -1}),
          ByteBuffer.wrap(bytes("a0a1a2a3")));

  @Test
  void formatIsPinnedByGoldenBytes() throws Exception {
    assertThat(hex(EntryFormat.encode(entry))).isEqualTo(GOLDEN);
    assertThat(hex(EntryFormat.header(entry))).isEqualTo(GOLDEN_HEADER);
    assertThat(EntryFormat.decode(ByteBuffer.wrap(bytes(GOLDEN)))).isEqualTo(entry);
  }

  @Property(tries = 200)
  void everyEntryComesBack(
      @ForAll @AlphaChars @StringLength(max = 255) String codec,
      @ForAll long number,
      @ForAll @Size(max = 300) byte[] value,
      @ForAll @Size(max = 255) byte[] seal)
      throws CorruptEntryException {
    Digest128 digest = new Digest128(number, ~number);
    CacheKey key = new CacheKey(MethodId.of("a.B", "c", List.of()), digest, digest);
    Entry made =
        new Entry(key, codec, number, -number, ByteBuffer.wrap(value), ByteBuffer.wrap(seal));

    assertThat(EntryFormat.decode(EntryFormat.encode(made))).isEqualTo(made);
  }

  @Test
  void decodedBuffersAreViewsOfTheBytes() throws Exception {
    byte[] bytes = bytes("ffff" + GOLDEN + "ffff");
    ByteBuffer inside =
        ByteBuffer.wrap(bytes).asReadOnlyBuffer().position(2).limit(bytes.length - 2);
    inside.order(ByteOrder.LITTLE_ENDIAN);

    Entry decoded = EntryFormat.decode(inside);

    assertThat(decoded).isEqualTo(entry);
    assertThat(inside.position()).as("the caller's buffer stays where it was").isEqualTo(2);
    assertThat(decoded.value().isReadOnly()).isTrue();
    assertThat(decoded.seal().isReadOnly()).isTrue();
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = bytes(GOLDEN);
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> EntryFormat.decode(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptEntryException.class)
          .hasMessage(
              length < 61
                  ? "entry of " + length + " bytes is cut short"
                  : "entry has " + length + " bytes; its header announces " + whole.length);
    }
  }

  @Test
  void trailingBytesAreRefused() {
    byte[] whole = bytes(GOLDEN + "00");

    assertThatThrownBy(() -> EntryFormat.decode(ByteBuffer.wrap(whole)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry has 107 bytes; its header announces 106");
  }

  @Test
  void everyChangedByteIsRefusedOrGivesAnotherEntry() {
    byte[] whole = bytes(GOLDEN);
    int decoded = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int change = 1; change < 256; change++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) change;
        decoded += differs(damaged, i) ? 1 : 0;
      }
    }

    assertThat(decoded).as("times, digests, ids, value and seal are free").isGreaterThan(10_000);
  }

  private boolean differs(byte[] damaged, int index) {
    try {
      Entry decoded = EntryFormat.decode(ByteBuffer.wrap(damaged));
      assertThat(decoded).as("byte %d", index).isNotEqualTo(entry);
      assertThat(EntryFormat.encode(decoded)).isEqualTo(ByteBuffer.wrap(damaged));
      return true;
    } catch (CorruptEntryException refused) {
      assertThat(refused).hasMessageMatching("(not an )?entry.+");
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4c4f4342, not an entry: it does not start with LOCA",
    "4, 02, entry has format version 2; this Locache reads 1",
    "4, 00, entry has format version 0; this Locache reads 1",
    "5, 05, entry has 106 bytes; its header announces 107",
    "6, ff, entry has 106 bytes; its header announces 357",
    "7, ffff, entry has 106 bytes; its header announces 65607",
    "9, 7fffffff, entry has 106 bytes; its header announces 2147483750",
    "9, ffffffff, entry has 106 bytes; its header announces 102",
    "65, 20, entry names no method"
  })
  void damagedFieldIsNamed(int offset, String replacement, String message) {
    byte[] damaged = bytes(GOLDEN);
    byte[] bytes = offset == 65 ? "#".repeat(34).getBytes(UTF_8) : bytes(replacement);
    System.arraycopy(bytes, 0, damaged, offset, bytes.length);

    assertThatThrownBy(() -> EntryFormat.decode(ByteBuffer.wrap(damaged)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage(message);
  }

  /** F0 BF BD starts a character and ends too early; it would read like EF BF BD, its stand-in. */
  @Test
  void idsThatAreNotUtf8AreRefused() {
    byte[] damaged = bytes(GOLDEN);
    System.arraycopy(bytes("f0bfbd"), 0, damaged, 61, 3);

    assertThatThrownBy(() -> EntryFormat.decode(ByteBuffer.wrap(damaged)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("entry has an id that is not UTF-8");
  }

  @Test
  void idsAndSealsThatDoNotFitAreRefused() {
    Entry longCodec = with("c".repeat(256), entry.key().method(), 4);
    Entry longMethod = with("c", MethodId.of("T".repeat(65_535), "m", List.of()), 4);
    Entry longSeal = with("c", entry.key().method(), 256);

    for (Entry each : List.of(longCodec, longMethod, longSeal)) {
      assertThatThrownBy(() -> EntryFormat.encode(each))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> EntryFormat.header(each))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EntryFormat.encode(longSeal))
        .hasMessage("seal (256 bytes) is longer than 255");
  }

  private Entry with(String codec, MethodId method, int sealBytes) {
    CacheKey key = new CacheKey(method, entry.key().code(), entry.key().arguments());
    return new Entry(key, codec, 0, 0, entry.value(), ByteBuffer.allocate(sealBytes));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
