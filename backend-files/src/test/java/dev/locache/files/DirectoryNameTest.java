package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectoryNameTest {
  @ParameterizedTest
  @CsvSource({
    "quote, quote",
    "com.example.RateService, com.example.RateService",
    "com.example.Outer$Inner, com.example.Outer_Inner",
    "con, _con",
    "CON, _CON",
    "con.Service, _con.Service",
    "Lpt1.a.B, _Lpt1.a.B",
    "confetti, confetti",
    "a.con, a.con",
    "a., a.",
    ".hidden, _.hidden",
    ".., _..",
    "../x, _.._x",
    "/etc/passwd, _etc_passwd",
    "C:\\x, C__x",
    "a b*?|<>\", a_b______",
    "café, caf_",
    "東京, __",
    "-, _",
    "'', ''",
  })
  void theReadablePartIsEscaped(String name, String readable) {
    assertThat(DirectoryName.of(name, name)).matches("\\Q" + readable + "\\E-[0-9a-f]{16}");
  }

  @Test
  void ofALongNameTheEndIsKept() {
    String type = "com.example." + "deep.".repeat(50) + "RateService";

    assertThat(DirectoryName.of(type, type))
        .hasSizeLessThanOrEqualTo(58)
        .contains("deep.RateService-")
        .doesNotStartWith(".");
    assertThat(DirectoryName.of("n".repeat(300), "x")).startsWith("n".repeat(40) + "-");
  }

  @Test
  void theDigestIsOfTheExactName() {
    // printf 'quote' | iconv -t UTF-16BE | sha256sum
    assertThat(DirectoryName.of("quote", "quote")).isEqualTo("quote-f5cc6039523d282c");
  }

  @Test
  void namesThatLookAlikeStayApart() {
    Map<String, String> exactByName = new HashMap<>();
    for (String exact :
        List.of(
            "a",
            "A",
            "aB",
            "Ab",
            "a/b",
            "a\\b",
            "a_b",
            "a$b",
            "caf\u00e9",
            "cafe\u0301",
            "\u0130",
            "i",
            "I",
            "\u0131",
            "\ud800",
            "\ud801",
            "\udc00",
            "?",
            "\ufffd",
            "a.",
            "a",
            "a ",
            "quote(int)",
            "quote(long)",
            "con",
            "_con",
            "n".repeat(300),
            "n".repeat(301))) {
      String name = DirectoryName.of(exact, exact).toLowerCase(Locale.ROOT);
      assertThat(exactByName.getOrDefault(name, exact)).as(name).isEqualTo(exact);
      exactByName.put(name, exact);
    }
    assertThat(exactByName).hasSize(27).doesNotContainKey("tmp");
  }
}
