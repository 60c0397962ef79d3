package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.locache.codec.JavaCodecProvider;
import dev.locache.protobuf.value.ProtobufCodecProvider;
import dev.locache.seal.Seal;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CodecProvider;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.MethodId;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C7: entries and values that were changed are refused, or are what they should be. */
final class EntryFuzzTest {
  /** The most that a value may have in these tests, in bytes. */
  private static final int CAP = 1 << 20;

  private static final Seal CHECKSUM = Seal.with(List.of());
  private static final Seal SIGNATURE = Seal.with(List.of(new byte[32]));

  private static final Codec JAVA = codec(new JavaCodecProvider());
  private static final Codec PROTOBUF = codec(new ProtobufCodecProvider());

  private final ParserFuzz entry = changed(CHECKSUM);
  private final ParserFuzz javaEntry = sealedAnew(JAVA);
  private final ParserFuzz protobufEntry = sealedAnew(PROTOBUF);

  EntryFuzzTest() throws IOException {}

  private static Codec codec(CodecProvider provider) {
    return provider.codec(new CodecContext(Sample.class, EntryFuzzTest.class, List.of(), CAP));
  }

  private static Codec codec(String id) {
    return id.equals("java") ? JAVA : PROTOBUF;
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void decodedBytesAreAResultOrRefused(String id) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, codec " + id);
    Codec codec = codec(id);
    new ParserFuzz(
            2 * CAP, UnaryOperator.identity(), bytes -> decode(codec, ByteBuffer.wrap(bytes)))
        .run(campaign, campaign.rounds(5_000, 100_000), encoded(codec));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changedEntriesAreRefused(boolean signed) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, entry" + (signed ? ", signed" : ""));
    Seal seal = signed ? SIGNATURE : CHECKSUM;
    changed(seal).run(campaign, campaign.rounds(5_000, 100_000), entries(PROTOBUF, seal));
  }

  /** As from somebody who recomputes the checksum, or holds a key: the decoders stand alone. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void changedEntriesWithARightSealAreAResultOrRefused(String id) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, entry sealed anew, codec " + id);
    Codec codec = codec(id);
    sealedAnew(codec).run(campaign, campaign.rounds(5_000, 100_000), entries(codec, SIGNATURE));
  }

  @MethodSource("entries")
  @FuzzTest
  void changedEntriesAreRefused(byte[] bytes) {
    entry.accepts(bytes);
  }

  @MethodSource("javaEntries")
  @FuzzTest
  void javaEntriesWithARightSealAreAResultOrRefused(byte[] bytes) {
    javaEntry.accepts(bytes);
  }

  @MethodSource("protobufEntries")
  @FuzzTest
  void protobufEntriesWithARightSealAreAResultOrRefused(byte[] bytes) {
    protobufEntry.accepts(bytes);
  }

  static List<byte[]> entries() throws IOException {
    return entries(PROTOBUF, CHECKSUM);
  }

  static List<byte[]> javaEntries() throws IOException {
    return entries(JAVA, SIGNATURE);
  }

  static List<byte[]> protobufEntries() throws IOException {
    return entries(PROTOBUF, SIGNATURE);
  }

  private static ParserFuzz changed(Seal seal) throws IOException {
    List<Entry> whole = new ArrayList<>();
    for (byte[] each : entries(PROTOBUF, seal)) {
      whole.add(EntryFormat.decode(ByteBuffer.wrap(each)));
    }
    return new ParserFuzz(
        2 * CAP,
        UnaryOperator.identity(),
        bytes -> assertThat(whole).contains(read(bytes, seal))); // changed, and changed back
  }

  private static ParserFuzz sealedAnew(Codec codec) {
    return new ParserFuzz(
        2 * CAP, EntryFuzzTest::sealedAnew, bytes -> decode(codec, read(bytes, SIGNATURE).value()));
  }

  private static Entry read(byte[] bytes, Seal seal) throws IOException {
    Entry entry = EntryFormat.decode(ByteBuffer.wrap(bytes));
    if (!seal.matches(entry.seal(), EntryFormat.header(entry), entry.value())) {
      throw new IOException("does not match its seal");
    }
    return entry;
  }

  private static void decode(Codec codec, ByteBuffer bytes) throws IOException {
    Object value = codec.decode(bytes);
    assertThat(value == null || value instanceof Sample).isTrue();
  }

  @Test
  void repairedSealsAreAccepted() throws IOException {
    byte[] changed = protobufEntries().get(0);
    changed[changed.length - 40] ^= 1;

    assertThat(read(sealedAnew(changed), SIGNATURE)).isNotNull();
  }

  private static List<byte[]> encoded(Codec codec) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (Sample each : Sample.ALL) {
      ByteBuffer buffer = codec.encode(each);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      samples.add(bytes);
    }
    return samples;
  }

  private static List<byte[]> entries(Codec codec, Seal seal) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (byte[] value : encoded(codec)) {
      entries.add(BytesBackend.bytes(Altered.sealed(entry(value), seal)));
    }
    return entries;
  }

  private static Entry entry(byte[] value) {
    CacheKey key =
        new CacheKey(
            MethodId.of("a.Rates", "quote", List.of("int")),
            new Digest128(1, 2),
            new Digest128(3, value.length));
    return new Entry(key, "java", 1_700_000_000_000L, 5, ByteBuffer.wrap(value), none());
  }

  private static ByteBuffer none() {
    return ByteBuffer.allocate(0);
  }

  /** Returns the entry with a right seal, if it is one at all. */
  private static byte[] sealedAnew(byte[] bytes) {
    try {
      return BytesBackend.bytes(
          Altered.sealed(EntryFormat.decode(ByteBuffer.wrap(bytes)), SIGNATURE));
    } catch (IOException noEntry) {
      return bytes;
    }
  }
}
