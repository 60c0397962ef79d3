package dev.locache.codec;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a declared result type is made of: type arguments, elements, components of records, fields
 * of {@code Serializable} classes, permitted subclasses. Superclasses count as parts too.
 *
 * <p>A part that every value must hold is <em>certain</em>, and refused if it cannot be serialized.
 * A field may be null or be written by hand, a permitted subclass may never be returned: those are
 * only noted.
 */
final class ResultType {
  /** Types that grow with each level of recursion end somewhere. */
  private static final int MAXIMUM_DEPTH = 50;

  private final Type declared;
  private final Class<?> raw;
  private final Set<Class<?>> parts = new HashSet<>();
  private final Set<Visit> visits = new HashSet<>();

  /** A type in its surroundings: what its type variables stand for. */
  private record Bound(Type type, Map<TypeVariable<?>, Bound> variables) {
    /** Written out, since the methods that a record is given take a process long to set up. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Bound that
          && type.equals(that.type)
          && variables.equals(that.variables);
    }

    @Override
    public int hashCode() {
      return 31 * type.hashCode() + variables.hashCode();
    }
  }

  private record Visit(Bound bound, boolean certain) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Visit that && certain == that.certain && bound.equals(that.bound);
    }

    @Override
    public int hashCode() {
      return 31 * bound.hashCode() + Boolean.hashCode(certain);
    }
  }

  /**
   * Looks at a declared type.
   *
   * @throws IllegalArgumentException if a certain part of it cannot be serialized
   */
  static ResultType of(Type declared) {
    ResultType result = new ResultType(declared);
    result.visit(new Bound(declared, Map.of()), true, 0);
    return result;
  }

  private ResultType(Type declared) {
    this.declared = declared;
    this.raw = raw(declared);
  }

  /** Returns the class that every value is an instance of. */
  Class<?> raw() {
    return raw;
  }

  /** Returns the classes found. */
  Set<Class<?>> parts() {
    return parts;
  }

  @Override
  public String toString() {
    return declared.getTypeName();
  }

  private void visit(Bound bound, boolean certain, int depth) {
    if (depth > MAXIMUM_DEPTH || !visits.add(new Visit(bound, certain))) {
      return;
    }
    Type type = bound.type();
    if (type instanceof Class<?> plain) {
      visitClass(plain, Map.of(), certain, depth);
    } else if (type instanceof ParameterizedType parameterized) {
      visitParameterized(parameterized, bound.variables(), certain, depth);
    } else if (type instanceof GenericArrayType array) {
      visit(new Bound(array.getGenericComponentType(), bound.variables()), certain, depth + 1);
    } else if (type instanceof WildcardType wildcard) {
      visitAll(wildcard.getUpperBounds(), bound.variables(), certain, depth);
    } else {
      visitVariable((TypeVariable<?>) type, bound.variables(), certain, depth);
    }
  }

  private void visitVariable(
      TypeVariable<?> variable, Map<TypeVariable<?>, Bound> variables, boolean certain, int depth) {
    Bound argument = variables.get(variable);
    if (argument != null) {
      visit(argument, certain, depth + 1);
    } else {
      visitAll(variable.getBounds(), Map.of(), certain, depth);
    }
  }

  private void visitAll(
      Type[] types, Map<TypeVariable<?>, Bound> variables, boolean certain, int depth) {
    for (Type type : types) {
      visit(new Bound(type, variables), certain, depth + 1);
    }
  }

  /** The arguments of a JDK container are its content; those of other types may be mere marks. */
  private void visitParameterized(
      ParameterizedType type, Map<TypeVariable<?>, Bound> variables, boolean certain, int depth) {
    Class<?> generic = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    visitAll(arguments, variables, certain && isContainer(generic), depth);
    Map<TypeVariable<?>, Bound> inside = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      inside.put(generic.getTypeParameters()[i], new Bound(arguments[i], variables));
    }
    visitClass(generic, inside, certain, depth);
  }

  private void visitClass(
      Class<?> type, Map<TypeVariable<?>, Bound> variables, boolean certain, int depth) {
    if (type.isArray()) {
      visit(new Bound(type.getComponentType(), Map.of()), certain, depth + 1);
      return;
    }
    parts.add(type);
    if (type.isPrimitive() || type == String.class) {
      return;
    }
    if (certain) {
      checkPossible(type);
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        visit(new Bound(component.getGenericType(), variables), certain, depth + 1);
      }
    } else if (!type.getName().startsWith("java.") && !type.isEnum()) {
      try {
        visitMembers(type, variables, depth);
      } catch (LinkageError | TypeNotPresentException absent) {
        return; // a part that is not there is in no value either
      }
    }
  }

  private void visitMembers(Class<?> type, Map<TypeVariable<?>, Bound> variables, int depth) {
    if (type.isSealed()) {
      visitAll(type.getPermittedSubclasses(), Map.of(), false, depth);
    }
    if (type.isInterface() || !Serializable.class.isAssignableFrom(type)) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
        visit(new Bound(field.getGenericType(), variables), false, depth + 1);
      }
    }
    if (SerialMethods.declares(type, "writeReplace")) {
      visitAll(type.getDeclaredClasses(), Map.of(), false, depth); // its stand-in is among them
    }
    visit(new Bound(type.getGenericSuperclass(), variables), false, depth + 1);
  }

  private void checkPossible(Class<?> type) {
    if (isFunction(type)) {
      throw refused(type, "a function, and lambdas cannot be stored");
    }
    boolean open = type.isInterface() || Modifier.isAbstract(type.getModifiers());
    if (open || isHandled(type) || Serializable.class.isAssignableFrom(type)) {
      return;
    }
    throw refused(type, "not Serializable");
  }

  private IllegalArgumentException refused(Class<?> type, String reason) {
    String subject = "result type " + this;
    return new IllegalArgumentException(
        (type == raw ? subject + " is " : subject + " holds " + type.getName() + ", which is ")
            + reason
            + "; implement Serializable, return a record, or mark the method @Uncached");
  }

  private static boolean isHandled(Class<?> type) {
    return type == Object.class
        || type == Void.class
        || type.isRecord()
        || type.getName().startsWith("java.util.Optional");
  }

  private static boolean isContainer(Class<?> type) {
    return type.getName().startsWith("java.")
        && (Collection.class.isAssignableFrom(type)
            || Map.class.isAssignableFrom(type)
            || Map.Entry.class.isAssignableFrom(type)
            || type == Iterable.class
            || type == Optional.class);
  }

  private static boolean isFunction(Class<?> type) {
    return type.getName().startsWith("java.util.function.")
        || type == Runnable.class
        || type.getName().equals("java.util.concurrent.Callable");
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
    }
    return raw(
        type instanceof WildcardType wildcard
            ? wildcard.getUpperBounds()[0]
            : ((TypeVariable<?>) type).getBounds()[0]);
  }
}
