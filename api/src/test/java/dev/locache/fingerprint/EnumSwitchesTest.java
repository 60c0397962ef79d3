package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tables of enum switches as compilers write them, and as none does. Where a table is understood,
 * the numbers in it do not count; where it is not, they do.
 */
final class EnumSwitchesTest {
  private static final String TABLE = "$SwitchMap$p$Kind";

  /** What stands between the constant's ordinal and the end of its entry. */
  private enum Form {
    USUAL,
    LABELLED,
    OF_ANOTHER_CLASS,
    BY_ANOTHER_METHOD,
    BY_ANOTHER_TYPE,
    BY_A_STATIC_METHOD,
    OF_A_VARIABLE,
    OF_A_TEXT,
    NOT_STORED,
    TWICE,
    ENDS_WITH_THE_TABLE,
    ENDS_WITH_THE_CONSTANT,
    WITHOUT_ENTRIES
  }

  private static List<CodeLine> lines(Form form, int keyOfA, int keyOfB) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("p/Made", switching(keyOfA, keyOfB));
    files.put("p/Made$1", table(form, keyOfA, keyOfB));
    return Lines.of("p/Made", files);
  }

  @Test
  void numbersInTheTableDoNotCount() {
    List<CodeLine> lines = lines(Form.USUAL, 1, 2);

    assertThat(lines(Form.USUAL, 2, 1)).isEqualTo(lines);
    assertThat(lines(Form.USUAL, 6, 500)).isEqualTo(lines);
    assertThat(lines(Form.USUAL, 5, 70_000)).isEqualTo(lines);
    assertThat(lines(Form.USUAL, -1, -2)).isEqualTo(lines);
    assertThat(lines(Form.LABELLED, 2, 1)).isEqualTo(lines);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"USUAL", "LABELLED"})
  void tableThatLooksOtherwiseCountsAsItStands(Form form) {
    assertThat(lines(form, 1, 2)).isNotEqualTo(lines(form, 2, 1));
  }

  @Test
  void tableThatIsNotThereIsNotUnderstood() {
    assertThat(Lines.of("p/Made", Map.of("p/Made", switching(1, 2))))
        .isNotEqualTo(Lines.of("p/Made", Map.of("p/Made", switching(2, 1))));
    byte[] empty = classFile("p/Made$1", 0, writer -> {});
    assertThat(Lines.of("p/Made", Map.of("p/Made", switching(1, 2), "p/Made$1", empty)))
        .isNotEqualTo(Lines.of("p/Made", Map.of("p/Made", switching(2, 1), "p/Made$1", empty)));
  }

  @Test
  void ordinalsAreThoseOfTheEnum() {
    assertThat(byOrdinal(0, 1, kind(Opcodes.ACC_ENUM, "A", "B")))
        .isEqualTo(byOrdinal(1, 2, kind(Opcodes.ACC_ENUM, "C", "A", "B")))
        .isNotEqualTo(byOrdinal(1, 0, kind(Opcodes.ACC_ENUM, "A", "B")));
    assertThat(byOrdinal(0, 1, kind(0, "A", "B")))
        .isNotEqualTo(byOrdinal(1, 2, kind(0, "C", "A", "B")));
    assertThat(byOrdinal(0, 1, Map.of())).isNotEqualTo(byOrdinal(1, 2, Map.of()));
    assertThat(byOrdinal(7, 8, kind(Opcodes.ACC_ENUM, "A", "B")))
        .isNotEqualTo(byOrdinal(8, 9, kind(Opcodes.ACC_ENUM, "A", "B")));
  }

  private static Map<String, byte[]> kind(int access, String... constants) {
    byte[] bytes =
        classFile(
            "p/Kind",
            access,
            writer -> {
              writer.visitField(Opcodes.ACC_STATIC, "NONE", "Lp/Kind;", null, null).visitEnd();
              for (String each : constants) {
                int flags = Opcodes.ACC_STATIC | Opcodes.ACC_ENUM;
                writer.visitField(flags, each, "Lp/Kind;", null, null).visitEnd();
              }
            });
    return Map.of("p/Kind", bytes);
  }

  private static List<CodeLine> byOrdinal(int keyOfA, int keyOfB, Map<String, byte[]> kind) {
    Map<String, byte[]> files = new HashMap<>(kind);
    files.put(
        "p/Made",
        classFile(
            "p/Made",
            0,
            writer -> {
              MethodVisitor method = begin(writer, "run", "(Lp/Kind;)V");
              method.visitVarInsn(Opcodes.ALOAD, 1);
              ordinal(method);
              choose(method, keyOfA, keyOfB);
            }));
    return Lines.of("p/Made", files);
  }

  private static byte[] switching(int keyOfA, int keyOfB) {
    return classFile(
        "p/Made",
        0,
        writer -> {
          MethodVisitor method = begin(writer, "run", "(Lp/Kind;)V");
          method.visitFieldInsn(Opcodes.GETSTATIC, "p/Made$1", TABLE, "[I");
          method.visitVarInsn(Opcodes.ALOAD, 1);
          ordinal(method);
          method.visitInsn(Opcodes.IALOAD);
          choose(method, keyOfA, keyOfB);
        });
  }

  private static void choose(MethodVisitor method, int keyOfA, int keyOfB) {
    Label a = new Label();
    Label b = new Label();
    Label otherwise = new Label();
    boolean inOrder = keyOfA < keyOfB;
    method.visitLookupSwitchInsn(
        otherwise,
        inOrder ? new int[] {keyOfA, keyOfB} : new int[] {keyOfB, keyOfA},
        inOrder ? new Label[] {a, b} : new Label[] {b, a});
    method.visitLabel(a);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(b);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.POP);
    method.visitLabel(otherwise);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(3, 2);
    method.visitEnd();
  }

  private static byte[] table(Form form, int keyOfA, int keyOfB) {
    return classFile(
        "p/Made$1",
        Opcodes.ACC_SYNTHETIC,
        writer -> {
          MethodVisitor method = begin(writer, "<clinit>", "()V");
          method.visitFieldInsn(Opcodes.GETSTATIC, "p/Made$1", TABLE + "ness", "[I");
          method.visitInsn(Opcodes.POP);
          if (form != Form.WITHOUT_ENTRIES) {
            entry(method, form, "A", keyOfA);
            entry(method, form, "B", keyOfB);
          }
          if (form == Form.ENDS_WITH_THE_TABLE || form == Form.ENDS_WITH_THE_CONSTANT) {
            method.visitFieldInsn(Opcodes.GETSTATIC, "p/Made$1", TABLE, "[I");
          }
          if (form == Form.ENDS_WITH_THE_CONSTANT) {
            method.visitFieldInsn(Opcodes.GETSTATIC, "p/Kind", "C", "Lp/Kind;");
          }
          method.visitMaxs(4, 1);
          method.visitEnd();
        });
  }

  private static void entry(MethodVisitor method, Form form, String constant, int key) {
    Label within = new Label();
    if (form == Form.LABELLED) {
      method.visitJumpInsn(Opcodes.GOTO, within); // only then it leaves a trace
    }
    method.visitFieldInsn(Opcodes.GETSTATIC, "p/Made$1", TABLE, "[I");
    method.visitLabel(within);
    String owner = form == Form.OF_ANOTHER_CLASS ? "p/Other" : "p/Kind";
    method.visitFieldInsn(Opcodes.GETSTATIC, owner, constant, "Lp/Kind;");
    number(method, form);
    switch (form) {
      case OF_A_VARIABLE -> method.visitVarInsn(Opcodes.ILOAD, 0);
      case OF_A_TEXT -> method.visitLdcInsn("" + key);
      default -> push(method, key);
    }
    method.visitInsn(form == Form.NOT_STORED ? Opcodes.POP2 : Opcodes.IASTORE);
    if (form == Form.TWICE) {
      entry(method, Form.USUAL, constant, key);
    }
  }

  private static void number(MethodVisitor method, Form form) {
    switch (form) {
      case BY_ANOTHER_METHOD ->
          method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "p/Kind", "number", "()I", false);
      case BY_ANOTHER_TYPE ->
          method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "p/Kind", "ordinal", "()J", false);
      case BY_A_STATIC_METHOD ->
          method.visitMethodInsn(Opcodes.INVOKESTATIC, "p/Kind", "ordinal", "()I", false);
      default -> ordinal(method);
    }
  }

  private static void ordinal(MethodVisitor method) {
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "p/Kind", "ordinal", "()I", false);
  }

  private static void push(MethodVisitor method, int number) {
    if (number >= -1 && number <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + number);
    } else if (number == (byte) number) {
      method.visitIntInsn(Opcodes.BIPUSH, number);
    } else if (number == (short) number) {
      method.visitIntInsn(Opcodes.SIPUSH, number);
    } else {
      method.visitLdcInsn(number);
    }
  }

  private static MethodVisitor begin(ClassWriter writer, String name, String descriptor) {
    int access = name.equals("<clinit>") ? Opcodes.ACC_STATIC : 0;
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    return method;
  }

  private interface Content {
    void to(ClassWriter writer);
  }

  private static byte[] classFile(String name, int access, Content content) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_SUPER | access, name, null, "java/lang/Object", null);
    content.to(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
