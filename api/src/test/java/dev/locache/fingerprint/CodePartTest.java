package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodePartTest {
  private static CodePart part(char kind, String name, String path) {
    return CodePart.of(new CodeLine(kind, name, new Digest128(1, 2)), path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "M | a/Rates$Row.cell(ILa/Rates$Kind;[J)D | method a.Rates.Row.cell(int, Rates.Kind,"
            + " long[])",
        "M | Rates.<init>()V | constructor Rates()",
        "M | a/Rates$Row.<clinit>()V | static initialiser of a.Rates.Row",
        "F | a/Rates.table [I | field a.Rates.table",
        "C | a/Rates$1 | declaration of a.Rates$1",
        "C | a/$Odd$$Name$ | declaration of a.$Odd$.Name$",
        "J | rates.jar | library rates.jar",
        "J | classes | directory of classes",
        "X | a/Lost | missing class a.Lost",
        "P | java.util.ArrayList | class java.util.ArrayList",
        "R | a/Rates.quote(I)D | start at a.Rates.quote(int)"
      })
  void partsAreNamedAsInSource(char kind, String name, String text) {
    assertThat(part(kind, name, "")).hasToString(text);
  }

  @Test
  void endsOfALongPathAreKept() {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      steps.add("a.A$B.m" + i);
    }
    assertThat(part('M', "a/A.m()V", String.join(" -> ", steps)).path())
        .isEqualTo(String.join(" -> ", steps).replace('$', '.'));

    steps.add("a.A.last");
    assertThat(part('M', "a/A.m()V", String.join(" -> ", steps)).path())
        .isEqualTo(
            "a.A.B.m0 -> a.A.B.m1 -> a.A.B.m2 -> a.A.B.m3 -> a.A.B.m4 -> ... -> a.A.B.m6"
                + " -> a.A.B.m7 -> a.A.B.m8 -> a.A.B.m9 -> a.A.last");
  }
}
