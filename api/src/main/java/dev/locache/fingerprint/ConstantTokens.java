package dev.locache.fingerprint;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes loadable constants (JVMS 4.4), with the methods that dynamic ones refer to. */
final class ConstantTokens {
  private final TypeTokens types;
  private final InlinedMethods inlined;

  ConstantTokens(TypeTokens types, InlinedMethods inlined) {
    this.types = types;
    this.inlined = inlined;
  }

  void constant(Object constant, TokenSink sink) {
    if (constant instanceof String text) {
      sink.mark('S').text(text);
    } else if (constant instanceof Integer number) {
      sink.mark('I').number(number);
    } else if (constant instanceof Long number) {
      sink.mark('J').longNumber(number);
    } else if (constant instanceof Float number) {
      sink.mark('F').number(Float.floatToRawIntBits(number));
    } else if (constant instanceof Double number) {
      sink.mark('D').longNumber(Double.doubleToRawLongBits(number));
    } else if (constant instanceof Type type) {
      sink.mark('T').text(types.descriptor(type.getDescriptor()));
    } else if (constant instanceof Handle handle) {
      handle(handle, sink);
    } else {
      dynamic((ConstantDynamic) constant, sink);
    }
  }

  /** Writes a method handle: by its content, if the method has no name of its own. */
  void handle(Handle handle, TokenSink sink) {
    String owner = handle.getOwner();
    String name = handle.getName();
    String descriptor = handle.getDesc();
    sink.mark('H');
    if (inlined.write(owner, name, descriptor, sink)) {
      return;
    }
    if (handle.getTag() == Opcodes.H_INVOKEINTERFACE && ObjectMethods.contains(name, descriptor)) {
      sink.number(Opcodes.H_INVOKEVIRTUAL).text(ObjectMethods.OWNER);
    } else {
      sink.number(handle.getTag()).text(types.name(owner));
    }
    sink.text(name).text(types.descriptor(descriptor));
  }

  private void dynamic(ConstantDynamic dynamic, TokenSink sink) {
    sink.mark('Y').text(dynamic.getName()).text(types.descriptor(dynamic.getDescriptor()));
    handle(dynamic.getBootstrapMethod(), sink);
    int count = dynamic.getBootstrapMethodArgumentCount();
    sink.number(count);
    for (int i = 0; i < count; i++) {
      constant(dynamic.getBootstrapMethodArgument(i), sink);
    }
  }
}
