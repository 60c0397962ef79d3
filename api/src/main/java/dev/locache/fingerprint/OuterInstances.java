package dev.locache.fingerprint;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells whether an inner class uses the instance around it. Every inner class is given one, in a
 * field {@code this$0}; since 18, javac leaves the field out if nothing reads it.
 */
final class OuterInstances {
  private final ClassFiles files;
  private final Map<ClassFile, Boolean> read = new HashMap<>();

  OuterInstances(ClassFiles files) {
    this.files = files;
  }

  static boolean isOuterInstance(FieldNode field) {
    return field.name.startsWith("this$") && (field.access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** Returns whether {@code inner}, or a class nested in it, reads the field. */
  boolean isRead(ClassFile inner) {
    Boolean known = read.get(inner);
    if (known == null) {
      known = isReadIn(inner, inner.name());
      read.put(inner, known);
    }
    return known;
  }

  /** Nested classes reach outwards step by step, through the field of each class between. */
  private boolean isReadIn(ClassFile reader, String inner) {
    for (MethodNode method : reader.node().methods) {
      if (isReadIn(method, inner)) {
        return true;
      }
    }
    for (String nested : reader.nested()) {
      ClassFile file = files.find(nested);
      if (file == null || isReadIn(file, inner)) { // what is missing may read it
        return true;
      }
    }
    return false;
  }

  private static boolean isReadIn(MethodNode method, String inner) {
    AbstractInsnNode i = method.instructions.getFirst();
    for (; i != null; i = i.getNext()) {
      if (i.getOpcode() == Opcodes.GETFIELD
          && i instanceof FieldInsnNode field
          && field.name.startsWith("this$")
          && field.owner.equals(inner)) {
        return true;
      }
    }
    return false;
  }
}
