package dev.locache.fingerprint;

import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** One change of one instruction. Not every variant has something to change. */
final class InstructionMutants {
  /** The number of variants. */
  static final int MOST = 6;

  private final int method;
  private final int index;
  private final int variant;
  private String what = "";

  InstructionMutants(int method, int index, int variant) {
    this.method = method;
    this.index = index;
    this.variant = variant;
  }

  boolean changedSomething() {
    return !what.isEmpty();
  }

  @Override
  public String toString() {
    return what;
  }

  void apply(ClassNode node) {
    InsnList code = node.methods.get(method).instructions;
    AbstractInsnNode i = code.get(index);
    if (i.getOpcode() >= 0 && change(code, i)) {
      what = node.methods.get(method).name + "@" + index + " " + i + " variant " + variant;
    }
  }

  private boolean change(InsnList code, AbstractInsnNode i) {
    return switch (variant) {
      case 0 -> replaceByNothing(code, i);
      case 1 -> changeOperand(code, i);
      case 2 -> changeOtherOperand(i);
      case 3 -> changeOpcode(code, i);
      case 4 -> remove(code, i);
      default -> addNothing(code, i);
    };
  }

  private static boolean replaceByNothing(InsnList code, AbstractInsnNode i) {
    code.set(i, new InsnNode(i.getOpcode() == Opcodes.NOP ? Opcodes.POP : Opcodes.NOP));
    return true;
  }

  private static boolean remove(InsnList code, AbstractInsnNode i) {
    code.remove(i);
    return true;
  }

  private static boolean addNothing(InsnList code, AbstractInsnNode i) {
    code.insert(i, new InsnNode(Opcodes.NOP));
    return true;
  }

  private static boolean changeOpcode(InsnList code, AbstractInsnNode i) {
    int opcode = i.getOpcode();
    if (i instanceof InsnNode) {
      code.set(i, new InsnNode(opcode == Opcodes.IADD ? Opcodes.ISUB : Opcodes.IADD));
    } else if (i instanceof VarInsnNode access) {
      access.setOpcode(opcode == Opcodes.ILOAD ? Opcodes.FLOAD : Opcodes.ILOAD);
    } else if (i instanceof JumpInsnNode jump) {
      jump.setOpcode(opcode == Opcodes.IFEQ ? Opcodes.IFNE : Opcodes.IFEQ);
    } else if (i instanceof TypeInsnNode type) {
      type.setOpcode(opcode == Opcodes.NEW ? Opcodes.CHECKCAST : Opcodes.NEW);
    } else if (i instanceof FieldInsnNode field) {
      field.setOpcode(opcode == Opcodes.GETFIELD ? Opcodes.PUTFIELD : Opcodes.GETFIELD);
    } else if (i instanceof MethodInsnNode call) {
      call.setOpcode(opcode == Opcodes.INVOKESTATIC ? Opcodes.INVOKESPECIAL : Opcodes.INVOKESTATIC);
    } else {
      return false;
    }
    return true;
  }

  private static boolean changeOperand(InsnList code, AbstractInsnNode i) {
    if (i instanceof VarInsnNode access) {
      access.var = access.var == 0 ? 1 : 0;
    } else if (i instanceof IincInsnNode increment) {
      increment.incr++;
    } else if (i instanceof IntInsnNode number) {
      number.operand ^= 1;
    } else if (i instanceof JumpInsnNode jump) {
      jump.label = behind(code, jump.label);
    } else if (i instanceof TypeInsnNode type) {
      type.desc = "p/Other";
    } else if (i instanceof FieldInsnNode field) {
      field.name += "x";
    } else if (i instanceof MethodInsnNode call) {
      call.name = call.name.equals("<init>") ? "init" : call.name + "x";
    } else if (i instanceof LdcInsnNode load) {
      load.cst = other(load.cst);
    } else if (i instanceof MultiANewArrayInsnNode array) {
      array.dims++;
    } else if (i instanceof TableSwitchInsnNode table) {
      table.dflt = behind(code, table.dflt);
    } else if (i instanceof LookupSwitchInsnNode lookup) {
      lookup.dflt = behind(code, lookup.dflt);
    } else if (i instanceof InvokeDynamicInsnNode call) {
      call.bsmArgs = new Object[] {"other"};
    } else {
      return false;
    }
    return true;
  }

  private static boolean changeOtherOperand(AbstractInsnNode i) {
    if (i instanceof IincInsnNode increment) {
      increment.var = increment.var == 0 ? 1 : 0;
    } else if (i instanceof FieldInsnNode field) {
      field.owner = "p/Other";
    } else if (i instanceof MethodInsnNode call) {
      call.desc = "(Lp/Other;)V";
    } else if (i instanceof LdcInsnNode load) {
      load.cst = load.cst.toString() + "x";
    } else if (i instanceof MultiANewArrayInsnNode array) {
      array.desc = "[" + array.desc;
    } else if (i instanceof TableSwitchInsnNode table) {
      return swapCases(table.labels);
    } else if (i instanceof LookupSwitchInsnNode lookup) {
      lookup.keys.set(0, lookup.keys.get(0) - 1);
    } else if (i instanceof InvokeDynamicInsnNode call) {
      Handle bsm = call.bsm;
      call.bsm = new Handle(bsm.getTag(), "p/Other", bsm.getName(), bsm.getDesc(), false);
    } else {
      return false;
    }
    return true;
  }

  /** Cases often share their code: exchanging these changes nothing. */
  private static boolean swapCases(List<LabelNode> labels) {
    for (int i = 1; i < labels.size(); i++) {
      if (labels.get(i) != labels.get(0)) {
        Collections.swap(labels, 0, i);
        return true;
      }
    }
    return false;
  }

  /** Returns a label one instruction behind {@code label}. */
  private static LabelNode behind(InsnList code, LabelNode label) {
    LabelNode behind = new LabelNode();
    AbstractInsnNode i = label;
    while (i.getOpcode() < 0) {
      i = i.getNext();
    }
    code.insert(i, behind);
    return behind;
  }

  private static Object other(Object constant) {
    if (constant instanceof Integer number) {
      return number + 1;
    } else if (constant instanceof Long number) {
      return number + 1;
    } else if (constant instanceof Float number) {
      return -number;
    } else if (constant instanceof Double number) {
      return -number;
    }
    return constant instanceof Type ? Type.getObjectType("p/Other") : constant + "x";
  }
}
