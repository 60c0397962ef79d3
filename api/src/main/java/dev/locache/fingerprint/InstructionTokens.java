package dev.locache.fingerprint;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Writes one instruction (JVMS 6.5): its opcode and what it works on. */
final class InstructionTokens {
  private final TypeTokens types;
  private final FieldNames fieldNames;
  private final ConstantTokens constants;
  private final InlinedMethods inlined;

  InstructionTokens(
      TypeTokens types, FieldNames fieldNames, ConstantTokens constants, InlinedMethods inlined) {
    this.types = types;
    this.fieldNames = fieldNames;
    this.constants = constants;
    this.inlined = inlined;
  }

  void write(AbstractInsnNode i, MethodLayout layout, TokenSink sink) {
    switch (i.getType()) {
      case AbstractInsnNode.TABLESWITCH_INSN, AbstractInsnNode.LOOKUPSWITCH_INSN ->
          choice(i, layout, sink);
      case AbstractInsnNode.METHOD_INSN -> call((MethodInsnNode) i, sink);
      case AbstractInsnNode.FIELD_INSN -> field((FieldInsnNode) i, sink);
      default -> {
        sink.opcode(i.getOpcode());
        operands(i, layout, sink);
      }
    }
  }

  private void operands(AbstractInsnNode i, MethodLayout layout, TokenSink sink) {
    if (i instanceof VarInsnNode access) {
      sink.number(layout.variable(access.var));
    } else if (i instanceof IincInsnNode increment) {
      sink.number(layout.variable(increment.var)).number(increment.incr);
    } else if (i instanceof IntInsnNode number) {
      sink.number(number.operand);
    } else if (i instanceof JumpInsnNode jump) {
      sink.number(layout.position(jump.label));
    } else if (i instanceof TypeInsnNode type) {
      sink.text(types.name(type.desc));
    } else if (i instanceof MultiANewArrayInsnNode array) {
      sink.text(types.descriptor(array.desc)).number(array.dims);
    } else if (i instanceof LdcInsnNode load) {
      constants.constant(load.cst, sink);
    } else if (i instanceof InvokeDynamicInsnNode call) {
      dynamicCall(call, sink);
    }
  }

  private void call(MethodInsnNode call, TokenSink sink) {
    if (call.getOpcode() == Opcodes.INVOKEINTERFACE
        && ObjectMethods.contains(call.name, call.desc)) {
      sink.opcode(Opcodes.INVOKEVIRTUAL).text(ObjectMethods.OWNER);
    } else {
      sink.opcode(call.getOpcode());
      if (inlined.write(call.owner, call.name, call.desc, sink)) {
        return;
      }
      sink.text(types.name(call.owner));
    }
    sink.text(call.name).text(types.descriptor(call.desc));
  }

  private void field(FieldInsnNode access, TokenSink sink) {
    if (Furniture.readsAssertionStatus(access)) {
      sink.mark('A'); // of which class matters to nobody but the one who starts the JVM
      return;
    }
    sink.opcode(access.getOpcode()).text(types.name(access.owner));
    sink.text(fieldNames.of(access)).text(types.descriptor(access.desc));
  }

  void dynamicCall(InvokeDynamicInsnNode call, TokenSink sink) {
    sink.text(call.name).text(types.descriptor(call.desc));
    constants.handle(call.bsm, sink);
    sink.number(call.bsmArgs.length);
    for (Object argument : call.bsmArgs) {
      constants.constant(argument, sink);
    }
  }

  private static void choice(AbstractInsnNode i, MethodLayout layout, TokenSink sink) {
    Cases cases = Cases.of(i);
    Map<Integer, String> names = layout.caseNames(i);
    sink.opcode(Opcodes.LOOKUPSWITCH).number(layout.position(cases.otherwise()));
    sink.mark(names == null ? 'K' : 'E').number(cases.byKey().size());
    if (names == null) {
      for (Map.Entry<Integer, LabelNode> each : cases.byKey().entrySet()) {
        sink.number(each.getKey()).number(layout.position(each.getValue()));
      }
      return;
    }
    Map<String, LabelNode> byName = new TreeMap<>();
    for (Map.Entry<Integer, LabelNode> each : cases.byKey().entrySet()) {
      byName.put(names.get(each.getKey()), each.getValue());
    }
    for (Map.Entry<String, LabelNode> each : byName.entrySet()) {
      sink.text(each.getKey()).number(layout.position(each.getValue()));
    }
  }
}
