package dev.locache.fingerprint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/** What cannot be identified is refused when it is asked for, with the way out. */
final class RefusalTest {
  private static final Compiled SIMPLE =
      Compiled.source(
          """
          package s;
          class Simple extends Base implements Runnable {
            public void run() { new Object() { }; }
            static class Member { }
          }
          class Base { }
          """);

  @Test
  void hiddenClass() throws Exception {
    String file = "RefusalTest$" + Hidden.class.getSimpleName() + ".class";
    try (InputStream in = RefusalTest.class.getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
      assertRefused(
          hidden,
          hidden.getName()
              + " is hidden, without a class file; use an ordinary class, or give"
              + " codeVersion(\"...\")");
    }
  }

  @Test
  void generatedClass() throws Exception {
    ServingLoader loader = new ServingLoader().define("s.Base", bytes("s/Base"));
    assertRefused(
        loader.loadClass("s.Base"),
        "s.Base has no class file: it was generated, or its loader gives none; use an object of a"
            + " compiled class, or give codeVersion(\"...\")");
  }

  @Test
  void generatedSuperclass() throws Exception {
    assertRefused(
        serving("s/Simple", bytes("s/Simple")),
        "the class file of s.Base, which s.Simple needs, is missing; build it again, or give"
            + " codeVersion(\"...\")");
  }

  @Test
  void missingNestedClasses() throws Exception {
    for (String nested : List.of("Member", "1")) {
      Compiled compiled =
          Compiled.source("class Outer { static class Member { } Object o = new Object() { }; }");
      Files.delete(compiled.classes().resolve("Outer$" + nested + ".class"));
      assertRefused(
          compiled.type("Outer"),
          "the class file of Outer$"
              + nested
              + ", which Outer needs, is missing; build it again, or give codeVersion(\"...\")");
    }
  }

  @Test
  void newerClassFileCountsWithAllItsBytes() throws Exception {
    byte[] newest = newer(bytes("s/Base"), 0);
    assertThat(classScope(newest)).isEqualTo(SIMPLE.classScope("s.Base"));

    byte[] newer = newer(bytes("s/Base"), 1);
    assertThat(classScope(newer))
        .isEqualTo(classScope(newer.clone()))
        .isNotEqualTo(classScope(newest))
        .isNotEqualTo(classScope(newer(bytes("s/Base"), 2)));
    assertThatThrownBy(() -> new ClassReader(newer)).as("ASM reads more now").isNotNull();
  }

  private static Digest128 classScope(byte[] base) throws Exception {
    return ImplementationCode.of(Runnable.class, serving("s/Base", base))
        .classScope(Set.of())
        .digest();
  }

  private static byte[] newer(byte[] classFile, int versions) {
    classFile[7] = (byte) (ClassFile.NEWEST_MAJOR_VERSION + versions);
    return classFile;
  }

  private static final String TOO_NEW =
      "the class file of s.Base is for Java 29, which has parts that this Locache does not read"
          + " yet; compile for an older release, or give codeVersion(\"...\")";

  @Test
  void newerClassFileWithAnUnknownKindOfConstant() throws Exception {
    byte[] bytes = newer(bytes("s/Base"), 1);
    bytes[10] = 99;
    assertRefused(serving("s/Base", bytes), TOO_NEW);
  }

