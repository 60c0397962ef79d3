package dev.locache.fingerprint;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What is written of a method's instructions, and by which numbers: instructions are counted
 * without furniture, local variables in the order of their first use, behind the parameters.
 */
final class MethodLayout {
  private static final int UNUSED = -1;

  private final InsnList instructions;
  private final BitSet leftOut;
  private final Map<AbstractInsnNode, Map<Integer, String>> caseNames;
  private final int[] positions;
  private final int[] variables;

  /**
   * Lays out {@code method}.
   *
   * @param leftOut the instructions that are not written, by their place in the list
   * @param caseNames names for the keys of some switches
   */
  MethodLayout(
      MethodNode method, BitSet leftOut, Map<AbstractInsnNode, Map<Integer, String>> caseNames) {
    this.instructions = method.instructions;
    this.leftOut = leftOut;
    this.caseNames = caseNames;
    this.positions = positions();
    this.variables = variables(method);
  }

  boolean writes(AbstractInsnNode i) {
    return i.getOpcode() >= 0 && !leftOut.get(instructions.indexOf(i));
  }

  /** Returns the position of the first instruction written at or behind {@code label}. */
  int position(LabelNode label) {
    return positions[instructions.indexOf(label)];
  }

  int variable(int slot) {
    return variables[slot];
  }

  @Nullable Map<Integer, String> caseNames(AbstractInsnNode i) {
    return caseNames.get(i);
  }

  private int[] positions() {
    int[] result = new int[instructions.size()];
    int position = 0;
    int index = 0;
    for (AbstractInsnNode i = instructions.getFirst(); i != null; i = i.getNext()) {
      result[index++] = position;
      position += writes(i) ? 1 : 0;
    }
    return result;
  }

  private int[] variables(MethodNode method) {
    int used = parameterSlots(method);
    int[] result = new int[Math.max(used, highestSlot() + 1)];
    Arrays.fill(result, UNUSED);
    for (int slot = 0; slot < used; slot++) {
      result[slot] = slot;
    }
    for (AbstractInsnNode i = instructions.getFirst(); i != null; i = i.getNext()) {
      int slot = writes(i) ? slot(i) : UNUSED;
      if (slot != UNUSED && result[slot] == UNUSED) {
        result[slot] = used++;
      }
    }
    return result;
  }

  private static int parameterSlots(MethodNode method) {
    int slots = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
    for (Type parameter : Type.getArgumentTypes(method.desc)) {
      slots += parameter.getSize();
    }
    return slots;
  }

  private int highestSlot() {
    int highest = UNUSED;
    for (AbstractInsnNode i = instructions.getFirst(); i != null; i = i.getNext()) {
      highest = Math.max(highest, slot(i));
    }
    return highest;
  }

  private static int slot(AbstractInsnNode i) {
    if (i instanceof VarInsnNode access) {
      return access.var;
    }
    return i instanceof IincInsnNode increment ? increment.var : UNUSED;
  }
}
