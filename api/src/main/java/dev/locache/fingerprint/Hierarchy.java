package dev.locache.fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * How types stand to each other: supertypes, and which method a call means (JVMS 5.4.3.3 and
 * 5.4.6). Where the rules of the JVM depend on more than is looked at here, more methods are given
 * than can run, never fewer.
 */
final class Hierarchy {
  private static final String OBJECT = "java/lang/Object";

  private final ClassFiles files;
  private final Places places;
  private final PlatformTypes platform = new PlatformTypes();
  private final Map<String, Set<String>> supertypes = new HashMap<>();
  private final Map<ClassFile, Map<String, MethodNode>> methods = new HashMap<>();

  Hierarchy(ClassFiles files, Places places) {
    this.files = files;
    this.places = places;
  }

  PlatformTypes platform() {
    return platform;
  }

  /** Returns the class file of the application's own class of this name; null for all others. */
  @Nullable ClassFile own(String name) {
    return places.isOwn(name) ? files.find(name) : null;
  }

  /** Returns the type itself and all types above it, whosever they are. */
  Set<String> supertypes(String name) {
    Set<String> known = supertypes.get(name);
    if (known != null) {
      return known;
    }
    Set<String> found = new LinkedHashSet<>();
    supertypes.put(name, found); // before looking further: damaged files may go in circles
    found.add(name);
    for (String parent : parents(name)) {
      found.addAll(supertypes(parent));
    }
    found.add(OBJECT);
    return found;
  }

  /** Returns the superclass and the interfaces that a type names. */
  private List<String> parents(String name) {
    List<String> parents = new ArrayList<>();
    Class<?> ofPlatform = places.of(name).isPlatform() ? platform.find(name) : null;
    if (ofPlatform != null) {
      if (ofPlatform.getSuperclass() != null) {
        parents.add(ofPlatform.getSuperclass().getName().replace('.', '/'));
      }
      for (Class<?> each : ofPlatform.getInterfaces()) {
        parents.add(each.getName().replace('.', '/'));
      }
      return parents;
    }
    ClassFile file = files.find(name);
    if (file != null) {
      if (file.node().superName != null) {
        parents.add(file.node().superName);
      }
      parents.addAll(file.node().interfaces);
    }
    return parents;
  }

  /** Returns the method that a reference to {@code owner} means; null if it isn't own code. */
  @Nullable Target resolve(String owner, String signature) {
    for (String each : supertypes(owner)) {
      ClassFile file = own(each);
      MethodNode method = file == null ? null : method(file, signature);
      if (file != null && method != null) {
        return new Target(file, method);
      }
    }
    return null;
  }

  /** Returns the own methods that an instance of {@code type} may run for a signature. */
  List<Target> select(String type, String signature) {
    List<Target> found = new ArrayList<>();
    if (fromClasses(type, signature, found)) {
      return found;
    }
    for (String each : supertypes(type)) {
      ClassFile file = own(each);
      if (file != null && file.is(Opcodes.ACC_INTERFACE)) {
        addIfItRuns(file, signature, found);
      }
    }
    return found;
  }

  /**
   * Goes up until a method settles the matter. One that is visible to some classes only may not
   * override what is above it, so both are taken.
   */
  private boolean fromClasses(String type, String signature, List<Target> found) {
    String level = type;
    while (level != null) {
      ClassFile file = files.find(level);
      if (file == null) {
        return platformImplements(level, signature);
      }
      if (file.is(Opcodes.ACC_INTERFACE)) {
        return false;
      }
      MethodNode method = method(file, signature);
      if (method != null && runs(method)) {
        if (places.isOwn(level)) {
          found.add(new Target(file, method));
        }
        if ((method.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
          return true;
        }
      }
      level = file.node().superName;
    }
    return false;
  }

  /** What is declared by Object gives way to nothing either, but is there for every interface. */
  private boolean platformImplements(String name, String signature) {
    for (Class<?> c = platform.find(name); c != null; c = c.getSuperclass()) {
      if (c != Object.class && platform.implementsMethod(c, signature)) {
        return true;
      }
    }
    return false;
  }

  private void addIfItRuns(ClassFile file, String signature, List<Target> found) {
    MethodNode method = method(file, signature);
    if (method != null && runs(method)) {
      found.add(new Target(file, method));
    }
  }

  private static boolean runs(MethodNode method) {
    return (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0;
  }

  private @Nullable MethodNode method(ClassFile file, String signature) {
    return methodsOf(file).get(signature);
  }

  /** Returns the methods of a class by name and descriptor. */
  Map<String, MethodNode> methodsOf(ClassFile file) {
    Map<String, MethodNode> known = methods.get(file);
    if (known == null) {
      known = new HashMap<>();
      for (MethodNode each : file.node().methods) {
        known.put(each.name.concat(each.desc), each);
      }
      methods.put(file, known);
    }
    return known;
  }
}
