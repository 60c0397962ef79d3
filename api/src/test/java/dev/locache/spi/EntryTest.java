package dev.locache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final CacheKey KEY =
      new CacheKey(MethodId.of("a.B", "c", List.of()), new Digest128(1, 2), new Digest128(3, 4));

  @Test
  void keepsWhatRemainsInItsBuffers() {
    ByteBuffer value = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);
    Entry entry = new Entry(KEY, "java", 5, 6, value, ByteBuffer.allocate(4));
    value.position(0).limit(4);

    assertThat(entry.value()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void everyReaderHasAViewOfItsOwn() {
    Entry entry = new Entry(KEY, "java", 5, 6, ByteBuffer.allocate(8), ByteBuffer.allocate(4));
    entry.value().getLong();
    entry.seal().getInt();

    assertThat(entry.value().remaining()).isEqualTo(8);
    assertThat(entry.seal().remaining()).isEqualTo(4);
    assertThat(entry)
        .isEqualTo(new Entry(KEY, "java", 5, 6, ByteBuffer.allocate(8), ByteBuffer.allocate(4)));
  }

  @Test
  void viewsOfWhatIsReadOnlyAreReadOnly() {
    ByteBuffer value = ByteBuffer.allocate(8).asReadOnlyBuffer();
    ByteBuffer seal = ByteBuffer.allocate(4).asReadOnlyBuffer();
    Entry entry = new Entry(KEY, "java", 5, 6, value, seal);

    assertThatThrownBy(() -> entry.value().putInt(1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> entry.seal().putInt(1)).isInstanceOf(ReadOnlyBufferException.class);
  }
}
