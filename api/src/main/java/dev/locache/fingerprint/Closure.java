package dev.locache.fingerprint;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Follows everything that a method can reach within the application's code, by rapid type analysis:
 * a call runs what the types select of which objects are made somewhere on the way, or come from
 * outside. Code of others may call back what it declares. A class that is touched is initialised.
 *
 * <p>Works off a list, so depth costs no stack. The result doesn't depend on the order.
 */
final class Closure implements CallSites.Listener, Dispatch.Found {
  private static final String ORDINAL = "ordinal()I";

  private final Program program;
  private final Hierarchy types;
  private final int mostMethods;
  private final Reached reached = new Reached();
  private final Dispatch dispatch;
  private final CallSites callSites = new CallSites(this);
  private final Queue<Target> waiting = new ArrayDeque<>();
  private final Set<String> initialised = new HashSet<>();

  /** The method being looked at; empty while objects from outside are added. */
  private Optional<Target> current = Optional.empty();

  Closure(Program program, int mostMethods) {
    this.program = program;
    this.types = program.types();
    this.mostMethods = mostMethods;
    this.dispatch = new Dispatch(types, this);
  }

  Reached reached() {
    return reached;
  }

  /** Returns whether there was too much to follow, so that what was reached is not all. */
  boolean isCapped() {
    return reached.methods().size() > mostMethods;
  }

  /** Starts with a method that is known to be called. */
  void addCalled(Target method) {
    enter(method, Optional.empty());
  }

  /** Starts with objects of a class, made somewhere else. */
  void addObjectsOf(String type) {
    refer(type);
    ClassFile own = types.own(type);
    if (own != null) {
      reached.roots().add(own);
      instantiate(type);
    }
  }

  /** Starts with a lambda that was made somewhere else, as if its instruction had been reached. */
  void addLambda(LambdaShape.Site site) {
    current = Optional.of(site.maker());
    callSites.dynamicCall(site.instruction());
    current = Optional.empty();
  }

  /**
   * Starts with a proxy of an interface. Its handler may hand on each call to any object that
   * implements the interface, by reflection.
   */
  void addProxyOf(String name) {
    addObjectsOf(name);
    for (String each : types.supertypes(name)) {
      ClassFile own = types.own(each);
      if (own != null) {
        own.node().methods.forEach(method -> handsOn(new Target(own, method)));
      }
    }
  }

  private void handsOn(Target declared) {
    if (!declared.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) {
      current = Optional.of(declared);
      callsVirtually(
          declared.owner().name(), declared.method().name.concat(declared.method().desc));
      current = Optional.empty();
    }
  }

  /** Starts with a class of which any method may be called by reflection. */
  void addReflective(String type) {
    addObjectsOf(type);
    ClassFile own = types.own(type);
    if (own != null) {
      own.node().methods.forEach(method -> enter(new Target(own, method), Optional.empty()));
      handsOver(type);
    }
  }

  /** Follows all there is to follow. */
  void run() {
    do {
      while (!waiting.isEmpty() && !isCapped()) {
        Target next = waiting.remove();
        current = Optional.of(next);
        callSites.in(next.method());
      }
    } while (!isCapped() && openReceivers());
  }

  /** Objects that nothing on the way makes may be of any type that fits. */
  private boolean openReceivers() {
    List<String> open = dispatch.openReceivers();
    for (String type : open) {
      Target caller = dispatch.firstCaller(type);
      reached.note(Note.Kind.OPEN, type, caller.displayName());
      current = Optional.of(caller);
      addObjectsOf(type);
      ClassFile own = types.own(type);
      if (own != null && !own.is(Opcodes.ACC_FINAL)) {
        program.classes().subtypesOf(type).forEach(this::addObjectsOf);
      }
    }
    return !open.isEmpty();
  }

  @Override
  public void callsStatic(String owner, String signature) {
    initialise(owner);
    callsExactly(owner, signature);
  }

  @Override
  public void callsExactly(String owner, String signature) {
    refer(owner);
    watch(owner, signature);
    Target target = types.resolve(owner, signature);
    if (target != null) {
      enter(target, current);
    }
  }

