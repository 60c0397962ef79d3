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
import org.objectweb.asm.tree.InsnList;
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

  /** Finds those of {@code method}. */
  static EnumSwitches in(MethodNode method, ClassFiles files) {
    EnumSwitches found = new EnumSwitches(method.instructions, files);
    found.search();
    return found;
  }

  private final InsnList code;
  private final ClassFiles files;
  private final Map<AbstractInsnNode, Map<Integer, String>> caseNames = new HashMap<>();
  private final BitSet tableReads = new BitSet();

  private EnumSwitches(InsnList code, ClassFiles files) {
    this.code = code;
    this.files = files;
  }

  /** Returns the names of the cases of each switch, by their keys. */
  Map<AbstractInsnNode, Map<Integer, String>> caseNames() {
    return caseNames;
  }

  /** Returns the instructions that read a table, by their place in the list. */
  BitSet tableReads() {
    return tableReads;
  }

  /** A selector may hold switches itself, so tables open and switches close like brackets. */
  private void search() {
    Deque<FieldInsnNode> tables = new ArrayDeque<>();
    for (AbstractInsnNode i = code.getFirst(); i != null; i = i.getNext()) {
      FieldInsnNode table = Code.fieldAccess(i, Opcodes.GETSTATIC, TABLE);
      if (table != null) {
        tables.push(table);
      } else if (Cases.isSwitch(i)) {
        addSwitch(i, tables);
      }
    }
  }

  private void addSwitch(AbstractInsnNode i, Deque<FieldInsnNode> tables) {
    AbstractInsnNode before = Code.previous(i);
    MethodInsnNode ordinal = Code.ordinalCall(before);
    if (ordinal != null) {
      addNames(i, namesByOrdinal(ordinal.owner));
      return;
    }
    ordinal = Code.is(before, Opcodes.IALOAD) ? Code.ordinalCall(Code.previous(before)) : null;
    FieldInsnNode table = ordinal == null ? null : tables.poll();
    if (ordinal != null && table != null && addNames(i, namesInTable(table, ordinal.owner))) {
      tableReads.set(code.indexOf(table));
      tableReads.set(code.indexOf(before));
    }
  }

  private boolean addNames(AbstractInsnNode i, @Nullable Map<Integer, String> names) {
    if (names == null || !names.keySet().containsAll(Cases.of(i).byKey().keySet())) {
      return false;
    }
    caseNames.put(i, names);
    return true;
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
      boolean isEntry = access != null && access.name.equals(table.name);
      if (isEntry && !addEntry(i, enumName, names)) {
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
