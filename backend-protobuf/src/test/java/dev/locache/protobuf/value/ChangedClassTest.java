package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of another version of the program are misses, not values that are mixed up. */
final class ChangedClassTest {
  private static final String OTHER_SHAPE =
      "value has another shape: it was written for another result type, or another version of the"
          + " classes that this one is made of";

  private final Path directory;

  ChangedClassTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theSameClassesReadWhatTheyWrote() throws Exception {
    String type = "record Point(int x, int y) {}";
    assertThat(codec("Point", type, "null").decode(written("Point", type, "new Point(1, 2)")))
        .hasToString("Point[x=1, y=2]");
  }

  @Test
  void otherComponentsAreAnotherShape() throws Exception {
    ByteBuffer bytes = written("Point", "record Point(int x, int y) {}", "new Point(1, 2)");
    for (String changed :
        new String[] {
          "record Point(int y, int x) {}",
          "record Point(int x) {}",
          "record Point(int x, int y, int z) {}",
          "record Point(int x, long y) {}",
          "record Point(int x, Integer y) {}"
        }) {
      assertAnotherShape(codec("Point", changed, "null"), bytes, OTHER_SHAPE);
    }
  }

  @Test
  void aRecordDeepInsideCountsToo() throws Exception {
    String type = "record Outer(java.util.List<Inner> list) {} record Inner(%s) {}";
    ByteBuffer bytes =
        written("Outer", type.formatted("String a, String b"), "new Outer(java.util.List.of())");
    Codec changed = codec("Outer", type.formatted("String b, String a"), "null");
    assertAnotherShape(changed, bytes, OTHER_SHAPE);
  }

  @Test
  void aConstantThatIsGoneIsNamed() throws Exception {
    ByteBuffer bytes = written("Color", "enum Color { RED, GREEN }", "Color.GREEN");
    assertAnotherShape(
        codec("Color", "enum Color { RED, BLUE }", "null"),
        bytes,
        "value has another shape: app.Color has no constant GREEN");
    assertThat(codec("Color", "enum Color { BLUE, GREEN, RED }", "null").decode(bytes))
        .hasToString("GREEN");
  }

  @Test
  void aPermittedClassThatIsGoneIsAnotherShape() throws Exception {
    String two = "sealed interface S {} record A() implements S {} record B() implements S {}";
    ByteBuffer bytes = written("S", two, "new B()");
    Codec changed = codec("S", "sealed interface S {} record A() implements S {}", "null");
    assertAnotherShape(changed, bytes, OTHER_SHAPE);
  }

  @Test
  void aConstructorThatRefusesIsNoErrorOfTheCaller() throws Exception {
    String type = "record Point(int x) { Point { if (x %s 0) throw new Error(\"no\"); } }";
    ByteBuffer bytes = written("Point", type.formatted("<"), "new Point(1)");
    assertAnotherShape(
        codec("Point", type.formatted(">"), "null"),
        bytes,
        "value has another shape: app.Point does not accept its components");
  }

  @Test
  void anInitialiserThatFailsIsNoErrorOfTheCaller() throws Exception {
    ByteBuffer bytes = written("Color", "enum Color { RED }", "Color.RED");
    assertAnotherShape(
        codec("Color", "enum Color { RED; static { int i = 1 / (RED.ordinal()); } }", "null"),
        bytes,
        "value has another shape: java.lang.ExceptionInInitializerError");
  }

  @Test
  void nothingIsInitialisedWhenWrapping() throws Exception {
    String flag = "System.setProperty(\"locache.test.initialised\", \"yes\");";
    codec("Color", "enum Color { RED; static { " + flag + " } }", "null");
    codec("Point", "record Point(int x) { static { " + flag + " } }", "null");
    assertThat(System.getProperty("locache.test.initialised")).isNull();
  }

  private ByteBuffer written(String type, String types, String value) throws Exception {
    Compiled version = version(type, types, value);
    return Codecs.of(version.service(), "result").encode(version.result());
  }

  private Codec codec(String type, String types, String value) throws Exception {
    return Codecs.of(version(type, types, value).service(), "result");
  }

  private Compiled version(String type, String types, String value) throws IOException {
    return Compiled.service(
        directory,
        "package app; public class Service { public static "
            + type
            + " result() { return "
            + value
            + "; } } "
            + types);
  }

  private static void assertAnotherShape(Codec codec, ByteBuffer bytes, String message) {
    assertThatThrownBy(() -> codec.decode(bytes.duplicate()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
