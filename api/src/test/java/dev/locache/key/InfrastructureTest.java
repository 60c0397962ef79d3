package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Loggers and meters of libraries, which are told by name. */
final class InfrastructureTest {
  /** Has types that belong to no library here. */
  private static final class Made extends ClassLoader {
    Class<?> type(String name, int access, String... interfaces) {
      ClassWriter writer = new ClassWriter(0);
      writer.visit(
          Opcodes.V17, access, name.replace('.', '/'), null, "java/lang/Object", interfaces);
      byte[] bytes = writer.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.micrometer.core.instrument.Counter",
        "org.apache.commons.logging.Log",
        "org.apache.logging.log4j.Logger",
        "org.slf4j.Logger"
      })
  void whateverImplementsATypeOfALibraryIsLeftOut(String name) {
    Made made = new Made();
    Class<?> face =
        made.type(name, Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT);
    Class<?> implementation = made.type("a.Own", 0, name.replace('.', '/'));

    assertThat(Infrastructure.contains(face)).isTrue();
    assertThat(Infrastructure.contains(implementation)).isTrue();
  }

  @Test
  void namesThatBeginAlikeAreNone() {
    Made made = new Made();

    assertThat(Infrastructure.contains(made.type("io.micrometer.core.Rates", 0))).isFalse();
    assertThat(Infrastructure.contains(made.type("org.slf4j.LoggerRates", 0))).isFalse();
  }
}
