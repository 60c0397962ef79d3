package dev.locache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

final class BridgeMethodsTest {
  interface Converts<A, B> {
    B convert(A value);
  }

  static final class Overloaded implements Converts<Integer, String> {
    @Override
    public String convert(Integer value) {
      return "Integer";
    }

    public String convert(String value) {
      return "String";
    }
  }

  @Test
  void amongOverloadsTheOneThatIsCalledIsFound() throws NoSuchMethodException {
    Method bridge = Overloaded.class.getMethod("convert", Object.class);
    assertThat(bridge.isBridge()).isTrue();
    assertThat(BridgeMethods.target(bridge))
        .isEqualTo(Overloaded.class.getMethod("convert", Integer.class));
  }

  static class Hidden {
    public String visible() {
      return "visible";
    }
  }

  public static final class Shown extends Hidden {}

  @Test
  void aBridgeToASuperclassIsItsOwnTarget() throws NoSuchMethodException {
    Method bridge = Shown.class.getMethod("visible");
    assertThat(bridge.isBridge()).isTrue();
    assertThat(BridgeMethods.target(bridge)).isEqualTo(bridge);
  }
}
