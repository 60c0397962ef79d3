package dev.locache.fingerprint;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** A method of the application's own code, in the class that declares it. */
record Target(ClassFile owner, MethodNode method) {
  boolean is(int accessFlag) {
    return (method.access & accessFlag) != 0;
  }

  boolean isPackagePrivate() {
    return !is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE);
  }

  /** Returns whether a receiver's class may decide that another method runs instead. */
  boolean canBeOverridden() {
    return !is(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | Opcodes.ACC_STATIC)
        && !owner.is(Opcodes.ACC_FINAL);
  }

  /** Returns how people write it: {@code com.example.Rates.quote}. */
  String displayName() {
    return owner.name().replace('/', '.') + '.' + method.name;
  }
}
