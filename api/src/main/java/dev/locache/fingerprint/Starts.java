package dev.locache.fingerprint;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.Type;

/**
 * Where the closures of a service's methods begin: with the method itself, the objects that the
 * implementation holds, and those that may come as arguments.
 */
final class Starts {
  /** More methods than this are not followed; the places they are in count as a whole. */
  private static final int MOST_METHODS = 20_000;

  private final Class<?> implementation;
  private final ClassLoader loader;
  private final Program program;

  /** Prepares closures over the classes that the implementation's loader sees. */
  Starts(
      Class<?> service,
      Class<?> implementation,
      Set<Class<?>> objects,
      Packages packages,
      Function<ClassLoader, Normaliser> normalisers) {
    this.implementation = implementation;
    this.loader = loader(service, implementation, objects);
    Normaliser normaliser = normalisers.apply(loader);
    Places places = new Places(normaliser.files(), loader, packages, service, implementation);
    if (!packages.areNone()) {
      places.packageLocations(); // a name that is misspelt would go unnoticed
    }
    this.program = new Program(normaliser, places);
  }

  /** An implementation of the JDK's may hold objects of the application's. */
  private static ClassLoader loader(
      Class<?> service, Class<?> implementation, Set<Class<?>> objects) {
    for (Class<?> each : List.of(implementation, service)) {
      if (!ClassFiles.isJdk(each)) {
        return each.getClassLoader();
      }
    }
    for (Class<?> each : objects) {
      if (!ClassFiles.isJdk(OwnCode.elementOf(each))) {
        return OwnCode.elementOf(each).getClassLoader();
      }
    }
    return ClassLoader.getPlatformClassLoader();
  }

  /** Returns the locations of all code that was met. */
  Set<String> locations() {
    return program.places().locations();
  }

  MethodCode reachedBy(Method method, Set<Class<?>> objects, Set<Class<?>> reflective) {
    return reachedBy(method, objects, reflective, MOST_METHODS);
  }

  MethodCode reachedBy(
      Method method, Set<Class<?>> objects, Set<Class<?>> reflective, int mostMethods) {
    Closure closure = new Closure(program, mostMethods);
    ReachableScope scope = new ReachableScope(program, closure);
    Set<Class<?>> all = new HashSet<>(objects);
    all.add(implementation);
    for (Class<?> each : all) {
      String name = nameOf(each, scope);
      closure.addObjectsOf(name);
    }
    for (Class<?> each : reflective) {
      closure.addReflective(nameOf(each, scope));
    }
    addMethod(method, closure, scope);
    closure.run();
    return scope.code();
  }

  private void addMethod(Method method, Closure closure, ReachableScope scope) {
    String signature = method.getName().concat(Type.getMethodDescriptor(method));
    String receiver = internalName(implementation);
    ClassFile own = program.types().own(receiver);
    String start = own == null ? receiver : program.nameOf(own);
    scope.addNamed('R', start + '.' + signature);
    closure.mentions(internalName(method.getDeclaringClass()));
    for (Target each : program.types().select(receiver, signature)) {
      closure.addCalled(each);
      program.argumentTypes().of(each).forEach(closure::addObjectsOf);
    }
  }

  /**
   * Returns the name of a class to start with.
   *
   * @throws IllegalArgumentException if the class of this name is another one for the loader, or
   *     has no class file
   */
  private String nameOf(Class<?> type, ReachableScope scope) {
    Class<?> element = OwnCode.elementOf(type);
    Refusal refusal = Refusal.ofKind(element);
    if (refusal != null) {
      throw refusal;
    }
    String name = internalName(element);
    if (ClassFiles.isJdk(element)) {
      scope.addNamed('P', element.getName());
    } else if (!ClassFiles.isSeen(element, loader)) {
      throw Refusal.otherLoader(element);
    } else if (program.places().of(name).isMissing()) {
      throw Refusal.noClassFile(element.getName());
    }
    return name;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
