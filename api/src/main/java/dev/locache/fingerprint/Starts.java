package dev.locache.fingerprint;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where the closures of a service's methods begin: with the method itself, the objects that the
 * implementation holds, and those that may come as arguments.
 */
final class Starts {
  /** More methods than this are not followed; the places they are in count as a whole. */
  private static final int MOST_METHODS = 20_000;

  private final Class<?> service;
  private final Class<?> implementation;
  private final Lambdas lambdas;
  private final ClassLoader loader;
  private final Program program;

  /** Prepares closures over the classes that the implementation's loader sees. */
  Starts(
      Class<?> service,
      Class<?> implementation,
      Set<Class<?>> objects,
      Packages packages,
      Lambdas lambdas,
      Normalisers normalisers) {
    this.service = service;
    this.lambdas = lambdas;
    this.implementation = implementation;
    this.loader = loader(service, implementation, objects);
    Normaliser normaliser = normalisers.of(loader);
    Places places =
        new Places(
            normaliser.files(), loader, packages, service, compiled(service, implementation));
    if (!packages.areNone()) {
      places.packageLocations(); // a name that is misspelt would go unnoticed
    }
    this.program = new Program(normaliser, places);
  }

  /**
   * Returns a class that comes from where the implementation does, and was not made at run time.
   */
  private static Class<?> compiled(Class<?> service, Class<?> implementation) {
    // Of a lambda, the class that it stands in, or the one around that.
    Class<?> host = implementation.isHidden() ? implementation.getNestHost() : implementation;
    return host.isHidden() || Proxy.isProxyClass(host) ? service : host;
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
      addObjectsOf(each, closure, scope);
    }
    for (Class<?> each : reflective) {
      closure.addReflective(nameOf(each, scope));
    }
    addMethod(method, closure, scope);
    closure.run();
    return scope.code();
  }

  private void addObjectsOf(Class<?> type, Closure closure, ReachableScope scope) {
    if (LambdaShape.isLambda(type)) {
      addLambda(type, closure, scope);
    } else if (Proxy.isProxyClass(type)) {
      for (Class<?> each : type.getInterfaces()) {
        closure.addProxyOf(nameOf(each, scope));
      }
    } else {
      closure.addObjectsOf(nameOf(type, scope));
    }
  }

  private void addLambda(Class<?> type, Closure closure, ReachableScope scope) {
    for (Class<?> each : type.getInterfaces()) {
      closure.addObjectsOf(nameOf(each, scope));
    }
    for (LambdaShape.Site each : sites(type)) {
      closure.addLambda(each);
    }
  }

  /** Of several that fit, all: the user has named the state by which they are told apart. */
  private List<LambdaShape.Site> sites(Class<?> lambda) {
    if (ClassFiles.isJdk(lambda)) {
      return List.of();
    }
    ClassFile host = program.types().own(LambdaShape.of(lambda).host());
    List<LambdaShape.Site> sites = host == null ? List.of() : lambdas.sites(lambda, host);
    if (sites.isEmpty()) {
      throw Refusal.unknownLambda(LambdaShape.of(lambda));
    }
    return sites;
  }

  /**
   * An object without a class file of its own runs what its interface declares. Objects may come as
   * arguments that the interface's method names or, where that is not the application's, the
   * lambda's own code.
   */
  private void addMethodOfInterface(String signature, Closure closure, ReachableScope scope) {
    String name = internalName(service);
    scope.addNamed('R', name + '.' + signature);
    for (Target each : program.types().select(name, signature)) {
      closure.addCalled(each);
    }
    Target declared = program.types().resolve(name, signature);
    if (declared != null) {
      addArguments(declared, closure);
      return;
    }
    closure.mentions(name);
    if (LambdaShape.isLambda(implementation)) {
      for (LambdaShape.Site each : sites(implementation)) {
        addArguments(each.implementation().getDesc(), closure);
      }
    } else {
      addArguments(signature.substring(signature.indexOf('(')), closure);
    }
  }

  private void addArguments(Target method, Closure closure) {
    program.argumentTypes().of(method.method()).forEach(closure::addObjectsOf);
  }

  private void addArguments(String descriptor, Closure closure) {
    MethodNode method = new MethodNode(Opcodes.ACC_ABSTRACT, "", descriptor, null, null);
    program.argumentTypes().of(method).forEach(closure::addObjectsOf);
  }

  private void addMethod(Method method, Closure closure, ReachableScope scope) {
    String signature = method.getName().concat(Type.getMethodDescriptor(method));
    if (implementation.isHidden() || Proxy.isProxyClass(implementation)) {
      addMethodOfInterface(signature, closure, scope);
      return;
    }
    String receiver = internalName(implementation);
    ClassFile own = program.types().own(receiver);
    String start = own == null ? receiver : program.nameOf(own);
    scope.addNamed('R', start + '.' + signature);
    closure.mentions(internalName(method.getDeclaringClass()));
    for (Target each : program.types().select(receiver, signature)) {
      closure.addCalled(each);
      addArguments(each, closure);
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
