package dev.locache.protobuf.value;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A type with nothing left open: no type variables, and wildcards replaced by their bounds.
 *
 * @param raw the class, with the right component if it is an array
 * @param arguments what stands for its type parameters, or the component of an array; empty if it
 *     has none, or was written without them
 */
record TypeRef(Class<?> raw, List<TypeRef> arguments) {
  /** Of a class without type parameters. */
  static TypeRef of(Class<?> plain) {
    return plain.isArray()
        ? new TypeRef(plain, List.of(of(plain.getComponentType())))
        : new TypeRef(plain, List.of());
  }

  /**
   * Replaces type variables.
   *
   * @throws IllegalArgumentException if one of them stands for nothing known: the message says so
   */
  static TypeRef of(Type type, Map<TypeVariable<?>, TypeRef> variables) {
    if (type instanceof Class<?> plain) {
      return of(plain);
    }
    if (type instanceof ParameterizedType parameterized) {
      List<TypeRef> arguments = new ArrayList<>();
      for (Type argument : parameterized.getActualTypeArguments()) {
        arguments.add(of(argument, variables));
      }
      return new TypeRef((Class<?>) parameterized.getRawType(), List.copyOf(arguments));
    }
    if (type instanceof GenericArrayType array) {
      TypeRef component = of(array.getGenericComponentType(), variables);
      return new TypeRef(component.raw.arrayType(), List.of(component));
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], variables);
    }
    TypeRef found = variables.get((TypeVariable<?>) type);
    if (found == null) {
      throw new IllegalArgumentException("type variable " + type);
    }
    return found;
  }

  /** Returns what the type parameters of the class stand for. */
  Map<TypeVariable<?>, TypeRef> variables() {
    Map<TypeVariable<?>, TypeRef> variables = new HashMap<>();
    TypeVariable<?>[] parameters = raw.getTypeParameters();
    for (int i = 0; i < parameters.length && i < arguments.size(); i++) {
      variables.put(parameters[i], arguments.get(i));
    }
    return variables;
  }

  /**
   * Returns this class' permitted subclass, its type parameters as far as they follow from those of
   * this one: of {@code Some<T> implements Maybe<T>} for {@code Maybe<String>}, {@code
   * Some<String>}.
   */
  Map<TypeVariable<?>, TypeRef> variablesOf(Class<?> subclass) {
    Map<TypeVariable<?>, TypeRef> variables = new HashMap<>();
    for (Type each : subclass.getGenericInterfaces()) {
      if (each instanceof ParameterizedType parent && parent.getRawType() == raw) {
        Type[] passed = parent.getActualTypeArguments();
        for (int i = 0; i < passed.length && i < arguments.size(); i++) {
          if (passed[i] instanceof TypeVariable<?> variable) {
            variables.put(variable, arguments.get(i));
          }
        }
      }
    }
    return variables;
  }

  /** Written out, since the methods that a record is given take a process long to set up. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TypeRef that && raw == that.raw && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return 31 * raw.hashCode() + arguments.hashCode();
  }

  @Override
  public String toString() {
    if (raw.isArray() || arguments.isEmpty()) {
      return raw.isArray() ? arguments.get(0) + "[]" : raw.getName();
    }
    StringJoiner text = new StringJoiner(", ", raw.getName() + "<", ">");
    for (TypeRef argument : arguments) {
      text.add(argument.toString());
    }
    return text.toString();
  }
}
