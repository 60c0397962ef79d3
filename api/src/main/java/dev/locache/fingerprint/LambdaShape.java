package dev.locache.fingerprint;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the class of a lambda shows of the instruction that made it: the class that the instruction
 * is in, the interfaces, and the types of what is captured. The JDK's {@code LambdaMetafactory}
 * spins a hidden class for each such instruction, with a field for each value captured.
 *
 * @param host internal name of the class that the lambda stands in
 * @param interfaces internal names, {@code java/io/Serializable} left out
 * @param captured descriptors, in order
 * @param serializable whether its objects are
 */
record LambdaShape(
    String host, Set<String> interfaces, List<String> captured, boolean serializable) {
  private static final String MARK = "$$Lambda";
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String ALT_METAFACTORY = "altMetafactory";
  private static final String SERIALIZABLE = "java/io/Serializable";

  /** Where the arguments of {@code altMetafactory} beyond those of {@code metafactory} are. */
  private static final int FLAGS = 3;

  private static final int FLAG_SERIALIZABLE = 1;
  private static final int IMPLEMENTATION = 1;

  /** An instruction that makes lambdas, and the method it is in. */
  record Site(Target maker, InvokeDynamicInsnNode instruction) {
    /** Returns what runs when the lambda is called. */
    Handle implementation() {
      return (Handle) instruction.bsmArgs[IMPLEMENTATION];
    }
  }

  /** Returns whether objects of {@code type} are lambdas or method references. */
  static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.getName().contains(MARK);
  }

  static LambdaShape of(Class<?> lambda) {
    String name = lambda.getName();
    Set<String> interfaces = new TreeSet<>();
    for (Class<?> each : lambda.getInterfaces()) {
      interfaces.add(Type.getInternalName(each));
    }
    interfaces.remove(SERIALIZABLE);
    List<String> captured = new ArrayList<>();
    for (Field field : fields(lambda)) {
      captured.add(Type.getDescriptor(field.getType()));
    }
    return new LambdaShape(
        name.substring(0, name.lastIndexOf(MARK)).replace('.', '/'),
        interfaces,
        captured,
        Serializable.class.isAssignableFrom(lambda));
  }

  /** Returns the fields for the values captured, which the JDK names arg$1, arg$2, and so on. */
  static List<Field> fields(Class<?> lambda) {
    List<Field> fields = new ArrayList<>();
    for (Field field : lambda.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        fields.add(field);
      }
    }
    fields.sort(
        Comparator.<Field>comparingInt(field -> field.getName().length())
            .thenComparing(Field::getName));
    return fields;
  }

  /** Returns the name of an interface as the source writes it, for messages. */
  String interfaceName() {
    String first = interfaces.isEmpty() ? SERIALIZABLE : interfaces.iterator().next();
    return first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('$')) + 1);
  }

  /** Returns the instructions in the host's class file that may have made it. */
  List<Site> sitesIn(ClassFile file) {
    List<Site> sites = new ArrayList<>();
    for (MethodNode method : file.node().methods) {
      AbstractInsnNode i = method.instructions.getFirst();
      for (; i != null; i = i.getNext()) {
        if (i instanceof InvokeDynamicInsnNode call && fits(call)) {
          sites.add(new Site(new Target(file, method), call));
        }
      }
    }
    return sites;
  }

  private boolean fits(InvokeDynamicInsnNode call) {
    return call.bsm.getTag() == Opcodes.H_INVOKESTATIC
        && call.bsm.getOwner().equals(METAFACTORY)
        && (serializable || !makesSerializable(call))
        && captured.equals(capturedBy(call))
        && interfaces.equals(interfacesOf(call));
  }

  private static boolean makesSerializable(InvokeDynamicInsnNode call) {
    return call.bsm.getName().equals(ALT_METAFACTORY)
        && ((Integer) call.bsmArgs[FLAGS] & FLAG_SERIALIZABLE) != 0;
  }

  private static List<String> capturedBy(InvokeDynamicInsnNode call) {
    List<String> types = new ArrayList<>();
    for (Type each : Type.getArgumentTypes(call.desc)) {
      types.add(each.getDescriptor());
    }
    return types;
  }

  private static Set<String> interfacesOf(InvokeDynamicInsnNode call) {
    Set<String> names = new TreeSet<>();
    names.add(Type.getReturnType(call.desc).getInternalName());
    if (call.bsm.getName().equals(ALT_METAFACTORY)) {
      // Behind the flags stand marker interfaces and bridges' types, of which only classes matter.
      Arrays.stream(call.bsmArgs, FLAGS, call.bsmArgs.length)
          .filter(argument -> argument instanceof Type type && type.getSort() == Type.OBJECT)
          .forEach(argument -> names.add(((Type) argument).getInternalName()));
    }
    names.remove(SERIALIZABLE);
    return names;
  }
}
