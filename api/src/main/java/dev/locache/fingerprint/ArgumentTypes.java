package dev.locache.fingerprint;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types whose objects may come with a call's arguments: those that the parameters name, in type
 * arguments too, those that the fields of such types name, and all of the application's subtypes of
 * any of these. Where a declaration leaves it open, as {@code Object} or {@code List<?>} does, all
 * of the application's types are.
 */
final class ArgumentTypes {
  private static final String OBJECT = "java/lang/Object";

  private final Hierarchy types;
  private final Places places;
  private final OwnClasses classes;

  ArgumentTypes(Hierarchy types, Places places, OwnClasses classes) {
    this.types = types;
    this.places = places;
    this.classes = classes;
  }

  /** Returns the names of types that are not the JDK's. */
  Set<String> of(MethodNode method) {
    Set<String> named = new LinkedHashSet<>();
    addParameters(method, named);
    return withFieldsAndSubtypes(named);
  }

  /** Returns the own subtypes of types, and what their fields name, and so on. */
  Set<String> withFieldsAndSubtypes(Set<String> named) {
    Set<String> met = new LinkedHashSet<>(named);
    Queue<String> waiting = new ArrayDeque<>(met);
    for (String next = waiting.poll(); next != null; next = waiting.poll()) {
      Set<String> more = new LinkedHashSet<>();
      if (mayHaveSubtypes(next)) {
        more.addAll(classes.subtypesOf(next));
      }
      ClassFile own = types.own(next);
      if (own != null) {
        more.addAll(namedByFields(own));
      }
      for (String each : more) {
        if (met.add(each)) {
          waiting.add(each);
        }
      }
    }
    Set<String> result = new TreeSet<>(met);
    result.removeIf(name -> places.of(name).isPlatform());
    return result;
  }

  private boolean mayHaveSubtypes(String name) {
    ClassFile own = types.own(name);
    if (own != null) {
      return !own.is(Opcodes.ACC_FINAL);
    }
    Class<?> ofPlatform = types.platform().find(name);
    return ofPlatform == null || !Modifier.isFinal(ofPlatform.getModifiers());
  }

  private void addParameters(MethodNode method, Set<String> named) {
    if (method.signature == null) {
      for (Type parameter : Type.getArgumentTypes(method.desc)) {
        addPlain(parameter, named);
      }
    } else {
      new SignatureReader(method.signature).accept(new Parameters(named));
    }
  }

  /** Returns the types that the fields of an object of {@code owner} may hold, as declared. */
  Set<String> namedByFields(ClassFile owner) {
    Set<String> named = new LinkedHashSet<>();
    if (owner.node().signature != null) {
      new SignatureReader(owner.node().signature).accept(new Parents(named));
    }
    for (FieldNode field : owner.node().fields) {
      if ((field.access & Opcodes.ACC_STATIC) != 0) {
        continue;
      }
      if (field.signature == null) {
        addPlain(Type.getType(field.desc), named);
      } else {
        new SignatureReader(field.signature).acceptType(new Names(named));
      }
    }
    return named;
  }

  private void addPlain(Type type, Set<String> named) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      named.add(element.getInternalName());
      if (isGeneric(element.getInternalName())) {
        named.add(OBJECT); // a raw type
      }
    }
  }

  private boolean isGeneric(String name) {
    ClassFile own = types.own(name);
    if (own != null) {
      return own.node().signature != null && own.node().signature.startsWith("<");
    }
    Class<?> type = types.platform().find(name);
    return type != null && type.getTypeParameters().length > 0;
  }

  /** Adds the names in the signature of a type (JVMS 4.7.9.1). */
  private class Names extends SignatureVisitor {
    private final Set<String> named;
    private String name = "";
    private boolean raw;

    Names(Set<String> named) {
      super(Opcodes.ASM9);
      this.named = named;
    }

    @Override
    public void visitClassType(String name) {
      this.name = name;
      raw = true;
      named.add(name);
    }

    @Override
    public void visitInnerClassType(String name) {
      visitClassType(this.name + '$' + name);
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      raw = false;
      if (wildcard == SUPER) {
        named.add(OBJECT);
      }
      return new Names(named);
    }

    @Override
    public void visitTypeArgument() {
      raw = false;
      named.add(OBJECT);
    }

    @Override
    public void visitEnd() {
      if (raw && isGeneric(name)) {
        named.add(OBJECT); // a raw type
      }
    }
  }

  /** Adds the names of a method's parameters, of any type where it is a variable. */
  private final class Parameters extends SignatureVisitor {
    private final Set<String> named;

    Parameters(Set<String> named) {
      super(Opcodes.ASM9);
      this.named = named;
    }

    @Override
    public SignatureVisitor visitParameterType() {
      return new Names(named) {
        @Override
        public void visitTypeVariable(String name) {
          named.add(OBJECT);
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
          super.visitTypeArgument(wildcard);
          return visitParameterType();
        }
      };
    }
  }

  /** Adds the type arguments that a class gives to its supertypes, but not those themselves. */
  private final class Parents extends SignatureVisitor {
    private final Set<String> named;

    Parents(Set<String> named) {
      super(Opcodes.ASM9);
      this.named = named;
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new Names(named);
    }
  }
}
