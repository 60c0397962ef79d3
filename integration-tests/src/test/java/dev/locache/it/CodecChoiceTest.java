package dev.locache.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which codec a program gets, and that the next run finds what it wrote. */
final class CodecChoiceTest {
  private static final String RESULT =
      "{a=[Rate[day=2024-01-02, rate=1.10]], b=[Fixed, Rate[day=1970-01-01, rate=0]]}";

  sealed interface Quote permits Rate, Pegged {}

  record Rate(LocalDate day, BigDecimal rate) implements Quote {}

  enum Pegged implements Quote {
    FIXED {
      @Override
      public String toString() {
        return "Fixed";
      }
    }
  }

  interface Quotes {
    Map<String, List<Quote>> all();
  }

  static final class TwoQuotes implements Quotes {
    @Override
    public Map<String, List<Quote>> all() {
      Map<String, List<Quote>> all = new TreeMap<>();
      all.put("a", List.of(new Rate(LocalDate.of(2024, 1, 2), new BigDecimal("1.10"))));
      all.put("b", List.of(Pegged.FIXED, new Rate(LocalDate.EPOCH, BigDecimal.ZERO)));
      return all;
    }
  }

  /** Prints the result, and how many of them were hits. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Quotes quotes = Locache.wrap(Quotes.class, new TwoQuotes());
      System.out.println(quotes.all() + " hits " + Locache.stats(quotes).hits());
    }
  }

  @TempDir Path directory;

  private String run(String... settings) throws IOException {
    JavaProcess.Builder program =
        JavaProcess.run(Program.class).property("locache.directory", directory.toString());
    for (int i = 0; i < settings.length; i += 2) {
      program.property(settings[i], settings[i + 1]);
    }
    try (JavaProcess process = program.start()) {
      return String.join("\n", process.awaitSuccess());
    }
  }

  private boolean isInAFile(String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theNextRunFindsItInFilesAndASettingAloneSwitches() throws IOException {
    assertThat(run("locache.backend", "files")).isEqualTo(RESULT + " hits 0");
    String[] protobuf = {"locache.backend", "files", "locache.codec", "protobuf"};
    assertThat(run(protobuf)).isEqualTo(RESULT + " hits 0"); // of the other codec: a miss
    assertThat(run(protobuf)).isEqualTo(RESULT + " hits 1");
    assertThat(run("locache.backend", "files")).isEqualTo(RESULT + " hits 0");
  }

  @Test
  void theProtobufBackendComesWithItsCodec() throws IOException {
    assertThat(run("locache.backend", "protobuf")).isEqualTo(RESULT + " hits 0");
    assertThat(run("locache.backend", "protobuf")).isEqualTo(RESULT + " hits 1");
    assertThat(isInAFile(Rate.class.getSimpleName())).isTrue();
    assertThat(isInAFile("java.util.TreeMap")).isFalse(); // as Java serialization would write it
    assertThat(run("locache.backend", "protobuf", "locache.codec", "java"))
        .isEqualTo(RESULT + " hits 0");
    assertThat(isInAFile("java.util.TreeMap")).isTrue();
  }

  interface Anything {
    Object anything();
  }

  @Test
  void aResultOfAnyClassIsRefusedInWrap() {
    CacheConfig config = TestCaches.in(TestCaches.memory()).codec("protobuf").build();
    try (ResultCache cache = Locache.open(config)) {
      assertThatThrownBy(() -> cache.wrap(Anything.class, () -> 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "Anything.anything(): result type java.lang.Object is open to any class; use a"
                  + " record, a sealed interface of records or a class of the JDK, choose"
                  + " codec(\"java\"), or mark the method @Uncached");
    }
  }
}
