package dev.locache.examples;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Counts what is in the classes that it is shown. */
final class InstructionCounter extends ClassVisitor {
  private String className = "";
  private int classes;
  private int methods;
  private long instructions;
  private String longestMethod = "";
  private int longestInstructions;

  InstructionCounter() {
    super(Opcodes.ASM9);
  }

  PackageCount result(String packageName) {
    return new PackageCount(
        packageName, classes, methods, instructions, longestMethod, longestInstructions);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    className = name.substring(name.lastIndexOf('/') + 1);
    classes++;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
      @Override
      public void visitEnd() {
        count(this);
      }
    };
  }

  private void count(MethodNode method) {
    int size = 0;
    for (var each : method.instructions) {
      size += each.getOpcode() >= 0 ? 1 : 0; // labels and frames are no instructions
    }
    if (size == 0) {
      return;
    }
    methods++;
    instructions += size;
    if (size > longestInstructions) {
      longestInstructions = size;
      longestMethod = className + '.' + method.name;
    }
  }
}
