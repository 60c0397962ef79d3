package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What code reaches that no compiler at hand makes. */
final class HandmadeReachTest {
  private static final Handle BOOT = handle(Opcodes.H_INVOKESTATIC, "boot", "()V");

  private static Handle handle(int kind, String name, String descriptor) {
    return new Handle(kind, "p/Other", name, descriptor, false);
  }

  /** Returns the parts of a method with that code, of a program with a few more classes. */
  private static List<String> reached(Consumer<MethodVisitor> code) throws Exception {
    byte[] made = classFile("p/Made", List.of(), writer -> method(writer, "run", code));
    byte[] other =
        classFile(
            "p/Other",
            List.of(),
            writer -> {
              writer.visitField(Opcodes.ACC_STATIC, "rate", "I", null, null).visitEnd();
              for (String name : List.of("boot", "one", "two")) {
                method(writer, Opcodes.ACC_STATIC, name, body -> {});
              }
            });
    byte[] listener =
        classFile(
            "p/Listener",
            List.of("java/util/NoSuchListener"),
            writer ->
                method(
                    writer,
                    "heard",
                    body ->
                        body.visitMethodInsn(
                            Opcodes.INVOKESTATIC, "p/Other", "one", "()V", false)));
    Class<?> type =
        new ServingLoader()
            .define("p.Made", made)
            .serve("p/Made", made)
            .serve("p/Other", other)
            .serve("p/Listener", listener)
            .loadClass("p.Made");
    List<String> names = new ArrayList<>();
    ImplementationCode.of(Runnable.class, type)
        .reachableScope(type.getMethod("run"), Set.of(), Set.of())
        .parts()
        .forEach(part -> names.add(part.kind() + " " + part.name()));
    return names;
  }

  private static byte[] classFile(
      String name, List<String> interfaces, Consumer<ClassWriter> content) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    String[] above = interfaces.toArray(String[]::new);
    writer.visit(Opcodes.V17, access, name, null, "java/lang/Object", above);
    content.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void method(ClassWriter writer, String name, Consumer<MethodVisitor> body) {
    method(writer, 0, name, body);
  }

  private static void method(
      ClassWriter writer, int access, String name, Consumer<MethodVisitor> body) {
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | access, name, "()V", null, null);
    method.visitCode();
    body.accept(method);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(2, 1);
    method.visitEnd();
  }

  private static List<String> reachedByConstant(Object constant) throws Exception {
    return reached(
        method -> {
          method.visitLdcInsn(constant);
          method.visitInsn(Opcodes.POP);
        });
  }

  private static ConstantDynamic computed(Object... arguments) {
    return new ConstantDynamic("constant", "Ljava/lang/Object;", BOOT, arguments);
  }

  @Test
  void constantsThatAreComputedReachWhatComputesThem() throws Exception {
    Handle one = handle(Opcodes.H_INVOKESTATIC, "one", "()V");

    assertThat(reachedByConstant(computed()))
        .contains("M p/Other.boot()V")
        .doesNotContain("M p/Other.one()V");
    assertThat(reachedByConstant(computed("text", one)))
        .contains("M p/Other.boot()V", "M p/Other.one()V")
        .doesNotContain("M p/Other.two()V");
    assertThat(reachedByConstant(computed(computed(one)))).contains("M p/Other.one()V");
    assertThat(reachedByConstant(computed(handle(Opcodes.H_GETSTATIC, "rate", "I"))))
        .contains("F p/Other.rate");
  }

  @Test
  void handlesOfArraysAndTypesOfMethodsNameTypesOnly() throws Exception {
    Handle clone =
        new Handle(Opcodes.H_INVOKEVIRTUAL, "[Lp/Gone;", "clone", "()Ljava/lang/Object;", false);

    assertThat(reachedByConstant(clone)).contains("X p/Gone");
    assertThat(reachedByConstant(Type.getMethodType("(Lp/Other;)V")))
        .containsExactly("C p/Made", "M p/Made.run()V", "R p/Made.run()V");
  }

  @Test
  void typeThatThisJavaLacksMayCallAnyMethod() throws Exception {
    assertThat(
            reached(
                method -> {
                  method.visitTypeInsn(Opcodes.NEW, "p/Listener");
                  method.visitInsn(Opcodes.POP);
                }))
        .contains("M p/Listener.heard()V", "M p/Other.one()V");
  }
}
