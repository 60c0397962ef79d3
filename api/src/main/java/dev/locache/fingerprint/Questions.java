package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index first, and the class files only if it has no answer. A question names classes; so
 * it may only be asked about classes that are, by these names, those that the index's loader sees.
 */
final class Questions {
  private final @Nullable CodeIndex index;
  private final ClassLoader loader;

  private Questions(@Nullable CodeIndex index, ClassLoader loader) {
    this.index = index;
    this.loader = loader;
  }

  static Questions of(
      Class<?> service, Class<?> implementation, Packages packages, IndexStore store) {
    Class<?> own = ClassFiles.isJdk(implementation) ? service : implementation;
    if (ClassFiles.isJdk(own)) {
      return new Questions(null, ClassLoader.getPlatformClassLoader());
    }
    ClassLoader loader = own.getClassLoader();
    boolean seen = isSeen(service, loader) && isSeen(implementation, loader);
    return new Questions(
        seen ? CodeIndex.open(store, loader, service, implementation, packages) : null, loader);
  }

  boolean readsOuterInstance(Class<?> inner, BooleanSupplier read) {
    if (index == null || !isSeen(inner, loader)) {
      return read.getAsBoolean();
    }
    Digest128 question = new TokenSink().mark('O').text(inner.getName()).digest();
    Boolean known = index.flag(question);
    if (known == null) {
      known = read.getAsBoolean();
      index.addFlag(question, known);
    }
    return known;
  }

  MethodCode classScope(Set<Class<?>> covered, Supplier<MethodCode> read) {
    TokenSink sink = new TokenSink().mark('L');
    return code(addSeen(covered, sink) ? sink : null, read);
  }

  MethodCode reachableScope(
      Method method, Set<Class<?>> objects, Set<Class<?>> reflective, Supplier<MethodCode> read) {
    TokenSink sink = new TokenSink().mark('R');
    sink.text(method.getDeclaringClass().getName());
    sink.text(method.getName()).text(method.getReturnType().getName());
    for (Class<?> each : method.getParameterTypes()) {
      sink.text(each.getName());
    }
    boolean seen =
        isSeen(method.getDeclaringClass(), loader)
            && addSeen(objects, sink)
            && addSeen(reflective, sink);
    return code(seen ? sink : null, read);
  }

  private MethodCode code(@Nullable TokenSink sink, Supplier<MethodCode> read) {
    if (index == null || sink == null) {
      return read.get();
    }
    Digest128 question = sink.digest();
    MethodCode known = index.code(question);
    if (known != null) {
      return known;
    }
    MethodCode code = read.get();
    if (!missesClasses(code)) {
      index.addCode(question, code);
    }
    return code;
  }

  /** A class that is missing may turn up in a place that nobody has thought of. */
  private static boolean missesClasses(MethodCode code) {
    for (CodePart part : code.parts()) {
      if (part.kind() == 'X') {
        return true;
      }
    }
    return false;
  }

  private boolean addSeen(Set<Class<?>> classes, TokenSink sink) {
    Set<String> names = new TreeSet<>();
    for (Class<?> each : classes) {
      if (!isSeen(each, loader)) {
        return false;
      }
      names.add(each.getName());
    }
    sink.number(names.size());
    names.forEach(sink::text);
    return true;
  }

  /** Classes of the JDK, primitives too, are the same for everybody. */
  private static boolean isSeen(Class<?> type, ClassLoader loader) {
    Class<?> element = OwnCode.elementOf(type);
    return !element.isHidden() && (ClassFiles.isJdk(element) || ClassFiles.isSeen(element, loader));
  }

  /**
   * Saves the answers.
   *
   * @param loaders those whose class files were read
   * @param locations where these, and all other code that counts, were found
   */
  void save(Set<ClassLoader> loaders, Set<String> locations) {
    if (index != null && (loaders.isEmpty() || loaders.equals(Set.of(loader)))) {
      index.save(locations);
    }
  }
}
