package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** value.proto says what is written. */
final class ProtoFileTest {
  private static final Path FILE = Path.of("src", "main", "proto", "locache", "v1", "value.proto");

  /** Those that are named otherwise, as they would be keywords in some language. */
  private static final List<String> RENAMED = List.of("ENUM", "OPTIONAL", "MESSAGE");

  private static String text() throws IOException {
    return Files.readString(FILE);
  }

  @Test
  void kindsHaveTheirNumbers() throws IOException {
    for (CollectionKind each : CollectionKind.values()) {
      assertThat(text()).contains("\n  " + each.name() + " = " + each.number() + ";\n");
    }
    for (MapKind each : MapKind.values()) {
      assertThat(text()).contains("\n  " + each.name() + " = " + each.number() + ";\n");
    }
  }

  @Test
  void fieldsHaveTheirNumbersAndWireTypes() throws Exception {
    String value =
        text().substring(text().indexOf("message Value"), text().indexOf("message Items"));
    Matcher field = Pattern.compile("\n    (\\w+) (\\w+) = (\\d+);").matcher(value);
    List<String> names = new ArrayList<>();
    while (field.find()) {
      String name = field.group(2).toUpperCase(Locale.ROOT);
      for (String renamed : RENAMED) {
        name = name.startsWith(renamed + "_") || name.endsWith("_" + renamed) ? renamed : name;
      }
      names.add(name);
      int tag = Integer.parseInt(field.group(3)) << 3 | wireType(field.group(1));
      assertThat(Tags.class.getDeclaredField(name).getInt(null)).as(name).isEqualTo(tag);
    }
    assertThat(names).hasSize(48).doesNotHaveDuplicates();
  }

  private static int wireType(String type) {
    return switch (type) {
      case "bool", "sint32", "uint32", "sint64" -> 0;
      case "double" -> 1;
      case "float" -> 5;
      default -> 2;
    };
  }
}
