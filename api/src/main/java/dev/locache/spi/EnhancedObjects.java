package dev.locache.spi;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the objects that a framework has made of a subclass which it generated, to have
 * interceptors run around their methods. Such a class has no class file and a name by chance; what
 * decides the results is the class that an author wrote, and the interceptors. Thread-safe.
 */
@FunctionalInterface
public interface EnhancedObjects {
  /** Knows none. */
  EnhancedObjects NONE =
      new EnhancedObjects() { // not a lambda, which would take its time on the way to a first hit
        @Override
        public Optional<Original> originalOf(Object object) {
          return Optional.empty();
        }
      };

  /**
   * What an enhanced object consists of. What is left out of the interceptors must not be able to
   * change a result.
   *
   * @param type the class that was enhanced, as its author wrote it
   * @param interceptors what runs around a method, the outermost first
   */
  record Original(Class<?> type, Map<Method, List<Object>> interceptors) {
    /** Copies the interceptors. */
    public Original {
      interceptors = Map.copyOf(interceptors);
    }
  }

  /** Returns what {@code object} consists of; empty if it was not enhanced. */
  Optional<Original> originalOf(Object object);
}
