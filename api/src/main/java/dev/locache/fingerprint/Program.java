package dev.locache.fingerprint;

import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The classes that one loader sees, with all that is known of them: shared by the closures of a
 * service's methods, which meet the same classes again and again.
 */
final class Program {
  private final Normaliser normaliser;
  private final Places places;
  private final Hierarchy types;
  private final Callbacks callbacks;
  private final OwnClasses classes;
  private final ArgumentTypes argumentTypes;
  private final IdentityHashMap<Object, Optional<CodeLine>> lines = new IdentityHashMap<>();

  Program(Normaliser normaliser, Places places) {
    this.normaliser = normaliser;
    this.places = places;
    this.types = new Hierarchy(normaliser.files(), places);
    this.callbacks = new Callbacks(types, normaliser.files(), places);
    this.classes = new OwnClasses(places, types);
    this.argumentTypes = new ArgumentTypes(types, places, classes);
  }

  Places places() {
    return places;
  }

  Hierarchy types() {
    return types;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  OwnClasses classes() {
    return classes;
  }

  ArgumentTypes argumentTypes() {
    return argumentTypes;
  }

  /** Returns whether the class has no name of its own, so that those who refer to it cover it. */
  boolean isNumbered(ClassFile file) {
    return normaliser.files().findNumbered(file.name()) != null;
  }

  /** Returns the name of a class, or what stands for it. */
  String nameOf(ClassFile file) {
    return normaliser.name(file);
  }

  /** Returns the line of a class's header. */
  CodeLine header(ClassFile file) {
    Optional<CodeLine> line = lines.get(file);
    if (line == null) {
      line = Optional.of(readable(file, () -> normaliser.header(file)));
      lines.put(file, line);
    }
    return line.orElseThrow();
  }

  /** Returns the line of a field; null if it has none of its own. */
  @Nullable CodeLine field(ClassFile owner, FieldNode field) {
    Optional<CodeLine> line = lines.get(field);
    if (line == null) {
      line =
          normaliser.counts(owner, field)
              ? Optional.of(readable(owner, () -> normaliser.field(owner, field)))
              : Optional.empty();
      lines.put(field, line);
    }
    return line.orElse(null);
  }

  /** Returns the line of a method; null if it has none of its own. */
  @Nullable CodeLine method(ClassFile owner, MethodNode method) {
    Optional<CodeLine> line = lines.get(method);
    if (line == null) {
      line =
          normaliser.counts(owner, method)
              ? Optional.of(readable(owner, () -> normaliser.method(owner, method)))
              : Optional.empty();
      lines.put(method, line);
    }
    return line.orElse(null);
  }

  private interface Part {
    CodeLine line();
  }

  private static CodeLine readable(ClassFile file, Part part) {
    try {
      return part.line();
    } catch (Refusal ofAnotherClass) {
      throw ofAnotherClass;
    } catch (RuntimeException e) { // a descriptor that is none, or a jump to nowhere
      throw Refusal.damaged(file.name(), e);
    }
  }
}
