package dev.locache.codec;

import dev.locache.spi.CodecContext;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that the results of one method may hold. Thread-safe.
 *
 * <p>What can be refused by its name is never looked up; the rest is looked up by the loader of the
 * service, without being initialised. A class of the service's own code source cannot be told by
 * its name, so unknown names outside {@code java} are looked up.
 */
final class AcceptedClasses {
  private static final String LAMBDA = "java.lang.invoke.SerializedLambda";

  /** Found here, as the loader of a service need not see this package. */
  private static final Map<String, Class<?>> STAND_INS =
      Map.of(
          RecordForm.class.getName(), RecordForm.class,
          RecordShape.class.getName(), RecordShape.class,
          OptionalForm.class.getName(), OptionalForm.class,
          EntryForm.class.getName(), EntryForm.class);

  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class,
          "void", void.class);

  private final Class<?> service;
  private final @Nullable String location;
  private final ClassPatterns allowed;
  private final Set<String> parts = new HashSet<>();
  private final Map<String, KnownClass> known = new ConcurrentHashMap<>();

  AcceptedClasses(CodecContext context, ResultType resultType, ClassPatterns allowed) {
    this.service = context.service();
    this.location = location(service);
    this.allowed = allowed;
    parts.add(service.getName());
    for (Class<?> part : resultType.parts()) {
      parts.add(part.getName());
    }
  }

  /**
   * Returns the class of that name, as {@link Class#getName} writes it; null if a value may not
   * hold it.
   *
   * @throws IOException if a value may hold it, but there is no such class
   */
  @Nullable KnownClass find(String name) throws IOException {
    KnownClass found = known.get(name);
    if (found == null) {
      found = lookUp(name);
      if (found != null) {
        known.put(name, found);
      }
    }
    return found;
  }

  /**
   * Returns whether an object of {@code type} may come out of a stream that did not name its class:
   * an array that a collection allocates, or what an accepted class put in its place. That is an
   * accepted class too, or a private subclass of one.
   */
  boolean acceptUnnamed(Class<?> type) {
    Class<?> element = element(type);
    if (element.isPrimitive() || element == Object.class) {
      return true;
    }
    for (@Nullable Class<?> each = element;
        each != null && each != Object.class;
        each = each.getSuperclass()) {
      if (isNamed(each.getName()) || isOwn(each)) {
        return true;
      }
    }
    return false;
  }

  /** Says that a value holds a class that is not accepted, and the way out. */
  static String refusal(String name) {
    String className = elementName(name);
    if (className.equals(LAMBDA)) {
      return "value holds a lambda, which cannot be stored";
    }
    int dot = className.lastIndexOf('.');
    String pattern = dot < 0 ? className : className.substring(0, dot) + ".*";
    return "value holds "
        + className
        + ", which results of this method may not hold; allow(\""
        + pattern
        + "\") on CacheConfig accepts it";
  }

  /**
   * Returns the name of what an array holds in the end: empty for primitives, {@code name} itself
   * if it is no array.
   */
  static String elementName(String name) {
    int depth = 0;
    while (depth < name.length() && name.charAt(depth) == '[') {
      depth++;
    }
    if (depth == 0) {
      return name;
    }
    return name.endsWith(";") && name.startsWith("L", depth)
        ? name.substring(depth + 1, name.length() - 1)
        : "";
  }

  private @Nullable KnownClass lookUp(String name) throws IOException {
    @Nullable Class<?> fixed = STAND_INS.getOrDefault(name, PRIMITIVES.get(name));
    if (fixed != null) {
      return KnownClass.of(fixed);
    }
    String element = elementName(name);
    if (element.isEmpty() || isNamed(element)) {
      return KnownClass.of(load(name));
    }
    if (location == null || element.startsWith("java.")) {
      return null;
    }
    Class<?> type = load(name);
    return isOwn(element(type)) ? KnownClass.of(type) : null;
  }

  private boolean isNamed(String className) {
    if (className.equals(LAMBDA)) {
      return false; // whatever is allowed: reading one runs code of a class that it names
    }
    return SafeClasses.contains(className) || parts.contains(className) || allowed.match(className);
  }

  private boolean isOwn(Class<?> type) {
    return location != null && location.equals(location(type));
  }

  private Class<?> load(String name) throws IOException {
    try {
      return Class.forName(name, false, service.getClassLoader());
    } catch (ClassNotFoundException absent) {
      String element = elementName(name);
      throw new IOException(
          "value has another shape: it holds a "
              + (element.isEmpty() ? name : element)
              + ", which the class loader of "
              + service.getName()
              + " does not find",
          absent);
    }
  }

  private static Class<?> element(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  /** Where a class comes from; null for the JDK's own and for classes made in memory. */
  private static @Nullable String location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || location.getProtocol().equals("jrt")) {
      return null;
    }
    return location.toExternalForm(); // URL.equals would ask the network
  }
}
