package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.locache.Locache;
import dev.locache.ResultCache;
import java.lang.reflect.Modifier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

/** Classes that frameworks generate are refused until the user names their code and state. */
final class GeneratedClassesTest {
  interface Price {
    int of(int amount);
  }

  /** Not final, so that frameworks can extend it. */
  static class Tariff implements Price {
    @Override
    public int of(int amount) {
      return amount + 1;
    }
  }

  private static Price mocked() {
    Price mock = mock(Price.class);
    when(mock.of(anyInt())).thenReturn(7);
    return mock;
  }

  private static Price enhanced() throws ReflectiveOperationException {
    return new ByteBuddy()
        .subclass(Tariff.class)
        .modifiers(Modifier.PUBLIC)
        .method(ElementMatchers.named("of"))
        .intercept(FixedValue.value(8))
        .make()
        .load(Tariff.class.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
        .getLoaded()
        .getDeclaredConstructor()
        .newInstance();
  }

  private static ResultCache open() {
    return Locache.open(TestCaches.in(TestCaches.memory()).build());
  }

  private static void assertRefused(Price price, String what, String advice) {
    String name = price.getClass().getName();
    try (ResultCache cache = open()) {
      assertThatThrownBy(() -> cache.wrap(Price.class, price))
          .hasMessage(
              "cannot cache dev.locache.it.GeneratedClassesTest$Price:\n  - "
                  + name
                  + " cannot be part of the key: it is "
                  + what
                  + ", with another name in every run; "
                  + advice
                  + "; say stateKey(...) to name the state\n  - "
                  + name
                  + " is "
                  + what
                  + ", without a class file; "
                  + advice
                  + ", or give codeVersion(\"...\")");
      assertThatThrownBy(() -> cache.service(Price.class, price).codeVersion("1").wrap())
          .hasMessageContaining("say stateKey(...) to name the state");
      assertThatThrownBy(() -> cache.service(Price.class, price).stateKey("mine").wrap())
          .hasMessageContaining("or give codeVersion(\"...\")");
    }
  }

  private static void assertLifted(Price one, Price same) {
    try (ResultCache cache = open()) {
      int answer = one.of(5);
      Price first = cache.service(Price.class, one).stateKey("mine").codeVersion("1").wrap();
      assertThat(first.of(5)).isEqualTo(answer);
      Price second = cache.service(Price.class, same).stateKey("mine").codeVersion("1").wrap();
      assertThat(second.of(5)).isEqualTo(answer);
      assertThat(Locache.stats(second).hits()).isEqualTo(1);
    }
  }

  @Test
  void mockOfMockito() {
    assertRefused(mocked(), "a mock of Mockito", "wrap a fake of your own");
    assertLifted(mocked(), mocked());
  }

  @Test
  void subclassByByteBuddy() throws ReflectiveOperationException {
    assertRefused(enhanced(), "a class that Byte Buddy generated", "wrap the object behind it");
    assertLifted(enhanced(), enhanced());
  }

  static final class Holding implements Price {
    private final Price price;

    Holding(Price price) {
      this.price = price;
    }

    @Override
    public int of(int amount) {
      return price.of(amount);
    }
  }

  @Test
  void mockInAField() {
    Holding holding = new Holding(mocked());
    try (ResultCache cache = open()) {
      assertThatThrownBy(() -> cache.wrap(Price.class, holding))
          .hasMessageContaining("field Holding.price (" + holding.price.getClass().getName() + ")")
          .hasMessageContaining("it is a mock of Mockito, with another name in every run");
      Price wrapped = cache.service(Price.class, holding).ignoreField("price").wrap();
      assertThat(wrapped.of(5)).isEqualTo(7);
    }
  }
}
