package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the caller sees an IOException or a value: nothing else escapes. */
class DamagedStreamTest {
  private final Codec codec = Codecs.of(Object.class);
  private final byte[] bytes = sample();

  record Sample(int number, Object content, Optional<Instant> time) {}

  private byte[] sample() {
    Object content =
        List.of(
            new ArrayList<>(List.of("text", 1, 2L)),
            new TreeMap<>(Map.of("k", new int[] {1, 2})),
            new HashSet<>(Set.of(1.5)),
            RoundTripTest.Plain.ONE);
    try {
      ByteBuffer encoded = codec.encode(new Sample(1, content, Optional.of(Instant.EPOCH)));
      byte[] copy = new byte[encoded.remaining()];
      encoded.get(copy);
      return copy;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void everyTruncationIsFoundDamaged() {
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThatThrownBy(() -> codec.decode(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(CorruptEntryException.class);
    }
  }

  @Test
  void trailingBytesAreFoundDamaged() {
    for (byte trailer : new byte[] {0, 'p', 'x', 'w', 'O'}) {
      ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).put(trailer).flip();
      assertThatThrownBy(() -> codec.decode(longer))
          .isInstanceOf(CorruptEntryException.class)
          .hasMessage("value is damaged: 1 bytes behind its end");
    }
  }

  @Test
  void immutableMapWithAKeyAndNoValueIsDamaged() {
    byte[] map = Codecs.plainStream(Map.of("a", 1, "b", 2)).array();
    for (int at = 0; at + 5 < map.length; at++) {
      boolean lengthOfFour = map[at] == 'w' && map[at + 1] == 4 && map[at + 5] == 4;
      map[at + 5] = lengthOfFour ? 3 : map[at + 5];
    }
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(map)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("value is damaged: length is odd");
  }

  /** A stream that is written by hand, as {@code ObjectOutputStream} never writes it. */
  private interface Part {
    void to(DataOutputStream out) throws IOException;
  }

  private static ByteBuffer stream(Part part) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(stream)) {
      out.write(SerialForm.TAG);
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      part.to(out);
    }
    return ByteBuffer.wrap(stream.toByteArray());
  }

  /** A class that has no fields and no superclass. */
  private static void describe(String type, int flags, DataOutputStream out) throws IOException {
    out.write(ObjectStreamConstants.TC_CLASSDESC);
    out.writeUTF(type);
    out.writeLong(0);
    out.write(flags);
    out.writeShort(0);
    out.write(ObjectStreamConstants.TC_ENDBLOCKDATA);
    out.write(ObjectStreamConstants.TC_NULL);
  }

  private void assertDamaged(String message, Part part) throws IOException {
    ByteBuffer stream = stream(part);
    assertThatThrownBy(() -> codec.decode(stream))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("value is damaged: " + message);
  }

  @Test
  void arrayOfAClassThatIsNoneIsDamaged() throws IOException {
    assertDamaged(
        "array of java.lang.Integer",
        out -> {
          out.write(ObjectStreamConstants.TC_ARRAY);
          describe("java.lang.Integer", ObjectStreamConstants.SC_SERIALIZABLE, out);
          out.writeInt(0);
        });
  }

  @Test
  void arrayOfNoTypeIsAnotherShape() throws IOException {
    ByteBuffer stream =
        stream(
            out -> {
              out.write(ObjectStreamConstants.TC_ARRAY);
              describe("[Q;", ObjectStreamConstants.SC_SERIALIZABLE, out);
              out.writeInt(0);
            });

    assertThatThrownBy(() -> codec.decode(stream))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: it holds a [Q;, which the class loader of"
                + " dev.locache.codec.Codecs does not find");
  }

  @Test
  void moreClassesThanAnyValueHasAreDamage() throws IOException {
    assertDamaged(
        "class of unknown form",
        out -> {
          out.write(ObjectStreamConstants.TC_ARRAY);
          describe("[Ljava.lang.Object;", ObjectStreamConstants.SC_SERIALIZABLE, out);
          out.writeInt(10_001);
          for (int i = 0; i < 10_001; i++) {
            out.write(ObjectStreamConstants.TC_OBJECT);
            describe("java.lang.Integer", ObjectStreamConstants.SC_SERIALIZABLE, out);
          }
        });
  }

  @Test
  void immutableCollectionWithoutItsTagIsRefused() throws IOException {
    ByteBuffer stream =
        stream(
            out -> {
              out.write(ObjectStreamConstants.TC_OBJECT);
              describe(
                  "java.util.CollSer",
                  ObjectStreamConstants.SC_SERIALIZABLE | ObjectStreamConstants.SC_WRITE_METHOD,
                  out);
              out.write(ObjectStreamConstants.TC_ENDBLOCKDATA);
            });

    assertThatThrownBy(() -> codec.decode(stream)).isInstanceOf(IOException.class);
  }

  @Test
  void flippedBitsNeverEscapeAsAnythingElse() {
    int decoded = 0;
    for (int i = 0; i < 8 * bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      decoded += decodes(damaged, "bit " + i) ? 1 : 0;
    }

    assertThat(decoded).as("a seal, not the codec, finds these").isLessThan(4 * bytes.length);
  }

  private boolean decodes(byte[] damaged, String what) {
    try {
      codec.decode(ByteBuffer.wrap(damaged));
      return true;
    } catch (IOException expected) {
      assertThat(expected).hasMessageStartingWith("value ");
      return false;
    } catch (Throwable escaped) {
      return fail(what + " let escape " + escaped, escaped);
    }
  }
}
