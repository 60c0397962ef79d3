package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A buffer read as a stream, whose contract classes rely on that read themselves. */
class BufferInputTest {
  @Test
  void endsAsStreamsDo() {
    BufferInput in = new BufferInput(ByteBuffer.wrap(new byte[] {-1, 2, 3}));
    byte[] target = new byte[5];

    assertThat(in.available()).isEqualTo(3);
    assertThat(in.read()).isEqualTo(255);
    assertThat(in.read(target, 1, 4)).isEqualTo(2);
    assertThat(target).containsExactly(0, 2, 3, 0, 0);
    assertThat(in.available()).isZero();
    assertThat(in.read(target, 0, 0)).isZero();
    assertThat(in.read(target, 0, 1)).isEqualTo(-1);
    assertThat(in.read()).isEqualTo(-1);
  }
}