  @Override
  public void callsVirtually(String owner, String signature) {
    refer(owner);
    watch(owner, signature);
    if (types.own(owner) == null) {
      return; // what is called back is reached with the object
    }
    if (signature.equals(ORDINAL)) {
      initialise(owner); // the order of its constants decides
    }
    Target named = types.resolve(owner, signature);
    if (named != null && (!named.canBeOverridden() || named.isPackagePrivate())) {
      enter(named, current);
    }
    if (named == null || !named.is(Opcodes.ACC_PRIVATE)) {
      dispatch.addSite(owner, signature, current.orElseThrow());
    }
  }

  @Override
  public void found(Target target, Target caller) {
    enter(target, Optional.of(caller));
  }

  @Override
  public void creates(String type) {
    refer(type);
    if (types.own(type) != null) {
      instantiate(type);
    }
  }

  @Override
  public void createsLambda(String type) {
    creates(type);
  }

  @Override
  public void accessesField(CallSites.FieldReference reference) {
    refer(reference.owner());
    if (types.own(reference.owner()) == null) {
      return;
    }
    for (String each : types.supertypes(reference.owner())) {
      ClassFile file = types.own(each);
      FieldNode field = file == null ? null : file.field(reference.name());
      if (file != null && field != null && field.desc.equals(reference.descriptor())) {
        declared(file, field);
        return;
      }
    }
  }

  private void declared(ClassFile owner, FieldNode field) {
    reached.fields().add(new Reached.DeclaredField(owner, field));
    if ((field.access & Opcodes.ACC_STATIC) == 0) {
      return;
    }
    initialise(owner.name());
    if ((field.access & (Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC)) == 0) {
      note(Note.Kind.MUTABLE_STATIC, owner.name() + '.' + field.name);
    }
  }

  /**
   * Whoever is handed a class may read what it declares and call it, and do so with the classes of
   * its fields: serialisers do. The declarations count, but are not followed, which would lead to
   * most of the program.
   */
  @Override
  public void handsOver(String type) {
    refer(type);
    Queue<String> handed = new ArrayDeque<>(List.of(type));
    for (String next = handed.poll(); next != null; next = handed.poll()) {
      ClassFile file = types.own(next);
      if (file != null && reached.wholeClasses().add(file)) {
        declare(next);
        handed.addAll(program.argumentTypes().namedByFields(file));
      }
    }
  }

  @Override
  public void mentions(String type) {
    refer(type);
  }

  private void instantiate(String type) {
    if (!dispatch.addInstance(type)) {
      return;
    }
    initialise(type);
    declare(type);
    for (Target each : program.callbacks().on(type)) {
      enter(each, current);
    }
  }

  private void initialise(String type) {
    if (types.own(type) == null || !initialised.add(type)) {
      return;
    }
    declare(type);
    for (String each : types.supertypes(type)) {
      ClassFile file = types.own(each);
      MethodNode initialiser = file == null ? null : file.method("<clinit>", "()V");
      if (file != null && initialiser != null) {
        enter(new Target(file, initialiser), current);
      }
    }
  }

  private void declare(String type) {
    for (String each : types.supertypes(type)) {
      ClassFile file = types.own(each);
      if (file == null) {
        refer(each);
      } else {
        reached.headers().add(file);
      }
    }
  }

  private void enter(Target target, Optional<Target> caller) {
    if (!reached.addMethod(target, caller)) {
      return;
    }
    waiting.add(target);
    declare(target.owner().name());
    if (target.is(Opcodes.ACC_STATIC)) {
      initialise(target.owner().name());
    }
    if (target.is(Opcodes.ACC_NATIVE)) {
      reached.note(Note.Kind.NATIVE, target.displayName(), target.displayName());
    }
  }

  private void refer(String type) {
    Place place = program.places().of(type);
    if (place.isLibrary()) {
      reached.libraryClasses().add(type);
    } else if (place.isMissing()) {
      reached.missing().add(type);
    }
  }

  private void watch(String owner, String signature) {
    Note.Kind kind = WatchedCalls.noteOn(owner, signature);
    if (kind != null) {
      note(kind, owner + '.' + signature.substring(0, signature.indexOf('(')));
    }
  }

  private void note(Note.Kind kind, String what) {
    current.ifPresent(method -> reached.note(kind, what, method.displayName()));
  }
}
