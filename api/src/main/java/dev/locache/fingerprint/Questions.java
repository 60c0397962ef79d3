package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the index is asked before class files are read. A question names classes; so it may only be
 * asked about classes that are, by these names, those that the index's loader sees. Null stands for
 * a question that cannot be asked.
 */
final class Questions {
  private final @Nullable CodeIndex index;
  private final ClassLoader loader;

  private Questions(@Nullable CodeIndex index, ClassLoader loader) {
    this.index = index;
    this.loader = loader;
  }

  static Questions of(
      Class<?> service,
      Class<?> implementation,
      Packages packages,
      IndexStore store,
      ProcessTimes times) {
    Class<?> own = ClassFiles.isJdk(implementation) ? service : implementation;
    if (ClassFiles.isJdk(own)) {
      return new Questions(null, ClassLoader.getPlatformClassLoader());
    }
    ClassLoader loader = own.getClassLoader();
    boolean seen = isSeen(service, loader) && isSeen(implementation, loader);
    return new Questions(
        seen ? CodeIndex.open(store, times, loader, service, implementation, packages) : null,
        loader);
  }

  /** Returns the question whether an inner class reads the instance around it. */
  @Nullable Digest128 aboutOuterInstance(Class<?> inner) {
    return (index == null || !isSeen(inner, loader))
        ? null
        : new TokenSink().mark('O').text(inner.getName()).digest();
  }

  /** Returns the question for a name that a class has in every run. */
  @Nullable Digest128 aboutName(Class<?> type) {
    return (index == null || !isSeen(type, loader))
        ? null
        : new TokenSink().mark('N').text(type.getName()).digest();
  }

  /** Returns the question for the code of whole classes. */
  @Nullable Digest128 aboutClasses(Set<Class<?>> covered) {
    TokenSink sink = new TokenSink().mark('L');
    return index != null && addSeen(covered, sink) ? sink.digest() : null;
  }

  /** Returns the question for what a method can reach. */
  @Nullable Digest128 aboutMethod(Method method, Set<Class<?>> objects, Set<Class<?>> reflective) {
    if (index == null || !isSeen(method.getDeclaringClass(), loader)) {
      return null;
    }
    TokenSink sink = new TokenSink().mark('R');
    sink.text(method.getDeclaringClass().getName());
    sink.text(method.getName()).text(method.getReturnType().getName());
    for (Class<?> each : method.getParameterTypes()) {
      sink.text(each.getName());
    }
    return addSeen(objects, sink) && addSeen(reflective, sink) ? sink.digest() : null;
  }

  /** Returns the answer of an earlier run; null if there is none. */
  @Nullable Boolean flag(@Nullable Digest128 question) {
    return (index == null || question == null) ? null : index.flag(question);
  }

  /** Keeps an answer, if the question can be asked again. */
  void addFlag(@Nullable Digest128 question, boolean answer) {
    if (index != null && question != null) {
      index.addFlag(question, answer);
    }
  }

  /** Returns the answer of an earlier run; null if there is none. */
  @Nullable String text(@Nullable Digest128 question) {
    return (index == null || question == null) ? null : index.text(question);
  }

  /** Keeps an answer, if the question can be asked again. */
  void addText(@Nullable Digest128 question, String answer) {
    if (index != null && question != null) {
      index.addText(question, answer);
    }
  }

  /** Returns the answer of an earlier run; null if there is none. */
  @Nullable MethodCode code(@Nullable Digest128 question) {
    return (index == null || question == null) ? null : index.code(question);
  }

  /** Keeps an answer, if the question can be asked again. */
  void addCode(@Nullable Digest128 question, MethodCode answer) {
    if (index != null && question != null && !missesClasses(answer)) {
      index.addCode(question, answer);
    }
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
    for (String name : names) {
      sink.text(name);
    }
    return true;
  }

  /** Classes of the JDK are the same for everybody; those made at run time have any name. */
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
