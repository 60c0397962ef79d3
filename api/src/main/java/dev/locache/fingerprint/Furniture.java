package dev.locache.fingerprint;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds what a compiler puts in, or leaves out, without a change of the source of this method: the
 * initialiser of {@code $assertionsDisabled}, the store of an outer instance that nobody reads, and
 * the store of a constant to a variable that nobody reads (under {@code -g} only).
 */
final class Furniture {
  private static final String ASSERTIONS = "$assertionsDisabled";

  // ldc X.class, desiredAssertionStatus(), ifne 0, 1, goto end, 0, end: putstatic
  private static final int[] ASSERTIONS_INITIALISER = {
    Opcodes.LDC,
    Opcodes.INVOKEVIRTUAL,
    Opcodes.IFNE,
    Opcodes.ICONST_1,
    Opcodes.GOTO,
    Opcodes.ICONST_0,
    Opcodes.PUTSTATIC
  };
  private static final int[] OUTER_INSTANCE_STORE = {
    Opcodes.ALOAD, Opcodes.ALOAD, Opcodes.PUTFIELD
  };

  private final OuterInstances outerInstances;

  Furniture(OuterInstances outerInstances) {
    this.outerInstances = outerInstances;
  }

  /** Returns whether {@code field} of {@code owner} is there for the compiler's purposes only. */
  boolean isField(ClassFile owner, FieldNode field) {
    if ((field.access & Opcodes.ACC_SYNTHETIC) == 0) {
      return false;
    }
    return field.name.startsWith(ASSERTIONS)
        || (OuterInstances.isOuterInstance(field) && !outerInstances.isRead(owner));
  }

  /** Returns whether {@code access} reads whether assertions are off. */
  static boolean readsAssertionStatus(FieldInsnNode access) {
    return Code.fieldAccess(access, Opcodes.GETSTATIC, ASSERTIONS) != null;
  }

  /** Returns the instructions of {@code method} to leave out, by their place in its list. */
  BitSet in(ClassFile owner, MethodNode method) {
    BitSet found = new BitSet();
    BitSet variablesRead = variablesRead(method);
    boolean constructor = method.name.equals("<init>");
    boolean initialiser = method.name.equals("<clinit>");
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (isDeadConstantStore(i, variablesRead)) {
        found.set(method.instructions.indexOf(i.getPrevious()));
        found.set(method.instructions.indexOf(i));
      } else if (initialiser && initialisesAssertions(i)) {
        markSequence(method, i, ASSERTIONS_INITIALISER, found);
      } else if (constructor && storesUnreadOuterInstance(owner, i)) {
        markSequence(method, i, OUTER_INSTANCE_STORE, found);
      }
    }
    return found;
  }

  private static BitSet variablesRead(MethodNode method) {
    BitSet read = new BitSet();
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof VarInsnNode access && !isStore(i)) {
        read.set(access.var);
      } else if (i instanceof IincInsnNode increment) {
        read.set(increment.var);
      }
    }
    return read;
  }

  private static boolean isStore(AbstractInsnNode i) {
    return i.getOpcode() >= Opcodes.ISTORE && i.getOpcode() <= Opcodes.ASTORE;
  }

  /** A jump between the two would show as a label, and then they stay. */
  private static boolean isDeadConstantStore(AbstractInsnNode i, BitSet variablesRead) {
    return isStore(i)
        && !variablesRead.get(((VarInsnNode) i).var)
        && i.getPrevious() != null
        && isPlainConstant(i.getPrevious());
  }

  /** Constants that are loaded by running code, such as classes, may fail to load. */
  private static boolean isPlainConstant(AbstractInsnNode i) {
    if (i instanceof LdcInsnNode load) {
      return load.cst instanceof Number || load.cst instanceof String;
    }
    return i.getOpcode() >= Opcodes.ICONST_M1 && i.getOpcode() <= Opcodes.SIPUSH;
  }

  private static boolean initialisesAssertions(AbstractInsnNode i) {
    return Code.fieldAccess(i, Opcodes.PUTSTATIC, ASSERTIONS) != null;
  }

  private boolean storesUnreadOuterInstance(ClassFile owner, AbstractInsnNode i) {
    FieldInsnNode store = Code.fieldAccess(i, Opcodes.PUTFIELD, "this$");
    if (store == null || !store.owner.equals(owner.name())) {
      return false;
    }
    FieldNode field = owner.field(store.name);
    return field != null && isField(owner, field);
  }

  /** Marks the instructions that end with {@code last}, if their opcodes are these. */
  private static void markSequence(
      MethodNode method, AbstractInsnNode last, int[] opcodes, BitSet found) {
    BitSet sequence = new BitSet();
    AbstractInsnNode i = last;
    for (int k = opcodes.length - 1; k >= 0; k--) {
      if (i == null || i.getOpcode() != opcodes[k] || isOtherCall(i)) {
        return;
      }
      sequence.set(method.instructions.indexOf(i));
      i = Code.previous(i);
    }
    found.or(sequence);
  }

  private static boolean isOtherCall(AbstractInsnNode i) {
    return i instanceof MethodInsnNode call && !call.name.equals("desiredAssertionStatus");
  }
}
