package dev.locache.fingerprint;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Tells a listener what the code of a method refers to, in the order of the code. */
final class CallSites {
  /** A switch over an enum reads a table there, which all switches of a file share. */
  private static final String SWITCH_TABLE = "$SwitchMap$";

  /** What code refers to. Types are internal names; an array's is that of what it holds. */
  interface Listener {
    /** A static call. */
    void callsStatic(String owner, String signature);

    /** A call of a constructor, of a superclass's method, or by a handle that works like it. */
    void callsExactly(String owner, String signature);

    /** A call that the receiver's class decides. */
    void callsVirtually(String owner, String signature);

    void creates(String type);

    /** A lambda or method reference becomes an object of this interface. */
    void createsLambda(String type);

    void accessesField(FieldReference field);

    /** A class is handed to code that may look into it by reflection. */
    void handsOver(String type);

    /** A type is named in another way, such as by a cast. */
    void mentions(String type);
  }

  /** A field as an instruction or handle names it. */
  record FieldReference(String owner, String name, String descriptor, boolean isRead) {}

  private final Listener listener;

  CallSites(Listener listener) {
    this.listener = listener;
  }

  void in(MethodNode method) {
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      instruction(i);
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.type != null) {
        listener.mentions(block.type);
      }
    }
  }

  private void instruction(AbstractInsnNode i) {
    if (i instanceof MethodInsnNode call) {
      call(call);
    } else if (i instanceof FieldInsnNode access) {
      field(access);
    } else if (i instanceof TypeInsnNode type) {
      type(type);
    } else if (i instanceof MultiANewArrayInsnNode array) {
      mention(Type.getType(array.desc));
    } else if (i instanceof LdcInsnNode load) {
      loaded(load);
    } else if (i instanceof InvokeDynamicInsnNode call) {
      dynamicCall(call);
    }
  }

  private void call(MethodInsnNode call) {
    if (call.owner.startsWith("[")) { // an array's clone()
      mention(Type.getObjectType(call.owner));
      return;
    }
    String signature = call.name.concat(call.desc);
    switch (call.getOpcode()) {
      case Opcodes.INVOKESTATIC -> listener.callsStatic(call.owner, signature);
      case Opcodes.INVOKESPECIAL -> listener.callsExactly(call.owner, signature);
      default -> listener.callsVirtually(call.owner, signature);
    }
  }

  private void field(FieldInsnNode access) {
    if (access.name.startsWith(SWITCH_TABLE)) {
      return; // the call of ordinal() that follows leads to the enum
    }
    int opcode = access.getOpcode();
    boolean isRead = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
    listener.accessesField(new FieldReference(access.owner, access.name, access.desc, isRead));
  }

  private void type(TypeInsnNode type) {
    if (type.getOpcode() == Opcodes.NEW) {
      listener.creates(type.desc);
    } else {
      mention(Type.getObjectType(type.desc));
    }
  }

  private void loaded(LdcInsnNode load) {
    if (load.cst instanceof Type type && type.getSort() != Type.METHOD) {
      if (ClassLiterals.isOnlyNamed(load)) {
        mention(type);
      } else {
        handOver(type);
      }
    } else {
      constant(load.cst);
    }
  }

  /** Tells what the instruction refers to. */
  void dynamicCall(InvokeDynamicInsnNode call) {
    handle(call.bsm);
    for (Object argument : call.bsmArgs) {
      constant(argument);
    }
    if (call.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
      listener.createsLambda(Type.getReturnType(call.desc).getInternalName());
      for (Object argument : call.bsmArgs) { // altMetafactory adds interfaces
        String name = objectName(argument);
        if (name != null) {
          listener.createsLambda(name);
        }
      }
    }
  }

  private void constant(Object constant) {
    if (constant instanceof Handle handle) {
      handle(handle);
    } else if (constant instanceof ConstantDynamic dynamic) {
      handle(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    } else if (constant instanceof Type type && type.getSort() != Type.METHOD) {
      mention(type);
    }
  }

  private void handle(Handle handle) {
    String owner = handle.getOwner();
    String signature = handle.getName().concat(handle.getDesc());
    switch (handle.getTag()) {
      case Opcodes.H_INVOKESTATIC -> listener.callsStatic(owner, signature);
      case Opcodes.H_INVOKESPECIAL -> listener.callsExactly(owner, signature);
      case Opcodes.H_NEWINVOKESPECIAL -> {
        listener.creates(owner);
        listener.callsExactly(owner, signature);
      }
      case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE -> {
        if (owner.startsWith("[")) {
          mention(Type.getObjectType(owner));
        } else {
          listener.callsVirtually(owner, signature);
        }
      }
      default ->
          listener.accessesField(
              new FieldReference(owner, handle.getName(), handle.getDesc(), true));
    }
  }

  private void handOver(Type type) {
    String name = objectName(elementOf(type));
    if (name != null) {
      listener.handsOver(name);
    }
  }

  private void mention(Type type) {
    String name = objectName(elementOf(type));
    if (name != null) {
      listener.mentions(name);
    }
  }

  private static Type elementOf(Type type) {
    return type.getSort() == Type.ARRAY ? type.getElementType() : type;
  }

  private static @Nullable String objectName(Object constant) {
    return constant instanceof Type type && type.getSort() == Type.OBJECT
        ? type.getInternalName()
        : null;
  }
}
