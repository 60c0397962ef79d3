package dev.locache.fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * What code that isn't analysed may call on an object of the application: whatever the object's
 * class has in place of a method that a type of the JDK or of a library declares. {@code hashCode},
 * {@code compare} and {@code run} are reached that way.
 */
final class Callbacks {
  private static final int NEVER_CALLED_BY_OTHERS =
      Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_ABSTRACT;

  private final Hierarchy types;
  private final ClassFiles files;
  private final Places places;
  private final Map<String, List<Target>> known = new HashMap<>();

  Callbacks(Hierarchy types, ClassFiles files, Places places) {
    this.types = types;
    this.files = files;
    this.places = places;
  }

  /** Returns the own methods of an object of class {@code type} that others may call. */
  List<Target> on(String type) {
    List<Target> found = known.get(type);
    if (found == null) {
      found = find(type);
      known.put(type, found);
    }
    return found;
  }

  private List<Target> find(String type) {
    Set<String> called = new HashSet<>();
    boolean anything = false;
    for (String each : types.supertypes(type)) {
      anything |= !places.isOwn(each) && !addDeclared(each, called);
    }
    Set<String> candidates = new LinkedHashSet<>();
    for (String each : types.supertypes(type)) {
      ClassFile file = types.own(each);
      if (file != null) {
        for (MethodNode method : file.node().methods) {
          String signature = method.name.concat(method.desc);
          if (isCallable(method) && (anything || called.contains(signature))) {
            candidates.add(signature);
          }
        }
      }
    }
    List<Target> found = new ArrayList<>();
    for (String signature : candidates) {
      found.addAll(types.select(type, signature));
    }
    return found;
  }

  /**
   * Adds what a type of others declares.
   *
   * @return false if that can't be told, so that it may be anything
   */
  private boolean addDeclared(String name, Set<String> called) {
    if (places.of(name).isPlatform()) {
      Class<?> type = types.platform().find(name);
      if (type != null) {
        called.addAll(types.platform().overridable(type));
      }
      return type != null;
    }
    ClassFile file = files.find(name);
    if (file == null) {
      return false;
    }
    for (MethodNode method : file.node().methods) {
      if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
        called.add(method.name.concat(method.desc));
      }
    }
    return true;
  }

  private static boolean isCallable(MethodNode method) {
    return (method.access & NEVER_CALLED_BY_OTHERS) == 0 && !method.name.startsWith("<");
  }
}
