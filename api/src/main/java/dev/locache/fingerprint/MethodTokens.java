package dev.locache.fingerprint;

import java.util.Arrays;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Writes methods: what of their declaration a run can notice, and their code. */
final class MethodTokens {
  /** Who else may call a method does not change what it does. */
  private static final int FLAGS =
      Opcodes.ACC_STATIC
          | Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_NATIVE
          | Opcodes.ACC_SYNCHRONIZED
          | Opcodes.ACC_PRIVATE;

  /** Not a flag of the class file: subclasses of other packages cannot override such a method. */
  private static final int PACKAGE_PRIVATE = 1 << 16;

  private final ClassFiles files;
  private final TypeTokens types;
  private final AnnotationTokens annotations;
  private final ConstantTokens constants;
  private final InstructionTokens instructions;
  private final Furniture furniture;

  MethodTokens(
      ClassFiles files, TypeTokens types, AnnotationTokens annotations, Furniture furniture) {
    this.files = files;
    this.types = types;
    this.annotations = annotations;
    InlinedMethods inlined = new InlinedMethods(files, this);
    this.constants = new ConstantTokens(types, inlined);
    this.instructions = new InstructionTokens(types, new FieldNames(files), constants, inlined);
    this.furniture = furniture;
  }

  ConstantTokens constants() {
    return constants;
  }

  /** Writes a method that is called by its name. */
  void named(ClassFile owner, MethodNode method, TokenSink sink) {
    sink.mark('M').number(flags(method)).text(method.name);
    sink.text(types.descriptor(method.desc)).text(types.signature(method.signature));
    annotations.all(method.visibleAnnotations, sink);
    annotations.all(method.visibleTypeAnnotations, sink);
    annotations.parameters(method.visibleParameterAnnotations, sink);
    if (method.annotationDefault != null) {
      annotations.value(method.annotationDefault, sink.mark('='));
    }
    code(owner, method, sink);
  }

  /** Writes a method whose content stands for it. */
  void nameless(ClassFile owner, MethodNode method, TokenSink sink) {
    sink.mark('N').number(method.access & Opcodes.ACC_STATIC);
    sink.text(types.descriptor(withoutMarker(method)));
    code(owner, method, sink);
  }

  /** Writes an instruction that makes lambdas, as it stands in a method's code. */
  void lambda(InvokeDynamicInsnNode instruction, TokenSink sink) {
    instructions.dynamicCall(instruction, sink);
  }

  /** Returns whether nothing is left of a method's code but its return. */
  boolean isEmpty(ClassFile owner, MethodNode method) {
    MethodLayout layout = layout(owner, method);
    int written = 0;
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      written += layout.writes(i) ? 1 : 0;
    }
    return written == 1;
  }

  private static int flags(MethodNode method) {
    int visible = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;
    boolean overridable = (method.access & Opcodes.ACC_STATIC) == 0 && !method.name.startsWith("<");
    boolean packagePrivate = overridable && (method.access & visible) == 0;
    return (method.access & FLAGS) | (packagePrivate ? PACKAGE_PRIVATE : 0);
  }

  /** The last parameter of an inlined constructor only tells it from the private one. */
  private static String withoutMarker(MethodNode method) {
    if (!method.name.equals("<init>")) {
      return method.desc;
    }
    Type[] parameters = Type.getArgumentTypes(method.desc);
    return Type.getMethodDescriptor(
        Type.VOID_TYPE, Arrays.copyOf(parameters, parameters.length - 1));
  }

  private MethodLayout layout(ClassFile owner, MethodNode method) {
    BitSet leftOut = furniture.in(owner, method);
    EnumSwitches enumSwitches = EnumSwitches.in(method, files);
    leftOut.or(enumSwitches.tableReads());
    return new MethodLayout(method, leftOut, enumSwitches.caseNames());
  }

  private void code(ClassFile owner, MethodNode method, TokenSink sink) {
    MethodLayout layout = layout(owner, method);
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (layout.writes(i)) {
        instructions.write(i, layout, sink);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      sink.mark('!').number(layout.position(block.start)).number(layout.position(block.end));
      sink.number(layout.position(block.handler));
      sink.text(block.type == null ? null : types.name(block.type));
    }
    sink.mark('.');
  }
}
