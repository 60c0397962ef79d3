package dev.locache.fingerprint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.tree.FieldNode;

/** What a closure has reached so far. */
final class Reached {
  /** A field in the class that declares it. */
  record DeclaredField(ClassFile owner, FieldNode field) {}

  /** Each method with the one that led to it first: a tree whose paths are short. */
  private final Map<Target, Optional<Target>> methods = new LinkedHashMap<>();

  private final Set<ClassFile> headers = new LinkedHashSet<>();
  private final Set<ClassFile> roots = new LinkedHashSet<>();
  private final Set<ClassFile> wholeClasses = new LinkedHashSet<>();
  private final Set<DeclaredField> fields = new LinkedHashSet<>();
  private final Set<String> libraryClasses = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();
  private final Map<String, Note> notes = new TreeMap<>();

  /** Adds a method that nothing or {@code caller} leads to. */
  boolean addMethod(Target method, Optional<Target> caller) {
    return methods.putIfAbsent(method, caller) == null;
  }

  Set<Target> methods() {
    return methods.keySet();
  }

  /**
   * Returns how a method was reached: {@code a.Pricer.price -> a.Helper.factor}. Where a lambda
   * begins it, the method that makes the lambda comes first, whether or not it is reached by
   * itself.
   */
  String pathTo(Target method) {
    Set<Target> path = new LinkedHashSet<>(); // that method may in turn be reached from the lambda
    Optional<Target> next = Optional.of(method);
    while (next.isPresent() && path.add(next.get())) {
      next = methods.getOrDefault(next.get(), Optional.empty());
    }
    List<String> names = new ArrayList<>();
    for (Target each : path) {
      names.add(each.displayName());
    }
    Collections.reverse(names);
    return String.join(" -> ", names);
  }

  /** Classes whose declaration counts. */
  Set<ClassFile> headers() {
    return headers;
  }

  /** Classes that no code reached needs to name: of objects from outside. */
  Set<ClassFile> roots() {
    return roots;
  }

  /** Classes all of whose members count. */
  Set<ClassFile> wholeClasses() {
    return wholeClasses;
  }

  Set<DeclaredField> fields() {
    return fields;
  }

  Set<String> libraryClasses() {
    return libraryClasses;
  }

  Set<String> missing() {
    return missing;
  }

  /** Notes by what they are about, each once. */
  void note(Note.Kind kind, String what, String method) {
    notes.putIfAbsent(kind + " " + what, new Note(kind, what.replace('/', '.'), method));
  }

  List<Note> notes() {
    return List.copyOf(notes.values());
  }
}
