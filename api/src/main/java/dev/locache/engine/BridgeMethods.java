package dev.locache.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the method that a bridge method (JVMS 4.6, ACC_BRIDGE) was made to call: the one that the
 * author wrote, with its own parameter types and annotations.
 */
final class BridgeMethods {
  private BridgeMethods() {}

  /** Returns the method called, or {@code bridge} itself if it cannot be told. */
  static Method target(Method bridge) {
    List<Method> candidates = candidates(bridge);
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    String descriptor = calledDescriptor(bridge);
    for (Method each : candidates) {
      if (Type.getMethodDescriptor(each).equals(descriptor)) {
        return each;
      }
    }
    return bridge;
  }

  private static List<Method> candidates(Method bridge) {
    List<Method> found = new ArrayList<>();
    for (Method each : bridge.getDeclaringClass().getDeclaredMethods()) {
      if (!each.isBridge() && each.getName().equals(bridge.getName()) && fits(each, bridge)) {
        found.add(each);
      }
    }
    return found;
  }

  private static boolean fits(Method method, Method bridge) {
    Class<?>[] narrow = method.getParameterTypes();
    Class<?>[] wide = bridge.getParameterTypes();
    boolean fits =
        narrow.length == wide.length
            && bridge.getReturnType().isAssignableFrom(method.getReturnType());
    for (int i = 0; fits && i < narrow.length; i++) {
      fits = wide[i].isAssignableFrom(narrow[i]);
    }
    return fits;
  }

  /** Reads what the bridge calls: its code is nothing but that call. */
  private static @Nullable String calledDescriptor(Method bridge) {
    Class<?> owner = bridge.getDeclaringClass();
    String resource = '/' + owner.getName().replace('.', '/') + ".class";
    try (InputStream classFile = owner.getResourceAsStream(resource)) {
      if (classFile == null) {
        return null;
      }
      CallFinder finder = new CallFinder(bridge);
      new ClassReader(classFile).accept(finder, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return finder.called;
    } catch (IOException | IllegalArgumentException unreadable) {
      // Not told apart, then: the bridge counts as a method of its own, which is only less precise.
      return null;
    }
  }

  private static final class CallFinder extends ClassVisitor {
    private final Method bridge;
    private @Nullable String called;

    CallFinder(Method bridge) {
      super(Opcodes.ASM9);
      this.bridge = bridge;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean isBridge =
          name.equals(bridge.getName()) && descriptor.equals(Type.getMethodDescriptor(bridge));
      return isBridge ? new CallRecorder() : null;
    }

    private final class CallRecorder extends MethodVisitor {
      CallRecorder() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (name.equals(bridge.getName())) {
          called = descriptor;
        }
      }
    }
  }
}
