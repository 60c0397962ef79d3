package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;

/** C7: entries and values that were changed at random are refused, or are what they should be. */
final class FuzzTest {
  /** The most that a value may have in these tests, in bytes. */
  private static final int CAP = 1 << 20;

  private static final Seal CHECKSUM = Seal.with(List.of());
  private static final Seal SIGNATURE = Seal.with(List.of(new byte[32]));

  private static Codec codec(String id) {
    CodecProvider provider =
        id.equals("java") ? new JavaCodecProvider() : new ProtobufCodecProvider();
    return provider.codec(new CodecContext(Sample.class, FuzzTest.class, List.of(), CAP));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<byte[]> encoded(Codec codec) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (Sample each : Sample.ALL) {
      samples.add(bytes(codec.encode(each)));
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void decodedBytesAreAResultOrRefused(String id) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, codec " + id);
    Codec codec = codec(id);

    new ParserFuzz(
            campaign,
            2 * CAP,
            bytes -> {
              Object value = codec.decode(ByteBuffer.wrap(bytes));
              assertThat(value == null || value instanceof Sample).isTrue();
            })
        .run(campaign.rounds(5_000, 100_000), encoded(codec), UnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changedEntriesAreRefused(boolean signed) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, entry" + (signed ? ", signed" : ""));
    Seal seal = signed ? SIGNATURE : CHECKSUM;
    List<byte[]> samples = entries(seal);
    List<Entry> whole = new ArrayList<>();
    for (byte[] each : samples) {
      whole.add(EntryFormat.decode(ByteBuffer.wrap(each)));
    }

    new ParserFuzz(
            campaign,
            2 * CAP,
            bytes -> {
              Entry entry = EntryFormat.decode(ByteBuffer.wrap(bytes));
              if (!seal.matches(entry.seal(), EntryFormat.header(entry), entry.value())) {
                throw new IOException("does not match its seal");
              }
              assertThat(whole).contains(entry); // changed, and changed back
            })
        .run(campaign.rounds(5_000, 100_000), samples, UnaryOperator.identity());
  }

  /** As from somebody who recomputes the checksum, or holds a key: the decoders stand alone. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "protobuf"})
  void changedEntriesWithARightSealAreAResultOrRefused(String id) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, entry sealed anew, codec " + id);
    Codec codec = codec(id);
    List<byte[]> samples = new ArrayList<>();
    for (byte[] value : encoded(codec)) {
      samples.add(BytesBackend.bytes(sealed(entry(value), SIGNATURE)));
    }

    new ParserFuzz(
            campaign,
            2 * CAP,
            bytes -> {
              Entry entry = EntryFormat.decode(ByteBuffer.wrap(bytes));
              if (!SIGNATURE.matches(entry.seal(), EntryFormat.header(entry), entry.value())) {
                throw new IOException("does not match its seal");
              }
              Object value = codec.decode(entry.value());
              assertThat(value == null || value instanceof Sample).isTrue();
            })
        .run(campaign.rounds(5_000, 100_000), samples, FuzzTest::sealedAnew);
  }

  @Test
  void repairedSealsAreAccepted() throws IOException {
    byte[] changed = entries(SIGNATURE).get(0);
    changed[changed.length - 40] ^= 1;
    Entry entry = EntryFormat.decode(ByteBuffer.wrap(sealedAnew(changed)));

    assertThat(SIGNATURE.matches(entry.seal(), EntryFormat.header(entry), entry.value())).isTrue();
  }

  private static List<byte[]> entries(Seal seal) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (byte[] value : encoded(codec("protobuf"))) {
      entries.add(BytesBackend.bytes(sealed(entry(value), seal)));
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

  private static Entry sealed(Entry entry, Seal seal) {
    Entry framed = with(entry, ByteBuffer.allocate(seal.bytes()));
    return with(entry, ByteBuffer.wrap(seal.over(EntryFormat.header(framed), entry.value())));
  }

  private static Entry with(Entry entry, ByteBuffer seal) {
    return new Entry(
        entry.key(),
        entry.codec(),
        entry.createdMillis(),
        entry.loadTimeNanos(),
        entry.value(),
        seal);
  }

  /** Returns the entry with a right seal, if it is one at all. */
  private static byte[] sealedAnew(byte[] bytes) {
    try {
      return BytesBackend.bytes(sealed(EntryFormat.decode(ByteBuffer.wrap(bytes)), SIGNATURE));
    } catch (IOException noEntry) {
      return bytes;
    }
  }
}
