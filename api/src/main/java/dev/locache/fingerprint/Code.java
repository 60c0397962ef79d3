package dev.locache.fingerprint;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Questions about instructions. Labels stand between them in the list, and are passed over. */
final class Code {
  private Code() {}

  static @Nullable AbstractInsnNode next(@Nullable AbstractInsnNode from) {
    AbstractInsnNode i = from == null ? null : from.getNext();
    while (i != null && i.getOpcode() < 0) {
      i = i.getNext();
    }
    return i;
  }

  static @Nullable AbstractInsnNode previous(@Nullable AbstractInsnNode from) {
    AbstractInsnNode i = from == null ? null : from.getPrevious();
    while (i != null && i.getOpcode() < 0) {
      i = i.getPrevious();
    }
    return i;
  }

  static boolean is(@Nullable AbstractInsnNode i, int opcode) {
    return i != null && i.getOpcode() == opcode;
  }

  /** Returns the access of a field whose name starts so, if {@code i} is that. */
  static @Nullable FieldInsnNode fieldAccess(
      @Nullable AbstractInsnNode i, int opcode, String namePrefix) {
    return i instanceof FieldInsnNode field
            && field.getOpcode() == opcode
            && field.name.startsWith(namePrefix)
        ? field
        : null;
  }

  /** Returns the call of {@link Enum#ordinal}, if {@code i} is that. */
  static @Nullable MethodInsnNode ordinalCall(@Nullable AbstractInsnNode i) {
    return i instanceof MethodInsnNode call
            && call.getOpcode() == Opcodes.INVOKEVIRTUAL
            && call.name.equals("ordinal")
            && call.desc.equals("()I")
        ? call
        : null;
  }

  /** Returns the int that {@code i} pushes, if it pushes a constant one. */
  static @Nullable Integer intConstant(@Nullable AbstractInsnNode i) {
    if (i == null) {
      return null;
    }
    int opcode = i.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    }
    if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
      return ((IntInsnNode) i).operand;
    }
    return i instanceof LdcInsnNode load && load.cst instanceof Integer number ? number : null;
  }
}
