package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes go through as they are written, however many and in whatever pieces. */
final class KeyOutputTest {
  /** Around the sizes at which a buffer grows, is emptied or is passed by. */
  private static final int[] SIZES = {
    0, 1, 7, 500, 1023, 1024, 1025, 3000, 8191, 8192, 8193, 20_000
  };

  private static final String CHARACTERS = "aZ\0\1\u007f\u0080\u07ff\u0800\u20ac\ud800\uffff";

  private final KeyOutput out =
      new KeyOutput(new ArgumentItems(new Encoders(new StandIns(Map.of(), List.of()))));

  /** Writes a few pieces, and the same bytes by other means. */
  private void write(Random random, ByteArrayOutputStream same) throws IOException {
    DataOutputStream copy = new DataOutputStream(same);
    for (int i = random.nextInt(60); i >= 0; i--) {
      long number = random.nextLong();
      switch (random.nextInt(12)) {
        case 0 -> raw(bytes(random), copy);
        case 1 -> text(characters(random), copy);
        case 2, 3, 4 -> {
          out.i8((int) number);
          copy.writeByte((int) number);
        }
        case 5, 6 -> {
          out.i16((int) number);
          copy.writeShort((int) number);
        }
        case 7, 8 -> {
          out.i32((int) number);
          copy.writeInt((int) number);
        }
        default -> {
          out.i64(number);
          copy.writeLong(number);
        }
      }
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String characters(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = SIZES[random.nextInt(SIZES.length)]; i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  private void raw(byte[] bytes, DataOutputStream copy) throws IOException {
    out.counted(bytes);
    copy.writeInt(bytes.length);
    copy.write(bytes);
  }

  /** The JDK has the same form of a text behind a count of two bytes. */
  private void text(String text, DataOutputStream copy) throws IOException {
    out.text(text);
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    new DataOutputStream(form).writeUTF(text);
    copy.writeInt(form.size() - 2);
    copy.write(form.toByteArray(), 2, form.size() - 2);
  }

  @Test
  void digestIsThatOfAllBytes() throws Exception {
    for (int seed = 0; seed < 100; seed++) {
      ByteArrayOutputStream same = new ByteArrayOutputStream();
      write(new Random(seed), same);

      assertThat(out.digest()).as("seed %s", seed).isEqualTo(sha256(same));
    }
  }

  @Test
  void whatIsTakenOutIsWhatWasWrittenSinceAndLeavesTheRest() throws Exception {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      write(random, rest);
      int begun = out.begin();
      write(random, outer);
      int begunWithin = out.begin();
      write(random, inner);
      assertThat(out.end(begunWithin)).as("seed %s", seed).isEqualTo(inner.toByteArray());
      write(random, outer);
      assertThat(out.end(begun)).as("seed %s", seed).isEqualTo(outer.toByteArray());
      write(random, rest);

      assertThat(out.digest()).as("seed %s", seed).isEqualTo(sha256(rest));
    }
  }

  private static Digest128 sha256(ByteArrayOutputStream bytes) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    return Digest128.of(digest);
  }
}
