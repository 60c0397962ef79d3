package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPatternsTest {
  @ParameterizedTest
  @CsvSource({
    "com.example.Quote, com.example.Quote, true",
    "com.example.Quote, com.example.Quotes, false",
    "com.example.Quote, com.example.Quote$Part, false",
    "com.example.Quote$Part, com.example.Quote$Part, true",
    "com.example.*, com.example.Quote, true",
    "com.example.*, com.example.Quote$Part, true",
    "com.example.*, com.example.deep.Quote, false",
    "com.example.*, com.examples.Quote, false",
    "com.example.*, com.example, false",
    "com.example.**, com.example.Quote, true",
    "com.example.**, com.example.deep.er.Quote, true",
    "com.example.**, com.examples.Quote, false",
    "Quote, Quote, true"
  })
  void patternCoversWhatItSays(String pattern, String className, boolean covered) {
    assertThat(ClassPatterns.parse(List.of("other.Thing", pattern)).match(className))
        .isEqualTo(covered);
  }

  @Test
  void noPatternCoversNothing() {
    assertThat(ClassPatterns.parse(List.of()).match("com.example.Quote")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "**",
        ".*",
        ".**",
        "com..Quote",
        ".com",
        "com.",
        "com.*.Quote",
        "com.Quo*",
        "com.***",
        "com.example.Quote;",
        "com/example/Quote",
        "!com.example.*",
        "1com.Quote",
        "com.example.* ",
        "com.example.Quote[]"
      })
  void malformedPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> Codecs.of(Object.class, pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "malformed class name pattern \""
                + pattern
                + "\"; write com.example.Quote, com.example.* or com.example.**");
  }
}
