package dev.locache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodIdTest {
  private final MethodId quote =
      MethodId.of("com.example.RateService", "quote", List.of("java.lang.String", "int[]"));

  @Test
  void writesItsCanonicalForm() {
    assertThat(quote).hasToString("com.example.RateService#quote(java.lang.String,int[])");
    assertThat(MethodId.of("A", "b", List.of())).hasToString("A#b()");
  }

  @Test
  void readsItsCanonicalForm() {
    MethodId parsed = MethodId.parse(quote.toString());

    assertThat(parsed).isEqualTo(quote).hasSameHashCodeAs(quote);
    assertThat(parsed.type()).isEqualTo("com.example.RateService");
    assertThat(parsed.name()).isEqualTo("quote");
    assertThat(parsed.parameterTypes()).isEqualTo("java.lang.String,int[]");
    assertThat(MethodId.parse("A#b()").parameterTypes()).isEmpty();
  }

  @Test
  void overloadsDiffer() {
    assertThat(quote)
        .isNotEqualTo(MethodId.of("com.example.RateService", "quote", List.of("int[]")))
        .isNotEqualTo(quote.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "A#", "A#b", "A#b(", "#b()", "A#()", "A#b()x", "A(b#)"})
  void anythingElseIsRefused(String signature) {
    assertThatThrownBy(() -> MethodId.parse(signature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a method id: " + signature);
  }
}
