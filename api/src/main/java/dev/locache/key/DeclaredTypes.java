package dev.locache.key;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Finds out from a declared type that no value of it can have a canonical form. */
final class DeclaredTypes {
  private final StandIns standIns;
  private final Encoders encoders;

  DeclaredTypes(StandIns standIns, Encoders encoders) {
    this.standIns = standIns;
    this.encoders = encoders;
  }

  Optional<String> refusal(Type declared) {
    Class<?> refused = refusedIn(declared);
    if (refused == null) {
      return Optional.empty();
    }
    String reason = ((RefusedEncoder) encoders.of(refused)).reason();
    return Optional.of(
        refused == classOf(declared)
            ? reason
            : "holds " + Reasons.nameOf(refused) + ", which " + reason);
  }

  private static Type classOf(Type declared) {
    return declared instanceof ParameterizedType parameterized
        ? parameterized.getRawType()
        : declared;
  }

  private @Nullable Class<?> refusedIn(Type declared) {
    if (declared instanceof Class<?> type) {
      return refusedClass(type);
    }
    if (declared instanceof GenericArrayType array) {
      return refusedIn(array.getGenericComponentType());
    }
    if (declared instanceof ParameterizedType parameterized) {
      return refusedArgument(parameterized);
    }
    if (declared instanceof WildcardType wildcard) {
      return refusedIn(wildcard.getUpperBounds()[0]);
    }
    return refusedBound((TypeVariable<?>) declared); // there is no other kind (JLS 4.3)
  }

  /** A type argument tells of values only where the type holds them: not in {@code Class<Foo>}. */
  private @Nullable Class<?> refusedArgument(ParameterizedType declared) {
    Class<?> raw = (Class<?>) declared.getRawType();
    if (!isContainer(raw)) {
      return refusedClass(raw);
    }
    for (Type argument : declared.getActualTypeArguments()) {
      Class<?> refused = refusedIn(argument);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  private static boolean isContainer(Class<?> raw) {
    return Collection.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw)
        || Map.Entry.class.isAssignableFrom(raw)
        || raw == Optional.class
        || raw == AtomicReference.class;
  }

  /** Looks at the bound's class only, since a bound may name its own variable. */
  private @Nullable Class<?> refusedBound(TypeVariable<?> variable) {
    Type bound = variable.getBounds()[0];
    if (bound instanceof ParameterizedType parameterized) {
      return refusedClass((Class<?>) parameterized.getRawType());
    }
    return bound instanceof TypeVariable<?> other ? refusedBound(other) : refusedIn(bound);
  }

  private @Nullable Class<?> refusedClass(Class<?> type) {
    if (type.isArray()) {
      return refusedClass(type.getComponentType());
    }
    boolean onlySubclasses = type.isInterface() || Modifier.isAbstract(type.getModifiers());
    if (type.isPrimitive() || type == Object.class || onlySubclasses) {
      return null;
    }
    return encoders.of(type).kind() == ValueEncoder.Kind.REFUSED && !standIns.mayFit(type)
        ? type
        : null;
  }
}
