package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterNamesTest {
  private static final String SOURCE =
      """
      abstract class App {
        public int sum(long amount, String label, double rate, int[] rest) {
          int count = 1;
          for (int each : rest) { count += each; }
          return count;
        }
        public static int still(double rate, int count) { return count; }
        public abstract void open(int count);
        public void none() { int count = 1; }
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"-g", "-parameters"})
  void namesAreThoseOfTheClassFile(String option) {
    Compiled compiled = Compiled.source(SOURCE, option);

    assertThat(ParameterNames.of(compiled.method("App", "sum")))
        .containsExactly("amount", "label", "rate", "rest");
    assertThat(ParameterNames.of(compiled.method("App", "still"))).containsExactly("rate", "count");
    assertThat(ParameterNames.of(compiled.method("App", "none"))).isEmpty();
  }

  @Test
  void withoutNamesThereAreNone() {
    Compiled compiled = Compiled.source(SOURCE, "-g:none");

    assertThat(ParameterNames.of(compiled.method("App", "sum"))).isEmpty();
    assertThat(ParameterNames.of(Compiled.source(SOURCE, "-g").method("App", "open"))).isEmpty();
  }

  @Test
  void methodsOfTheJdkNeedNoClassFile() throws Exception {
    assertThat(ParameterNames.of(String.class.getMethod("charAt", int.class))).isEmpty();
  }
}
