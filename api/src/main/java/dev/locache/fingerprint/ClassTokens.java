package dev.locache.fingerprint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * Writes classes and their parts, for one way of naming numbered classes. Left out is what does not
 * change a run, such as visibility and {@code throws}, or changes with code elsewhere, such as the
 * lists of nested classes, nest mates and permitted subclasses.
 */
final class ClassTokens {
  private static final int CLASS_FLAGS =
      Opcodes.ACC_INTERFACE
          | Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_ENUM
          | Opcodes.ACC_RECORD
          | Opcodes.ACC_ANNOTATION;
  private static final int FIELD_FLAGS =
      Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_ENUM;

  private final TypeTokens types;
  private final AnnotationTokens annotations;
  private final Furniture furniture;
  private final FieldNames fieldNames;
  private final MethodTokens methods;

  ClassTokens(ClassFiles files, NumberedNames names, OuterInstances outerInstances) {
    this.types = new TypeTokens(files, names);
    this.annotations = new AnnotationTokens(types);
    this.furniture = new Furniture(outerInstances);
    this.fieldNames = new FieldNames(files);
    this.methods = new MethodTokens(files, types, annotations, furniture);
  }

  TypeTokens types() {
    return types;
  }

  /** Returns the name of a field, without that of a captured variable. */
  String name(ClassFile owner, FieldNode field) {
    return fieldNames.of(owner, field);
  }

  /** Returns whether {@code field} has a line of its own. */
  boolean counts(ClassFile owner, FieldNode field) {
    return !furniture.isField(owner, field);
  }

  /** Returns whether {@code method} has a line of its own. */
  boolean counts(ClassFile owner, MethodNode method) {
    if (InlinedMethods.isInlined(owner, method)) {
      return false;
    }
    return !method.name.equals("<clinit>") || !methods.isEmpty(owner, method);
  }

  void header(ClassFile file, TokenSink sink) {
    ClassNode node = file.node();
    sink.mark('C').number(node.access & CLASS_FLAGS);
    sink.text(node.superName == null ? null : types.name(node.superName));
    sink.number(node.interfaces.size());
    for (String name : node.interfaces) {
      sink.text(types.name(name));
    }
    sink.text(types.signature(node.signature));
    annotations.all(node.visibleAnnotations, sink);
    annotations.all(node.visibleTypeAnnotations, sink);
    recordComponents(node.recordComponents, sink);
    if (file.allBytes() != null) {
      sink.mark('V').digest(file.allBytes());
    }
  }

  void field(ClassFile owner, FieldNode field, TokenSink sink) {
    sink.mark('F').number(field.access & FIELD_FLAGS).text(name(owner, field));
    sink.text(types.descriptor(field.desc)).text(types.signature(field.signature));
    annotations.all(field.visibleAnnotations, sink);
    annotations.all(field.visibleTypeAnnotations, sink);
    if (field.value != null) {
      methods.constants().constant(field.value, sink.mark('='));
    }
  }

  void method(ClassFile owner, MethodNode method, TokenSink sink) {
    methods.named(owner, method, sink);
  }

  void lambda(InvokeDynamicInsnNode instruction, TokenSink sink) {
    methods.lambda(instruction, sink);
  }

  /** Writes all of a numbered class, its members in an order that does not depend on the file's. */
  void content(ClassFile file, TokenSink sink) {
    InnerClassNode own = file.ownEntry();
    sink.mark('{').text(own == null ? null : own.innerName); // a local record shows its name
    header(file, sink);
    for (FieldNode field : sortedFields(file)) {
      field(file, field, sink);
    }
    for (MethodNode method : sortedMethods(file)) {
      method(file, method, sink);
    }
    sink.mark('}');
  }

  private void recordComponents(@Nullable List<RecordComponentNode> components, TokenSink sink) {
    if (components == null) {
      sink.number(0);
      return;
    }
    sink.number(components.size());
    for (RecordComponentNode component : components) {
      sink.text(component.name).text(types.descriptor(component.descriptor));
      sink.text(types.signature(component.signature));
      annotations.all(component.visibleAnnotations, sink);
      annotations.all(component.visibleTypeAnnotations, sink);
    }
  }

  private Iterable<FieldNode> sortedFields(ClassFile file) {
    Map<String, FieldNode> sorted = new TreeMap<>();
    for (FieldNode field : file.node().fields) {
      if (counts(file, field)) {
        sorted.put(place(name(file, field), field.desc, sorted.size()), field);
      }
    }
    return sorted.values();
  }

  private Iterable<MethodNode> sortedMethods(ClassFile file) {
    Map<String, MethodNode> sorted = new TreeMap<>();
    for (MethodNode method : file.node().methods) {
      if (counts(file, method)) {
        sorted.put(place(method.name, method.desc, sorted.size()), method);
      }
    }
    return sorted.values();
  }

  /** Overloads whose descriptors differ in the number of a class only stay in the file's order. */
  private static String place(String name, String descriptor, int index) {
    StringBuilder place = new StringBuilder(name);
    for (int i = 0; i < descriptor.length(); i++) {
      char c = descriptor.charAt(i);
      if (c < '0' || c > '9') {
        place.append(c);
      }
    }
    return place.append((char) index).toString();
  }
}
