package dev.locache.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The names of a method's parameters, for people: as the class file has them for reflection ({@code
 * javac -parameters}) or for debuggers ({@code javac -g}). Names are no part of any key.
 */
public final class ParameterNames {
  private ParameterNames() {}

  /** Returns the names of all parameters; an empty list if the class file does not tell them. */
  public static List<String> of(Method method) {
    List<String> names = new ArrayList<>();
    for (Parameter each : method.getParameters()) {
      if (each.isNamePresent()) {
        names.add(each.getName());
      }
    }
    return names.size() == method.getParameterCount() ? names : ofDebugger(method);
  }

  private static List<String> ofDebugger(Method method) {
    Class<?> owner = method.getDeclaringClass();
    ClassLoader loader = owner.getClassLoader();
    if (loader == null) {
      return List.of();
    }
    String file = owner.getName().replace('.', '/').concat(".class");
    Map<Integer, String> bySlot = new TreeMap<>();
    try (InputStream in = loader.getResourceAsStream(file)) {
      if (in != null) {
        new ClassReader(in.readAllBytes())
            .accept(new Locals(method, bySlot), ClassReader.SKIP_FRAMES);
      }
    } catch (IOException | RuntimeException unreadable) { // the reader trusts what it finds
      return List.of();
    }
    return named(method, bySlot);
  }

  private static List<String> named(Method method, Map<Integer, String> bySlot) {
    List<String> names = new ArrayList<>();
    int slot = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
    for (Class<?> type : method.getParameterTypes()) {
      String name = bySlot.get(slot);
      if (name == null) {
        return List.of();
      }
      names.add(name);
      slot += Type.getType(type).getSize();
    }
    return names;
  }

  /** Collects the local variables of one method; those of parameters come first in their slots. */
  private static final class Locals extends ClassVisitor {
    private final Method method;
    private final Map<Integer, String> bySlot;

    Locals(Method method, Map<Integer, String> bySlot) {
      super(Opcodes.ASM9);
      this.method = method;
      this.bySlot = bySlot;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      boolean wanted =
          name.equals(method.getName()) && descriptor.equals(Type.getMethodDescriptor(method));
      return wanted
          ? new Names(bySlot)
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }
  }

  private static final class Names extends MethodVisitor {
    private final Map<Integer, String> bySlot;
    private boolean begun;
    private Label start = new Label();

    Names(Map<Integer, String> bySlot) {
      super(Opcodes.ASM9);
      this.bySlot = bySlot;
    }

    @Override
    public void visitLabel(Label label) {
      if (!begun) {
        begun = true;
        start = label;
      }
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label from, Label to, int index) {
      if (from == start) {
        bySlot.put(index, name);
      }
    }
  }
}
