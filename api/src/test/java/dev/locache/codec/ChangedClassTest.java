package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of another version of the program. Both versions are compiled while the test runs. */
class ChangedClassTest {
  private static final String HEADER = "package app; public ";

  private final Path directory;

  ChangedClassTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void valueOfAChildLoaderIsDecodedByTheServicesLoader() throws Exception {
    Compiled loader = version("record Shape(int x, String name) {}", "new Shape(1, \"s\")");

    Object decoded = codec(loader).decode(encoded(loader));

    assertThat(decoded).hasToString("Shape[x=1, name=s]");
    assertThat(decoded).isInstanceOf(loader.type("app.Shape"));
  }

  @Test
  void recordWithAnotherComponentIsRefused() throws Exception {
    ByteBuffer bytes = encoded(version("record Shape(int x) {}", "new Shape(1)"));
    Codec changed = codec(version("record Shape(int x, String name) {}", "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: record app.Shape(int x, java.lang.String name) was written"
                + " with components (int x)");
  }

  @Test
  void serializableRecordWithAnotherComponentIsRefused() throws Exception {
    String record = "record Shape(%s) implements java.io.Serializable {}";
    ByteBuffer bytes = encoded(version(record.formatted("int x"), "new Shape(1)"));
    Codec longer = codec(version(record.formatted("int x, int y"), "null"));
    Codec wider = codec(version(record.formatted("long x"), "null"));

    assertThatThrownBy(() -> longer.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: record app.Shape(int x, int y) was written with components"
                + " (int x)");
    assertThatThrownBy(() -> wider.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: app.Shape; incompatible types for field x");
  }

  @Test
  void recordThatNoLongerAcceptsItsComponentsIsRefused() throws Exception {
    ByteBuffer bytes = encoded(version("record Shape(int x) {}", "new Shape(1)"));
    Codec changed =
        codec(
            version(
                "record Shape(int x) { public Shape { if (x < 5) throw new"
                    + " IllegalArgumentException(\"small\"); } }",
                "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: app.Shape does not accept its components");
  }

  @Test
  void recordThatBecameAClassIsRefused() throws Exception {
    ByteBuffer bytes = encoded(version("record Shape(int x) {}", "new Shape(1)"));
    Codec changed = codec(version("class Shape {}", "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: class app.Shape is not a record");
  }

  @Test
  void enumConstantThatIsGoneIsRefused() throws Exception {
    ByteBuffer bytes = encoded(version("enum Shape { ROUND, FLAT }", "Shape.FLAT"));
    Codec changed = codec(version("enum Shape { ROUND }", "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: enum constant FLAT does not exist in class app.Shape");
  }

  @Test
  void anotherSerialVersionIsRefused() throws Exception {
    String type =
        "class Shape implements java.io.Serializable { static final long serialVersionUID = %d; }";
    ByteBuffer bytes = encoded(version(type.formatted(1), "new Shape()"));
    Codec changed = codec(version(type.formatted(2), "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "value has another shape: app.Shape; local class incompatible: stream classdesc"
                + " serialVersionUID = 1, local class serialVersionUID = 2");
  }

  @Test
  void classWithoutSerialVersionThatChangedIsRefused() throws Exception {
    ByteBuffer bytes =
        encoded(version("class Shape implements java.io.Serializable { int x; }", "new Shape()"));
    Codec changed =
        codec(version("class Shape implements java.io.Serializable { int x, y; }", "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("value has another shape: app.Shape; local class incompatible");
  }

  @Test
  void fieldThatChangedItsTypeIsRefused() throws Exception {
    String type =
        "class Shape implements java.io.Serializable { static final long serialVersionUID = 1;"
            + " %s x; }";
    ByteBuffer bytes = encoded(version(type.formatted("int"), "new Shape()"));
    Codec changed = codec(version(type.formatted("String"), "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "value has another shape: app.Shape; incompatible types for field x");
  }

  @Test
  void initialiserThatFailsIsNoErrorOfTheCaller() throws Exception {
    ByteBuffer bytes = encoded(version("enum Shape { ROUND }", "Shape.ROUND"));
    Codec changed =
        codec(version("enum Shape { ROUND; static { Object[] none = {}; none[0] = 1; } }", "null"));

    assertThatThrownBy(() -> changed.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("value has another shape: java.lang.ExceptionInInitializerError");
  }

  private Compiled version(String type, String value) throws IOException {
    Path place = Files.createTempDirectory(directory, "version");
    return Compiled.into(
        place,
        "Shape.java",
        HEADER + type,
        "Service.java",
        HEADER + "class Service { public static Object value() { return " + value + "; } }");
  }

  private static ByteBuffer encoded(Compiled version) throws Exception {
    return codec(version).encode(version.call("app.Service", "value"));
  }

  private static Codec codec(Compiled version) throws Exception {
    return Codecs.of(Object.class, version.type("app.Service"));
  }
}
