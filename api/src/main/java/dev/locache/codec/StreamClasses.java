package dev.locache.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes named in one stream, each checked when it is first named. Superclasses of an accepted
 * class are accepted behind it, as the stream must name them too. Used by one thread.
 */
final class StreamClasses {
  private final AcceptedClasses accepted;
  private final Map<String, KnownClass> named = new HashMap<>();
  private final Map<String, Class<?>> inherited = new HashMap<>();

  StreamClasses(AcceptedClasses accepted) {
    this.accepted = accepted;
  }

  /**
   * Returns the class of that name, as {@link Class#getName} writes it.
   *
   * @throws IOException if a value may not hold it, or if there is no such class
   */
  KnownClass resolve(String name) throws IOException {
    KnownClass known = named.get(name);
    if (known == null) {
      known = find(name);
      if (known == null) {
        throw new IOException(AcceptedClasses.refusal(name));
      }
      named.put(name, known);
      inherit(known.type());
    }
    return known;
  }

  /** Returns the names seen so far. */
  Set<String> names() {
    return named.keySet();
  }

  /** Returns whether the stream named {@code type}, or may lead to it without naming it. */
  boolean accept(Class<?> type) {
    KnownClass known = named.get(type.getName());
    return (known != null && known.type() == type) || accepted.acceptUnnamed(type);
  }

  private @Nullable KnownClass find(String name) throws IOException {
    KnownClass known = accepted.find(name);
    if (known != null) {
      return known;
    }
    Class<?> superclass = inherited.get(name);
    return superclass == null ? null : KnownClass.of(superclass);
  }

  private void inherit(Class<?> type) {
    for (@Nullable Class<?> each = type.getSuperclass();
        each != null && each != Object.class;
        each = each.getSuperclass()) {
      inherited.put(each.getName(), each);
    }
  }
}
