package dev.locache.fingerprint;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Names fields. Those that hold captured variables, {@code val$rate}, are counted instead, as local
 * variables may be renamed.
 */
final class FieldNames {
  private static final String CAPTURED = "val$";

  private final ClassFiles files;

  FieldNames(ClassFiles files) {
    this.files = files;
  }

  String of(FieldInsnNode access) {
    if (!access.name.startsWith(CAPTURED)) {
      return access.name;
    }
    ClassFile owner = files.find(access.owner);
    FieldNode field = owner == null ? null : owner.field(access.name);
    return owner == null || field == null ? access.name : of(owner, field);
  }

  String of(ClassFile owner, FieldNode field) {
    return isCaptured(field) ? captured(owner, field) : field.name;
  }

  private static boolean isCaptured(@Nullable FieldNode field) {
    return field != null
        && field.name.startsWith(CAPTURED)
        && (field.access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  private static String captured(ClassFile owner, FieldNode field) {
    int before = 0;
    for (FieldNode other : owner.node().fields.subList(0, owner.node().fields.indexOf(field))) {
      before += isCaptured(other) ? 1 : 0;
    }
    return "val#".concat(Integer.toString(before));
  }
}
