package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.ClosedModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of objects whose module does not let their content be read. */
final class ClosedModuleTest {
  private static final String OBSTACLE =
      "cannot be read: package closed of module closed must be opened to dev.locache (on the class"
          + " path: ALL-UNNAMED)";

  private final ClosedModule module;

  ClosedModuleTest(@TempDir Path directory) throws IOException {
    this.module = ClosedModule.in(directory);
  }

  private static void assertRefused(Object argument, String type) {
    assertThatThrownBy(() -> Encoded.digest(argument))
        .isInstanceOf(UnencodableException.class)
        .hasMessage(
            "argument 1 (closed.Samples$%s) %s; or else pass a record or a string, give the cache a"
                + " keyEncoder(%s.class, ...), or mark the parameter @KeyIgnored if it cannot"
                + " change the result",
            type, OBSTACLE, type);
  }

  @Test
  void argumentsAreRefusedWithTheOpeningThatIsMissing() {
    assertRefused(module.pair(), "Pair");
    assertRefused(module.note(), "Note");
  }

  @Test
  void fieldsOfAnImplementationAreRefusedWithTheOpeningThatIsMissing() {
    State state =
        Encoded.keys(Map.of()).state(module.note(), new PlainRules(module.note().getClass()));

    assertThat(state.problems())
        .containsExactly(
            "field Note.text (java.lang.String) cannot be part of the key: it "
                + OBSTACLE
                + "; say @KeyIgnored or ignoreField(\"text\") if it cannot change results, or"
                + " stateKey(...) to name the state yourself");
  }
}
