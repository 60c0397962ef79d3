package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that no compiler at hand makes, or not always the same. */
final class HandmadeClassTest {
  private static final int SYNTHETIC =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  /**
   * If this fails, the normal form has changed: then the format's version in {@link ClassScope}
   * must change with it, and the digest here.
   */
  @Test
  void formatIsPinned() {
    byte[] bytes =
        classFile(
            writer -> {
              writer.visitField(Opcodes.ACC_VOLATILE, "rate", "D", null, null).visitEnd();
              writer.visitAnnotation("Lp/Seen;", true).visitEnd();
              MethodVisitor method =
                  writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
              method.visitCode();
              method.visitLdcInsn("text");
              method.visitVarInsn(Opcodes.ASTORE, 1);
              method.visitVarInsn(Opcodes.ALOAD, 1);
              method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "p/Other", "call", "()V", false);
              method.visitInsn(Opcodes.RETURN);
              method.visitMaxs(2, 2);
              method.visitEnd();
            });
    ClassFiles files = Lines.files(Map.of("p/Made", bytes));
    ClassScope scope = new ClassScope();
    scope.add(ClassFile.parse("p/Made", bytes), new Normaliser(files));

    assertThat(scope.lines())
        .extracting(CodeLine::toString)
        .containsExactly(
            "CodeLine[kind=C, name=p/Made, digest=b5e2beef0ac204611c5191af5cfeae64]",
            "CodeLine[kind=F, name=p/Made.rate, digest=ece03b302192dbb584b6faabb160e351]",
            "CodeLine[kind=M, name=p/Made.run()V, digest=2f33849b96e61fc4bbe57da9e2ccd29a]");
    assertThat(scope.digest(17)).hasToString("28732d6482ea1d51d420475017fe6880");
  }

  @Test
  void methodsOfObjectAreTheSameOnAnInterface() {
    assertThat(calls(Opcodes.INVOKEINTERFACE, "p/Service", "toString", "()Ljava/lang/String;"))
        .isEqualTo(
            calls(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;"))
        .isNotEqualTo(
            calls(Opcodes.INVOKEVIRTUAL, "p/Service", "toString", "()Ljava/lang/String;"));
    assertThat(calls(Opcodes.INVOKEINTERFACE, "p/Service", "toString", "(I)Ljava/lang/String;"))
        .isNotEqualTo(
            calls(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "(I)Ljava/lang/String;"));
  }

  @Test
  void handlesOfObjectsMethodsAreTheSameOnAnInterface() {
    assertThat(handle(Opcodes.H_INVOKEINTERFACE, "p/Service", "hashCode"))
        .isEqualTo(handle(Opcodes.H_INVOKEVIRTUAL, "java/lang/Object", "hashCode"))
        .isNotEqualTo(handle(Opcodes.H_INVOKEVIRTUAL, "p/Service", "hashCode"))
        .isNotEqualTo(handle(Opcodes.H_INVOKEINTERFACE, "p/Service", "size"));
  }

  @Test
  void anonymousClassIsNumberedThoughItsOuterClassIsTold() {
    byte[] old = anonymous("p/Made");
    byte[] usual = anonymous(null);

    for (byte[] each : List.of(old, usual)) {
      assertThat(Lines.files(Map.of("p/Made$1", each)).findNumbered("p/Made$1")).isNotNull();
    }
  }

  /** Of the first form are the class files of compilers before Java 8. */
  private static byte[] anonymous(@Nullable String outer) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_5, 0, "p/Made$1", null, "java/lang/Object", null);
    writer.visitInnerClass("p/Made$1", outer, null, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void classIsNumberedThoughItsFileDoesNotSayThatItIsNested() {
    byte[] bare = classFile("p/Made$1", "java/lang/Object", writer -> {});

    assertThat(Lines.files(Map.of("p/Made$1", bare)).findNumbered("p/Made$1")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/Made$1", "p/Made$Inner$22x", "p/Made$$9"})
  void numberFollowsADollar(String name) {
    assertThat(ClassFiles.hasNumber(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p/Made", "p/Made2", "p/Made$", "p/Made$$", "p/Made$Inner", "p/Made$/1"})
  void otherNamesHaveNone(String name) {
    assertThat(ClassFiles.hasNumber(name)).isFalse();
  }

  @Test
  void constantsThatAreComputedCountWithWhatComputesThem() {
    assertThat(computed("name", "boot", "text"))
        .isEqualTo(computed("name", "boot", "text"))
        .isNotEqualTo(computed("other", "boot", "text"))
        .isNotEqualTo(computed("name", "other", "text"))
        .isNotEqualTo(computed("name", "boot", "other"))
        .isNotEqualTo(computed("name", "boot", 1))
        .isNotEqualTo(computed("name", "boot", "text", "text"));
    assertThat(computed("name", "boot", constant("inner", "boot", 1)))
        .isNotEqualTo(computed("name", "boot", constant("inner", "boot", 2)));
  }

  private static List<CodeLine> computed(String name, String bootstrap, Object... arguments) {
    return run(method -> method.visitLdcInsn(constant(name, bootstrap, arguments)));
  }

  private static ConstantDynamic constant(String name, String bootstrap, Object... arguments) {
    Handle handle = new Handle(Opcodes.H_INVOKESTATIC, "p/Boots", bootstrap, "()V", false);
    return new ConstantDynamic(name, "Ljava/lang/Object;", handle, arguments);
  }

  @Test
  void capturedFieldsThatAreNotKnownAreNamed() {
    assertThat(reads("p/Gone", "val$rate")).isNotEqualTo(reads("p/Gone", "val$price"));
    assertThat(reads("p/Made", "val$rate")).isNotEqualTo(reads("p/Made", "val$price"));
  }

  private static List<CodeLine> reads(String owner, String field) {
    return run(
        method -> {
          method.visitVarInsn(Opcodes.ALOAD, 0);
          method.visitFieldInsn(Opcodes.GETFIELD, owner, field, "I");
          method.visitInsn(Opcodes.POP);
        });
  }

  @Test
  void unreadVariableCountsIfItsValueIsLoadedByRunningCode() {
    assertThat(unread("a")).isEqualTo(unread("b")).isEqualTo(unread(1)).isEqualTo(unread(2L));
    assertThat(unread(Type.getObjectType("p/A"))).isNotEqualTo(unread(Type.getObjectType("p/B")));
    assertThat(run(method -> method.visitVarInsn(Opcodes.ISTORE, 7))).isNotEqualTo(unread("a"));
  }

  private static List<CodeLine> unread(Object constant) {
    return run(
        method -> {
          method.visitLdcInsn(constant);
          method.visitVarInsn(Opcodes.ASTORE, 7);
        });
  }

  @Test
  void storesThatOnlyLookLikeThatOfAnOuterInstanceCount() {
    assertThat(storing("p/Made", "this$0", true)).isEqualTo(storing(null, "this$0", true));
    assertThat(storing("p/Other", "this$0", true)).isNotEqualTo(storing(null, "this$0", true));
    assertThat(storing("p/Made", "this$1", true)).isNotEqualTo(storing(null, "this$0", true));
    assertThat(storing("p/Made", "this$0", false)).isNotEqualTo(storing(null, "this$0", false));
  }

  /** A constructor that stores to a field, if an owner is given; there is a field this$0. */
  private static List<CodeLine> storing(@Nullable String owner, String field, boolean compilers) {
    byte[] bytes =
        classFile(
            writer -> {
              int flags = compilers ? Opcodes.ACC_SYNTHETIC : 0;
              writer.visitField(flags, "this$0", "Lp/Outer;", null, null).visitEnd();
              MethodVisitor made = writer.visitMethod(0, "<init>", "(Lp/Outer;)V", null, null);
              made.visitCode();
              if (owner != null) {
                made.visitVarInsn(Opcodes.ALOAD, 0);
                made.visitVarInsn(Opcodes.ALOAD, 1);
                made.visitFieldInsn(Opcodes.PUTFIELD, owner, field, "Lp/Outer;");
              }
              made.visitInsn(Opcodes.RETURN);
              made.visitMaxs(2, 2);
              made.visitEnd();
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  @Test
  void onlyTheCompilersWayToAskForAssertionsDoesNotCount() {
    assertThat(asking("desiredAssertionStatus", true)).extracting(CodeLine::kind).containsOnly('C');
    assertThat(asking("isRecord", true)).extracting(CodeLine::kind).contains('M');
    assertThat(asking("desiredAssertionStatus", false)).extracting(CodeLine::kind).contains('M');
    assertThat(asking(null, true)).extracting(CodeLine::kind).contains('M');
  }

  /** A static initialiser that sets the compiler's field by a call, or by nothing that is there. */
  private static List<CodeLine> asking(@Nullable String method, boolean negated) {
    byte[] bytes =
        classFile(
            writer -> {
              String field = "$assertionsDisabled";
              int flags = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
              writer.visitField(flags, field, "Z", null, null).visitEnd();
              MethodVisitor code =
                  writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
              code.visitCode();
              if (method != null) {
                code.visitLdcInsn(Type.getObjectType("p/Made"));
                code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "java/lang/Class", method, "()Z", false);
                Label enabled = new Label();
                Label end = new Label();
                code.visitJumpInsn(negated ? Opcodes.IFNE : Opcodes.IFEQ, enabled);
                code.visitInsn(Opcodes.ICONST_1);
                code.visitJumpInsn(Opcodes.GOTO, end);
                code.visitLabel(enabled);
                code.visitInsn(Opcodes.ICONST_0);
                code.visitLabel(end);
              }
              code.visitFieldInsn(Opcodes.PUTSTATIC, "p/Made", field, "Z");
              code.visitInsn(Opcodes.RETURN);
              code.visitMaxs(1, 0);
              code.visitEnd();
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  @Test
  void eclipsesSwitchTableBelongsToTheMethodThatReadsIt() {
    String table = "$SWITCH_TABLE$p$Kind";

    assertThat(switchTable(table, "one"))
        .isEqualTo(switchTable(table, "one"))
        .isNotEqualTo(switchTable(table, "two"))
        .extracting(CodeLine::name)
        .containsExactly("p/Made", "p/Made.run()V");
  }

  private static List<CodeLine> switchTable(String table, String callee) {
    byte[] bytes =
        classFile(
            writer -> {
              method(writer, Opcodes.ACC_PUBLIC, "run", "p/Made", table);
              method(writer, SYNTHETIC, table, "p/Other", callee);
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  @Test
  void slotsOfLocalVariablesDoNotCount() {
    assertThat(stores(3, 4)).isEqualTo(stores(9, 5)).isNotEqualTo(stores(3, 3));
  }

  private static List<CodeLine> stores(int one, int other) {
    return run(
        method -> {
          method.visitVarInsn(Opcodes.ILOAD, one);
          method.visitVarInsn(Opcodes.ISTORE, other);
          method.visitIincInsn(other, 1);
          method.visitVarInsn(Opcodes.ILOAD, one);
        });
  }

  @Test
  void inlinedMethodsThatCallEachOtherEndAndDiffer() {
    List<CodeLine> self = inlinedCalls("lambda$0", "lambda$0");
    List<CodeLine> other = inlinedCalls("lambda$1", "lambda$1");
    List<CodeLine> circle = inlinedCalls("lambda$1", "lambda$0");

    assertThat(self).isNotEqualTo(other).isNotEqualTo(circle);
    assertThat(other).isNotEqualTo(circle);
  }

  @Test
  void inlinedMethodsThatCallEachOtherAreTheSameInAnyOrder() {
    List<String> names = List.of("lambda$0", "lambda$1");

    assertThat(circle(names)).isEqualTo(circle(List.of("lambda$1", "lambda$0")));
  }

  private static List<CodeLine> circle(List<String> callers) {
    byte[] bytes =
        classFile(
            writer -> {
              for (String callee : callers) {
                method(writer, Opcodes.ACC_PUBLIC, "calls_" + callee, "p/Made", callee);
              }
              method(writer, SYNTHETIC, "lambda$0", "p/Made", "lambda$1");
              method(writer, SYNTHETIC, "lambda$1", "p/Made", "lambda$0");
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  @Test
  void unreadOuterInstanceDoesNotCount() {
    assertThat(inner(true, false)).isEqualTo(inner(false, false));
    assertThat(inner(true, true)).isNotEqualTo(inner(false, true));
  }

  /** An inner class that keeps its outer instance, or not, and reads it, or not. */
  private static List<CodeLine> inner(boolean keeps, boolean reads) {
    byte[] bytes =
        classFile(
            writer -> {
              MethodVisitor made = writer.visitMethod(0, "<init>", "(Lp/Outer;)V", null, null);
              made.visitCode();
              if (keeps) {
                int flags = Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
                writer.visitField(flags, "this$0", "Lp/Outer;", null, null).visitEnd();
                made.visitVarInsn(Opcodes.ALOAD, 0);
                made.visitVarInsn(Opcodes.ALOAD, 1);
                made.visitFieldInsn(Opcodes.PUTFIELD, "p/Made", "this$0", "Lp/Outer;");
              }
              if (reads) {
                made.visitVarInsn(Opcodes.ALOAD, 0);
                made.visitFieldInsn(Opcodes.GETFIELD, "p/Made", "this$0", "Lp/Outer;");
                made.visitInsn(Opcodes.POP);
              }
              made.visitInsn(Opcodes.RETURN);
              made.visitMaxs(2, 2);
              made.visitEnd();
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  @Test
  void inlinedMethodsAreFoundInSuperclasses() {
    byte[] base =
        classFile("p/Base", "java/lang/Object", writer -> callsItself(writer, "access$0", "one"));
    byte[] edited =
        classFile("p/Base", "java/lang/Object", writer -> callsItself(writer, "access$0", "two"));
    byte[] made =
        classFile(
            "p/Made",
            "p/Base",
            writer -> method(writer, Opcodes.ACC_PUBLIC, "run", "p/Made", "access$0"));

    assertThat(Lines.of("p/Made", Map.of("p/Made", made, "p/Base", base)))
        .isNotEqualTo(Lines.of("p/Made", Map.of("p/Made", made, "p/Base", edited)));
  }

  private static void callsItself(ClassWriter writer, String name, String callee) {
    method(writer, SYNTHETIC, name, "p/Other", callee);
  }

  /** A method that calls lambda$0, which calls {@code first}; lambda$1 calls {@code second}. */
  private static List<CodeLine> inlinedCalls(String first, String second) {
    byte[] bytes =
        classFile(
            writer -> {
              method(writer, Opcodes.ACC_PUBLIC, "run", "p/Made", "lambda$0");
              method(writer, SYNTHETIC, "lambda$0", "p/Made", first);
              method(writer, SYNTHETIC, "lambda$1", "p/Made", second);
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  private static void method(
      ClassWriter writer, int access, String name, String owner, String callee) {
    MethodVisitor method = writer.visitMethod(access, name, "()V", null, null);
    method.visitCode();
    method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, callee, "()V", false);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
  }

  private static List<CodeLine> handle(int kind, String owner, String name) {
    Handle handle = new Handle(kind, owner, name, "()I", kind == Opcodes.H_INVOKEINTERFACE);
    return run(method -> method.visitLdcInsn(handle));
  }

  private static List<CodeLine> calls(int opcode, String owner, String name, String descriptor) {
    boolean onInterface = opcode == Opcodes.INVOKEINTERFACE;
    return run(method -> method.visitMethodInsn(opcode, owner, name, descriptor, onInterface));
  }

  private static List<CodeLine> run(Consumer<MethodVisitor> instruction) {
    byte[] bytes =
        classFile(
            writer -> {
              MethodVisitor method = writer.visitMethod(0, "run", "()V", null, null);
              method.visitCode();
              instruction.accept(method);
              method.visitInsn(Opcodes.RETURN);
              method.visitMaxs(1, 1);
              method.visitEnd();
            });
    return Lines.of("p/Made", Map.of("p/Made", bytes));
  }

  private static byte[] classFile(Consumer<ClassWriter> content) {
    return classFile("p/Made", "java/lang/Object", content);
  }

  private static byte[] classFile(String name, String superName, Consumer<ClassWriter> content) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, name, null, superName, null);
    content.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
