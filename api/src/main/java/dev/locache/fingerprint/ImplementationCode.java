package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Digest128;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The code of one implementation of a service, read from the class files that it was loaded from:
 * resources of the classes' own loaders. Each is read at most once, when first asked for, and no
 * class is initialised by it. Made for one wrap, which it does not outlive; not thread-safe.
 */
public final class ImplementationCode {
  /**
   * Returns the code of {@code implementation}. Nothing is read yet, so a class without a class
   * file is fine as long as nobody asks for its digest.
   *
   * @param service the interface that is wrapped
   * @param implementation the class of the object behind it
   * @param packages whose classes are analysed besides the application's
   * @param store keeps what is found out for later runs
   */
  public static ImplementationCode of(
      Class<?> service, Class<?> implementation, Packages packages, IndexStore store) {
    requireNonNull(service, "service");
    requireNonNull(implementation, "implementation");
    requireNonNull(packages, "packages");
    requireNonNull(store, "store");
    return new ImplementationCode(service, implementation, packages, store);
  }

  /** As the other, with nothing kept for later runs. */
  static ImplementationCode of(Class<?> service, Class<?> implementation) {
    return of(service, implementation, Packages.NONE, IndexStore.NONE);
  }

  private final Class<?> service;
  private final Class<?> implementation;
  private final Packages packages;
  private final OwnCode own;
  private final Questions questions;
  private final Map<ClassLoader, Normaliser> normalisers = new HashMap<>();
  private final Lambdas lambdas = new Lambdas(this::normaliser);
  private @Nullable Starts starts;

  private ImplementationCode(
      Class<?> service, Class<?> implementation, Packages packages, IndexStore store) {
    this.service = service;
    this.implementation = implementation;
    this.packages = packages;
    this.own = new OwnCode(service, implementation, packages);
    this.questions = Questions.of(service, implementation, packages, store);
  }

  /**
   * Returns whether {@code type}, or what an array of that type holds, is the application's own
   * code: it comes from the same place as the service or the implementation, or from a directory of
   * classes. Classes of libraries and of the JDK are not.
   */
  public boolean isOwn(Class<?> type) {
    return own.contains(requireNonNull(type, "type"));
  }

  /**
   * Returns whether {@code inner}, or a class nested in it, reads the instance that surrounds it
   * (the synthetic field {@code this$0}). If not, that instance cannot change a result. What cannot
   * be read, may.
   */
  public boolean readsOuterInstance(Class<?> inner) {
    requireNonNull(inner, "inner");
    if (ClassFiles.isJdk(inner)) {
      return true;
    }
    Digest128 question = questions.aboutOuterInstance(inner);
    Boolean known = questions.flag(question);
    if (known != null) {
      return known;
    }
    boolean found = looksAtOuterInstance(inner);
    questions.addFlag(question, found);
    return found;
  }

  private boolean looksAtOuterInstance(Class<?> inner) {
    Normaliser normaliser = normaliser(inner);
    try {
      ClassFile file = normaliser.files().find(internalName(inner));
      return file == null || normaliser.outerInstances().isRead(file);
    } catch (Refusal unreadable) {
      return true; // the digest refuses such a class; without one, this is the safe side
    }
  }

  /**
   * Returns a name that {@code type} has in every run. A class that compilers number, {@code
   * Rates$1}, is called by its content, as the number may be another class's after an edit.
   *
   * @throws IllegalArgumentException if its class file cannot be read
   */
  public String nameOf(Class<?> type) {
    requireNonNull(type, "type");
    String name = type.getName();
    if (type.isHidden() || ClassFiles.isJdk(type) || !ClassFiles.hasNumber(name)) {
      return name;
    }
    Normaliser normaliser = normaliser(type);
    ClassFile numbered = normaliser.files().findNumbered(internalName(type));
    return numbered == null ? name : normaliser.name(numbered).replace('/', '.');
  }

  /**
   * Returns which code the object of a lambda or method reference runs, and on what. The methods of
   * this class count it as code of the object's class from then on.
   *
   * @throws IllegalArgumentException if it cannot be told from other lambdas, its host has no
   *     readable class file, or what it captured cannot be read: the message goes on behind "it"
   */
  public LambdaCode lambda(Object lambda) {
    return lambdas.codeOf(requireNonNull(lambda, "lambda"));
  }

