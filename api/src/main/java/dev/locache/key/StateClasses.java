package dev.locache.key;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one walk has found out about classes, each once. Not thread-safe. */
final class StateClasses {
  /** Superclasses of collections whose fields keep their own books, such as counts of changes. */
  private static final Set<String> BOOKKEEPING =
      Set.of("java.util.AbstractList", "java.util.AbstractMap");

  /** No lambda: the first of a process takes long, and every wrap comes by here. */
  private static final Comparator<Field> BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(Field a, Field b) {
          return a.getName().compareTo(b.getName());
        }
      };

  private final StateRules rules;
  private final Encoders encoders;
  private final Map<Class<?>, StatePart> parts = new HashMap<>();
  private final Map<Class<?>, List<StateLevel>> levels = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  private final Set<Class<?>> collaborators = new LinkedHashSet<>();

  StateClasses(Class<?> implementation, StateRules rules, Encoders encoders) {
    collaborators.add(implementation);
    this.rules = rules;
    this.encoders = encoders;
  }

  StatePart partOf(Class<?> type) {
    StatePart known = parts.get(type);
    if (known == null) {
      known = findPart(type);
      parts.put(type, known);
    }
    return known;
  }

  /**
   * Whatever the class of an object that is to be told, told it is: the implementation may be one.
   */
  StatePart partToTell(Class<?> type) {
    StatePart part = partOf(type);
    return part == StatePart.LEFT_OUT && isMadeAtRunTime(type) ? partMadeAtRunTime(type) : part;
  }

  /** The application's own classes among those asked for, the implementation's first. */
  Set<Class<?>> collaborators() {
    return Collections.unmodifiableSet(collaborators);
  }

  /** The name of a class, by which a state tells it from others. */
  String nameOf(Class<?> type) throws UnencodableException {
    String known = names.get(type);
    if (known == null) {
      known = findName(type);
      names.put(type, known);
    }
    return known;
  }

  private String findName(Class<?> type) throws UnencodableException {
    try {
      return rules.nameOf(type);
    } catch (IllegalArgumentException unnamed) {
      throw new UnencodableException(type, String.valueOf(unnamed.getMessage()));
    }
  }

  /** Which code {@code lambda} runs, and on what. */
  Lambda lambda(Object lambda) throws UnencodableException {
    try {
      return rules.lambda(lambda);
    } catch (IllegalArgumentException untold) {
      throw new UnencodableException(lambda.getClass(), String.valueOf(untold.getMessage()));
    }
  }

  private StatePart findPart(Class<?> type) {
    boolean made = isMadeAtRunTime(type);
    boolean own = !made && rules.own(type);
    if (own) {
      collaborators.add(type);
    }
    ValueEncoder encoder = encoders.of(type);
    if (encoder.kind() == ValueEncoder.Kind.STAND_IN) {
      return StatePart.STAND_IN;
    }
    if (!own && Infrastructure.contains(type)) {
      return StatePart.LEFT_OUT;
    }
    if (made) {
      return partMadeAtRunTime(type);
    }
    if (encoder.kind() == ValueEncoder.Kind.VALUE) {
      return StatePart.VALUE;
    }
    boolean array = type.isArray(); // which counts as own if its elements' class does
    if (!array && (own || type.isRecord())) {
      return StatePart.OBJECT;
    }
    boolean platform = array || Access.isPlatform(type);
    boolean container = encoder.kind() == ValueEncoder.Kind.CONTAINER;
    return platform && container ? StatePart.CONTAINER : StatePart.PROBLEM;
  }

  private static boolean isMadeAtRunTime(Class<?> type) {
    return type.isHidden() || Proxy.isProxyClass(type);
  }

  /** The JDK's own lambdas tell their code only if they are serializable. */
  private StatePart partMadeAtRunTime(Class<?> type) {
    StatePart part = StatePart.PROBLEM;
    if (Proxy.isProxyClass(type)) {
      part = StatePart.PROXY;
    } else if (Lambda.isOne(type)) {
      boolean told = Access.isPlatform(type) ? isSerializable(type) : rules.own(type);
      part = told ? StatePart.LAMBDA : StatePart.PROBLEM;
    }
    if (part != StatePart.PROBLEM) {
      collaborators.add(type);
    }
    return part;
  }

  private static boolean isSerializable(Class<?> type) {
    return Serializable.class.isAssignableFrom(type);
  }

  /** The classes of an object's hierarchy that have something to tell, from its own upwards. */
  List<StateLevel> levelsOf(Class<?> type) {
    List<StateLevel> known = levels.get(type);
    if (known == null) {
      known = findLevels(type);
      levels.put(type, known);
    }
    return known;
  }

  private List<StateLevel> findLevels(Class<?> type) {
    List<StateLevel> found = new ArrayList<>();
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      List<Field> fields = instanceFieldsOf(level);
      if (fields.isEmpty() || BOOKKEEPING.contains(level.getName())) {
        continue;
      }
      if (Access.isPlatform(level)) {
        found.add(platformLevel(level));
        break; // what is above it is its own business
      }
      addFields(level, fields, found);
    }
    return found;
  }

  private StateLevel platformLevel(Class<?> type) {
    if (Infrastructure.contains(type)) {
      return new StateLevel.LeftOut();
    }
    ValueEncoder encoder = encoders.of(type);
    return switch (encoder.kind()) {
      case VALUE, CONTAINER -> new StateLevel.Inherited(encoder);
      default ->
          new StateLevel.OutOfReach(
              type, null, "extends " + type.getName() + ", whose fields cannot be read");
    };
  }

  private void addFields(Class<?> type, List<Field> declared, List<StateLevel> found) {
    List<Field> readable = new ArrayList<>();
    for (Field field : declared) {
      if (rules.ignored(field)) {
        continue;
      }
      String obstacle = Access.obstacleTo(field, type);
      if (obstacle == null) {
        readable.add(field);
      } else {
        found.add(new StateLevel.OutOfReach(type, field, obstacle));
      }
    }
    found.add(new StateLevel.Fields(type, readable));
  }

  private static List<Field> instanceFieldsOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        fields.add(field);
      }
    }
    fields.sort(BY_NAME);
    return fields;
  }
}
