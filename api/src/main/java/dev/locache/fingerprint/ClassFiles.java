package dev.locache.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.InnerClassNode;

/**
 * The class files that one class loader gives out as resources, those of the JDK excepted. Each is
 * read and parsed once, so all questions within one wrap get answers about the same bytes. Not
 * thread-safe.
 */
final class ClassFiles {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final ClassLoader loader;
  private final Map<String, Optional<ClassFile>> parsed = new HashMap<>();

  ClassFiles(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns whether {@code type} belongs to the JDK: its feature version stands for its code. */
  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }

  /** Returns whether the class of this internal name, which need not exist, is the JDK's. */
  static boolean isJdk(String name) {
    return name.startsWith("java/") || PLATFORM.getResource(name.concat(".class")) != null;
  }

  /** Returns whether the class of this name is {@code type} for {@code loader}, too. */
  static boolean isSeen(Class<?> type, ClassLoader loader) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError unseen) {
      return false;
    }
  }

  /** Returns the locations of all class files that were read. */
  Set<String> locations() {
    Set<String> locations = new TreeSet<>();
    for (Map.Entry<String, Optional<ClassFile>> each : parsed.entrySet()) {
      if (each.getValue().isPresent()) {
        String name = each.getKey();
        locations.add(Places.location(loader.getResource(name.concat(".class")), name));
      }
    }
    return locations;
  }

  /**
   * Returns the class file of an internal name; null if it belongs to the JDK or does not exist.
   *
   * @throws IllegalArgumentException if there is one that cannot be read
   */
  @Nullable ClassFile find(String name) {
    Optional<ClassFile> known = parsed.get(name);
    if (known == null) {
      known = Optional.ofNullable(isJdk(name) ? null : read(name));
      parsed.put(name, known);
    }
    return known.orElse(null);
  }

  /**
   * Returns the class file, if {@code name} is, or is a member of, a class that has no name of its
   * own: an anonymous, local or synthetic one, which compilers number, {@code Rates$1}. Null for
   * all others.
   */
  @Nullable ClassFile findNumbered(String name) {
    ClassFile file = hasNumber(name) ? find(name) : null;
    if (file == null) {
      return null;
    }
    InnerClassNode own = file.ownEntry();
    if (own == null || own.outerName == null || own.innerName == null) {
      return file; // old compilers tell a class around an anonymous one, too
    }
    return findNumbered(own.outerName) == null ? null : file; // a member, of what?
  }

  /** Returns whether a dollar and a digit follow each other in {@code text}. */
  static boolean hasNumber(String text) {
    for (int i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i + 1)) {
      if (i + 1 < text.length() && isDigit(text.charAt(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private @Nullable ClassFile read(String name) {
    try (InputStream in = loader.getResourceAsStream(name.concat(".class"))) {
      return in == null ? null : ClassFile.parse(name, in.readAllBytes());
    } catch (IOException e) {
      throw Refusal.unreadable(name, e);
    }
  }
}