  @Test
  void newerClassFileWithAnUnknownAttribute() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes("s/Base")).accept(writer, 0);
    writer.visitAttribute(new StrangeAttribute());
    byte[] bytes = writer.toByteArray();
    assertThat(classScope(bytes)).isEqualTo(SIMPLE.classScope("s.Base"));
    assertRefused(serving("s/Base", newer(bytes, 1)), TOO_NEW);
  }

  /** A class that has one of each, of which one may be strange. */
  private static byte[] withStrange(@Nullable String part) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_RECORD, "s/Base", null, "java/lang/Record", null);
    RecordComponentVisitor component = writer.visitRecordComponent("rate", "I", null);
    FieldVisitor field = writer.visitField(0, "rate", "I", null, null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_NATIVE, "run", "()V", null, null);
    if ("component".equals(part)) {
      component.visitAttribute(new StrangeAttribute());
    } else if ("field".equals(part)) {
      field.visitAttribute(new StrangeAttribute());
    } else if ("method".equals(part)) {
      method.visitAttribute(new StrangeAttribute());
    }
    component.visitEnd();
    field.visitEnd();
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"component", "field", "method"})
  void newerClassFileWithAnUnknownAttributeOfAPart(String part) throws Exception {
    assertThat(classScope(withStrange(part))).isEqualTo(classScope(withStrange(null)));
    assertThat(classScope(newer(withStrange(null), 1))).isNotNull();
    assertRefused(serving("s/Base", newer(withStrange(part), 1)), TOO_NEW);
  }

  private static final class StrangeAttribute extends Attribute {
    StrangeAttribute() {
      super("Strange");
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      return new ByteVector().putInt(1);
    }
  }

  @Test
  void newerClassFileWithAnUnknownInstruction() throws Exception {
    byte[] bytes = newer(bytes("s/Base"), 1);
    String text = new String(bytes, ISO_8859_1);
    int load = text.indexOf("*\u00b7"); // aload_0, invokespecial
    bytes[load] = (byte) 0xdd;
    assertRefused(serving("s/Base", bytes), TOO_NEW);
  }

  @ParameterizedTest
  @CsvSource({
    "a.Rates$$EnhancerByGuice$$12ab, a class that Guice generated for its interceptors; bind a"
        + " wrapped object",
    "a.Rates$$FastClassByGuice$$12ab, a class that Guice generated for its interceptors; bind a"
        + " wrapped object",
    "a.Rates$MockitoMock$7, a mock of Mockito; wrap a fake of your own",
    "a.Rates$$EnhancerByMockitoWithCGLIB$$7, a mock of Mockito; wrap a fake of your own",
    "a.Rates$$SpringCGLIB$$0, a proxy class of Spring; wrap the bean before Spring enhances it",
    "a.Rates$$EnhancerBySpringCGLIB$$7, a proxy class of Spring; wrap the bean before Spring"
        + " enhances it",
    "a.Rates$$EnhancerByCGLIB$$7, a class that CGLIB generated; wrap the object behind it",
    "a.Rates$HibernateProxy$x, a lazy proxy of Hibernate; wrap the object behind it",
    "a.Rates_$$_jvst7, a class that Javassist generated; wrap the object behind it",
    "a.Rates$Proxy$_$$_WeldClientProxy, a proxy class of Weld; wrap the bean before Weld enhances"
        + " it",
    "a.Rates$ByteBuddy$x, a class that Byte Buddy generated; wrap the object behind it"
  })
  void generatedClassesOfFrameworks(String name, String whatAndAdvice) {
    assertThat(Refusal.noClassFile(name))
        .hasMessage(
            name
                + " is "
                + whatAndAdvice.replace(";", ", without a class file;")
                + ", or give codeVersion(\"...\")");
  }

  @Test
  void classFileOfAnotherClass() throws Exception {
    assertRefused(serving("s/Simple", bytes("s/Base")), damaged("s.Simple"));
  }

  @Test
  void emptyClassFile() throws Exception {
    assertRefused(serving("s/Simple", new byte[0]), damaged("s.Simple"));
  }

  @Test
  void garbageIsNeverTakenForCode() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      System.arraycopy(bytes("s/Base"), 0, bytes, 0, Math.min(8, bytes.length));
      assertRefused(serving("s/Base", bytes), damaged("s.Base"));
    }
  }

  @Test
  void truncatedClassFileIsRefusedUnlessOnlyDebugInformationIsLost() throws Exception {
    byte[] bytes = bytes("s/Base");
    List<CodeLine> whole = SIMPLE.lines("s.Base");
    int refused = 0;
    for (int length = 0; length < bytes.length; length++) {
      Class<?> type = serving("s/Base", Arrays.copyOf(bytes, length));
      ImplementationCode code = ImplementationCode.of(Runnable.class, type);
      Throwable thrown = catchThrowable(() -> code.classScope(Set.of()));
      if (thrown == null) {
        assertThat(code.classes(Set.of()).lines()).isEqualTo(whole);
      } else {
        assertThat(thrown).hasMessage(damaged("s.Base"));
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(bytes.length - 10);
  }

  @Test
  void descriptorThatIsNone() throws Exception {
    byte[] bytes = bytes("s/Simple");
    String text = new String(bytes, ISO_8859_1);
    bytes = text.replace("()V", "(QV").getBytes(ISO_8859_1);
    assertRefused(serving("s/Simple", bytes), damaged("s.Simple"));
  }

  @Test
  void failingStream() throws Exception {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    Class<?> type =
        new ServingLoader()
            .define("s.Base", bytes("s/Base"))
            .serve("s/Base", failing)
            .loadClass("s.Base");
    assertRefused(
        type,
        "the class file of s.Base cannot be read (java.io.IOException: disk on fire); build it"
            + " again, or give codeVersion(\"...\")");
  }

  @Test
  void nothingIsReadBeforeTheDigestIsAskedFor() {
    Runnable lambda = () -> {};
    ImplementationCode code = ImplementationCode.of(Runnable.class, lambda.getClass());
    assertThat(code.isOwn(RefusalTest.class)).isTrue();
    assertThat(code.readsOuterInstance(lambda.getClass())).isTrue();
  }

  @Test
  void lambdaWhoseHostHasNoClassFile() throws Exception {
    Compiled compiled =
        Compiled.source(
            "package s; class Host {"
                + " public static Runnable make() { return () -> System.out.print(1); } }");
    byte[] host = Files.readAllBytes(compiled.classes().resolve("s/Host.class"));
    Class<?> type = new ServingLoader().define("s.Host", host).loadClass("s.Host");
    Method make = type.getDeclaredMethod("make");
    make.setAccessible(true);
    Object lambda = make.invoke(null);
    ImplementationCode code = ImplementationCode.of(Runnable.class, lambda.getClass());
    String unknown =
        "a lambda of s.Host has unknown code; use a named class, or give codeVersion(\"...\")";

    assertThatThrownBy(() -> code.lambda(lambda))
        .hasMessage(
            "is a lambda of s.Host, which has no class file; use an object of a compiled class");
    assertThatThrownBy(() -> code.classScope(Set.of())).hasMessage(unknown);
    assertThatThrownBy(
            () -> code.reachableScope(Runnable.class.getMethod("run"), Set.of(), Set.of()))
        .hasMessage(unknown);
  }

  @Test
  void codeThatLiesInNoFileWhereAllOfItMayBeCalled() throws Exception {
    Compiled compiled =
        Compiled.source(
            "package s; class Open { public void run(Object any) { any.hashCode(); } }");
    byte[] bytes = Files.readAllBytes(compiled.classes().resolve("s/Open.class"));
    Class<?> open =
        new ServingLoader().define("s.Open", bytes).serve("s/Open", bytes).loadClass("s.Open");
    ImplementationCode code = ImplementationCode.of(Runnable.class, open);

    assertThatThrownBy(
            () -> code.reachableScope(open.getMethod("run", Object.class), Set.of(), Set.of()))
        .hasMessage(
            "the code at \"\" cannot be listed; put it into a jar or directory, or choose"
                + " FingerprintScope.CLASS, or give codeVersion(\"...\")");
  }

  private static final class Hidden {}

  private static String damaged(String name) {
    return "the class file of "
        + name
        + " is damaged; build it again, or give codeVersion(\"...\")";
  }

  private static byte[] bytes(String internalName) throws IOException {
    return Files.readAllBytes(SIMPLE.classes().resolve(internalName + ".class"));
  }

  private static Class<?> serving(String internalName, byte[] bytes) throws Exception {
    return new ServingLoader()
        .define("s.Simple", bytes("s/Simple"))
        .define("s.Base", bytes("s/Base"))
        .serve(internalName, bytes)
        .loadClass(internalName.replace('/', '.'));
  }

  private static void assertRefused(Class<?> implementation, String message) {
    ImplementationCode code = ImplementationCode.of(Runnable.class, implementation);
    assertThatThrownBy(() -> code.classScope(Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