  /**
   * Returns the code of the implementation's class and of the classes in {@code alsoCovered}: of
   * each, with its superclasses, its interfaces and its nested classes, the normalised code and
   * declarations; and the feature version of the running Java, which stands for the JDK's classes.
   * Helper classes that are only called are not covered.
   *
   * <p>The version of the normal form is part of it: a digest is never that of other code, but may
   * change with the version of Locache.
   *
   * @param alsoCovered further classes whose code counts, such as those of the objects that the
   *     implementation holds; primitives and arrays among them count as what they hold
   * @throws IllegalArgumentException if one of these classes is a lambda's or proxy's, is hidden,
   *     or its class file is missing, damaged or too new to be read: the message names it and the
   *     way out, and is shown behind the service's name
   */
  public MethodCode classScope(Set<Class<?>> alsoCovered) {
    requireNonNull(alsoCovered, "alsoCovered");
    Digest128 question = questions.aboutClasses(alsoCovered);
    MethodCode known = questions.code(question);
    if (known != null) {
      return known;
    }
    MethodCode code = classes(alsoCovered).code();
    questions.addCode(question, code);
    return code;
  }

  /**
   * Returns what a call of {@code method} can reach. Of the application's own code that is: what
   * the method calls, directly or not, on any object that is made on the way, is one of {@code
   * objects}, or may come as an argument; static initialisers of the classes touched; what the JDK
   * and libraries may call back. Libraries count by the contents of their jars, with the jars that
   * these need; the JDK by its feature version; logging and metrics don't.
   *
   * @param method what runs: the implementation's method, or the interface's default one
   * @param objects the classes of the objects that the implementation holds
   * @param reflective classes that are reached by reflection: all of their methods count
   * @throws IllegalArgumentException if something reached cannot be identified: the message names
   *     it and the way out, and is shown behind the service's name
   */
  public MethodCode reachableScope(Method method, Set<Class<?>> objects, Set<Class<?>> reflective) {
    requireNonNull(method, "method");
    requireNonNull(objects, "objects");
    requireNonNull(reflective, "reflective");
    Digest128 question = questions.aboutMethod(method, objects, reflective);
    MethodCode known = questions.code(question);
    if (known != null) {
      return known;
    }
    MethodCode code = reached(method, objects, reflective);
    questions.addCode(question, code);
    return code;
  }

  private MethodCode reached(Method method, Set<Class<?>> objects, Set<Class<?>> reflective) {
    if (starts == null) {
      starts =
          new Starts(service, implementation, objects, packages, lambdas, this::normaliser);
    }
    return starts.reachedBy(method, objects, reflective);
  }

  /** Saves what was found out, for later runs with the same class files. */
  public void save() {
    Set<String> locations = new TreeSet<>();
    if (starts != null) {
      locations.addAll(starts.locations());
    }
    for (Map.Entry<ClassLoader, Normaliser> each : normalisers.entrySet()) {
      locations.addAll(each.getValue().files().locations());
    }
    questions.save(normalisers.keySet(), locations);
  }

  /** Returns what {@link #classScope} digests. */
  ClassScope classes(Set<Class<?>> alsoCovered) {
    ClassScope scope = new ClassScope();
    cover(implementation, scope);
    for (Class<?> type : alsoCovered) {
      cover(OwnCode.elementOf(type), scope);
    }
    return scope;
  }

  private void cover(Class<?> type, ClassScope scope) {
    if (Proxy.isProxyClass(type)) {
      for (Class<?> each : type.getInterfaces()) {
        cover(each, scope);
      }
      return;
    }
    if (LambdaShape.isLambda(type)) {
      coverHost(type, scope);
      return;
    }
    Refusal refusal = Refusal.ofKind(type);
    if (refusal != null) {
      throw refusal;
    }
    if (ClassFiles.isJdk(type)) {
      scope.addPlatform(type);
      return;
    }
    Normaliser normaliser = normaliser(type);
    ClassFile file = normaliser.files().find(internalName(type));
    if (file == null) {
      throw Refusal.noClassFile(type.getName());
    }
    scope.add(file, normaliser);
  }

  /** The class that a lambda stands in holds its body. */
  private void coverHost(Class<?> lambda, ClassScope scope) {
    if (ClassFiles.isJdk(lambda)) {
      return; // the state tells its name
    }
    Normaliser normaliser = normaliser(lambda);
    ClassFile host = normaliser.files().find(LambdaShape.of(lambda).host());
    if (host == null) {
      throw Refusal.unknownLambda(LambdaShape.of(lambda));
    }
    scope.add(host, normaliser);
  }

  private Normaliser normaliser(Class<?> type) {
    return normaliser(type.getClassLoader());
  }

  private Normaliser normaliser(ClassLoader loader) {
    Normaliser normaliser = normalisers.get(loader);
    if (normaliser == null) {
      normaliser = new Normaliser(new ClassFiles(loader));
      normalisers.put(loader, normaliser);
    }
    return normaliser;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
