package dev.locache.fingerprint;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds switches over enums and names their cases by constants. javac switches over the number of a
 * constant in a table, {@code Rates$1.$SwitchMap$Kind[kind.ordinal()]}, which all switches of a
 * source file share, so one more switch renumbers the others; since 21 also over the ordinal itself
 * where the enum is compiled together with the switch.
 *
 * <p>A switch that does not look quite so is written as it stands, with the content of the table's
 * class: more than needed, never less.
 */
final class EnumSwitches {
  private static final String TABLE = "$SwitchMap$";

  private final ClassFiles files;

  EnumSwitches(ClassFiles files) {
    this.files = files;
  }

  /**
   * Returns the names of the cases of each such switch by their keys, and marks the instructions
   * that read a table as furniture. Selectors may hold switches: tables are met like brackets.
   */
  Map<AbstractInsnNode, Map<Integer, String>> in(MethodNode method, BitSet furniture) {
    Map<AbstractInsnNode, Map<Integer, String>> found = new HashMap<>();
    Deque<FieldInsnNode> tables = new ArrayDeque<>();
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      FieldInsnNode table = Code.fieldAccess(i, Opcodes.GETSTATIC, TABLE);
      if (table != null) {
        tables.push(table);
      } else if (Cases.isSwitch(i)) {
        AbstractInsnNode read = Code.previous(i);
        boolean byTable = Code.is(read, Opcodes.IALOAD);
        MethodInsnNode ordinal = Code.ordinalCall(byTable ? Code.previous(read) : read);
        table = byTable && ordinal != null ? tables.poll() : null;
        Map<Integer, String> names = names(ordinal, byTable, table);
        if (names == null || !names.keySet().containsAll(Cases.of(i).byKey().keySet())) {
          continue;
        }
        found.put(i, names);
        if (table != null) {
          furniture.set(method.instructions.indexOf(table));
          furniture.set(method.instructions.indexOf(read));
        }
      }
    }
    return found;
  }

  private @Nullable Map<Integer, String> names(
      @Nullable MethodInsnNode ordinal, boolean byTable, @Nullable FieldInsnNode table) {
    if (ordinal == null) {
      return null;
    }
    if (byTable) {
      return table == null ? null : namesInTable(table, ordinal.owner);
    }
    return namesByOrdinal(ordinal.owner);
  }

  /** Reads {@code $SwitchMap$Kind[Kind.A.ordinal()] = 1} for each constant. */
  private @Nullable Map<Integer, String> namesInTable(FieldInsnNode table, String enumName) {
    ClassFile holder = files.find(table.owner);
    MethodNode initialiser = holder == null ? null : holder.method("<clinit>", "()V");
    if (initialiser == null) {
      return null;
    }
    Map<Integer, String> names = new HashMap<>();
    AbstractInsnNode i = initialiser.instructions.getFirst();
    for (; i != null; i = i.getNext()) {
      FieldInsnNode access = Code.fieldAccess(i, Opcodes.GETSTATIC, table.name);
      if (access != null && !addEntry(access, enumName, names)) {
        return null;
      }
    }
    return names;
  }

  private static boolean addEntry(
      AbstractInsnNode table, String enumName, Map<Integer, String> names) {
    AbstractInsnNode constant = Code.next(table);
    AbstractInsnNode ordinal = Code.next(constant);
    AbstractInsnNode number = Code.next(ordinal);
    FieldInsnNode field = Code.fieldAccess(constant, Opcodes.GETSTATIC, "");
    Integer key = Code.intConstant(number);
    return field != null
        && field.owner.equals(enumName)
        && Code.ordinalCall(ordinal) != null
        && key != null
        && Code.is(Code.next(number), Opcodes.IASTORE)
        && names.put(key, field.name) == null;
  }

  private @Nullable Map<Integer, String> namesByOrdinal(String enumName) {
    ClassFile file = files.find(enumName);
    if (file == null || !file.isEnum()) {
      return null;
    }
    Map<Integer, String> names = new HashMap<>();
    for (FieldNode field : file.node().fields) {
      if ((field.access & Opcodes.ACC_ENUM) != 0) {
        names.put(names.size(), field.name);
      }
    }
    return names;
  }
}
