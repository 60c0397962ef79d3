package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.CodecContext;
import java.io.IOException;
import java.io.InvalidClassException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second line of defence holds by itself: no {@link StreamCheck} runs here. */
class ValueInputTest {
  @Test
  void acceptedClassesAreRead() throws Exception {
    Object value = new ArrayList<>(List.of(1, List.of("x"), new int[] {1}));

    assertThat(read(Codecs.plainStream(value))).asString().startsWith("[1, [x], ");
  }

  @Test
  void foreignClassIsRefused() {
    Canaries.FIRED.clear();

    assertThatThrownBy(() -> read(Codecs.plainStream(new Canaries.Reads())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("value holds dev.locache.codec.Canaries$Reads, which");
    assertThat(Canaries.FIRED).isEmpty();
  }

  @Test
  void proxyIsRefused() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Canaries.Handler());

    assertThatThrownBy(() -> read(Codecs.plainStream(proxy)))
        .isInstanceOf(IOException.class)
        .hasMessage("value holds a dynamic proxy, which cannot be stored");
  }

  @Test
  void deepNestingIsRejectedByTheFilter() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 270; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(list);
      list = outer;
    }
    ByteBuffer bytes = Codecs.plainStream(list);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidClassException.class)
        .cause()
        .hasMessageMatching("value asks for more room than its \\d+ bytes can fill");
  }

  @Test
  void arrayLongerThanTheStreamIsRejectedByTheFilter() {
    ByteBuffer bytes = Codecs.plainStream(new byte[] {1, 2, 3});
    bytes.putInt(bytes.limit() - 3 - Integer.BYTES, 1000);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidClassException.class)
        .cause()
        .hasMessageMatching("value asks for more room than its \\d+ bytes can fill");
  }

  private static Object read(ByteBuffer bytes) throws Exception {
    CodecContext context =
        new CodecContext(Object.class, Codecs.STRANGER, List.of(), Codecs.MAXIMUM_BYTES);
    AcceptedClasses accepted =
        new AcceptedClasses(context, ResultType.of(Object.class), ClassPatterns.parse(List.of()));
    ByteBuffer stream = bytes.slice(1, bytes.remaining() - 1);
    return ValueInput.open(stream, new StreamClasses(accepted)).readObject();
  }
}
