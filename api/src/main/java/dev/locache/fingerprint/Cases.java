package dev.locache.fingerprint;

import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Where a switch goes. The two instructions for it differ in layout only, and a compiler chooses.
 *
 * @param byKey the targets, but for keys that go where all others go
 * @param otherwise the target of all other keys
 */
record Cases(SortedMap<Integer, LabelNode> byKey, LabelNode otherwise) {
  static boolean isSwitch(AbstractInsnNode i) {
    return i.getOpcode() == Opcodes.TABLESWITCH || i.getOpcode() == Opcodes.LOOKUPSWITCH;
  }

  /** Returns the cases of a switch. */
  static Cases of(AbstractInsnNode i) {
    if (i instanceof TableSwitchInsnNode table) {
      Cases cases = new Cases(new TreeMap<>(), table.dflt);
      for (int k = 0; k < table.labels.size(); k++) {
        cases.add(table.min + k, table.labels.get(k));
      }
      return cases;
    }
    LookupSwitchInsnNode lookup = (LookupSwitchInsnNode) i;
    Cases cases = new Cases(new TreeMap<>(), lookup.dflt);
    for (int k = 0; k < lookup.labels.size(); k++) {
      cases.add(lookup.keys.get(k), lookup.labels.get(k));
    }
    return cases;
  }

  private void add(int key, LabelNode target) {
    if (target != otherwise) {
      byKey.put(key, target);
    }
  }
}
