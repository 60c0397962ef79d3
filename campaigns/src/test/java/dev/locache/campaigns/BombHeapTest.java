package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.codec.JavaCodecProvider;
import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.testkit.campaign.ParserFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** C17: refusing a stream that is a bomb takes no more heap than twice what an entry may have. */
final class BombHeapTest {
  private static final int CAP = 1 << 20;

  private final Codec codec =
      new JavaCodecProvider()
          .codec(new CodecContext(Object.class, BombHeapTest.class, List.of(), CAP));
  private final ParserFuzz refusal =
      new ParserFuzz(
          2L * CAP, UnaryOperator.identity(), bytes -> codec.decode(ByteBuffer.wrap(bytes)));

  @Test
  void setsThatHashForEver() throws IOException {
    Set<Object> root = new HashSet<>();
    Set<Object> left = root;
    Set<Object> right = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Set<Object> nextLeft = new HashSet<>(Set.of(i)); // so that the two differ
      Set<Object> nextRight = new HashSet<>();
      left.addAll(List.of(nextLeft, nextRight));
      right.addAll(List.of(nextLeft, nextRight));
      left = nextLeft;
      right = nextRight;
    }

    assertThat(refusal.accepts(stream(root))).isFalse();
  }

  @Test
  void arraysInArrays() throws IOException {
    Object[] root = new Object[100_000];
    Object[] inner = root;
    for (int depth = 0; depth < 1_000; depth++) {
      Object[] next = new Object[1];
      inner[0] = next;
      inner = next;
    }

    assertThat(refusal.accepts(stream(root))).isFalse();
  }

  @Test
  void arrayThatAnnouncesMoreThanThereIs() throws IOException {
    byte[] bytes = stream(new long[0]);
    ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, Integer.MAX_VALUE);

    assertThat(refusal.accepts(bytes)).isFalse();
  }

  @Test
  void moreThanAnEntryMayHave() throws IOException {
    assertThat(refusal.accepts(Arrays.copyOf(stream("a"), 64 << 20))).isFalse();
  }

  /** As an entry has it that nobody's codec has written. */
  private static byte[] stream(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write('O');
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }
}
