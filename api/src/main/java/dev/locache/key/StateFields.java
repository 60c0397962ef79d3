package dev.locache.key;

import dev.locache.spi.Digest128;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a digest of each field of an implementation, and of the fields of the application's objects
 * that it holds directly, so that people can be told which of them differ. No part of any key.
 */
final class StateFields {
  private static final int DEEPEST = 4;
  private static final int MOST_FIELDS = 1000;

  /**
   * Each field is walked by itself, through all that it leads to: nobody waits for that for long.
   */
  private static final int MOST_OBJECTS = 100_000;

  private final StateWalk.Shared shared;
  private final Map<String, Digest128> digests = new LinkedHashMap<>();
  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

  private StateFields(Class<?> implementation, StateRules rules, Encoders encoders) {
    this.shared = new StateWalk.Shared(implementation, rules, encoders);
  }

  static Map<String, Digest128> of(Object implementation, StateRules rules, Encoders encoders) {
    StateFields fields = new StateFields(implementation.getClass(), rules, encoders);
    Class<?> type = fields.shared.classOf(implementation);
    String name = type.getSimpleName(); // none if it is anonymous
    fields.addFields(name.isEmpty() ? "this" : name, implementation, 0);
    return fields.shared.toldObjects() > MOST_OBJECTS ? Map.of() : fields.digests;
  }

  private void addFields(String path, Object owner, int depth) {
    met.add(owner);
    for (StateLevel level : shared.classes().levelsOf(shared.classOf(owner))) {
      if (level instanceof StateLevel.Fields told) {
        for (Field field : told.fields()) {
          String name = path + '.' + field.getName();
          boolean hidden = digests.containsKey(name); // by a field of a subclass
          String inherited = name + " of " + told.type().getSimpleName();
          add(hidden ? inherited : name, Access.read(field, owner), depth);
        }
      }
    }
  }

  private void add(String path, @Nullable Object content, int depth) {
    if (digests.size() >= MOST_FIELDS || shared.toldObjects() > MOST_OBJECTS) {
      return;
    }
    if (content != null
        && depth < DEEPEST
        && shared.classes().partOf(shared.classOf(content)) == StatePart.OBJECT
        && met.add(content)) {
      put(path, shared.classOf(content));
      addFields(path, content, depth + 1);
    } else {
      put(path, content);
    }
  }

  private void put(String path, @Nullable Object content) {
    int problems = shared.problems();
    try {
      Digest128 digest = StateWalk.digestOf(content, shared);
      if (shared.problems() == problems) {
        digests.putIfAbsent(path, digest);
      }
    } catch (UnencodableException | RuntimeException untold) {
      // What cannot be told was a problem when wrapping, unless a stateKey stands for all.
      digests.remove(path);
    }
  }
}
