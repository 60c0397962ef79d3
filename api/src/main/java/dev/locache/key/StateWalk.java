package dev.locache.key;

import dev.locache.spi.Digest128;
import dev.locache.spi.EnhancedObjects.Original;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks over an implementation's fields. Breadth first: an object gets its number when it is first
 * met, and is written after all with lower numbers; where it is met, only its number is written.
 * Cycles and shared objects thus need no thought, and long chains no stack.
 *
 * <pre>
 * object     tag 50, name, count of levels
 * level      name, count of fields, (text of the name, item) of each field by name
 *            or the item of the superclass that is a collection or a value of the platform
 *            or tag 53 for a superclass that is left out
 *            or, last, what runs around the methods of an object that was enhanced: an empty
 *            name, count of methods, (text of the method, count, items) of each by method
 * lambda     tag 54, text that names its code, count, the items it captured
 * proxy      tag 55, count, names of its interfaces, item of its handler
 * </pre>
 *
 * <p>What has to be sorted cannot be told by numbers, since these depend on the order. It is told
 * by the digest of a walk of its own instead, one level further in. That walk refers to objects
 * which had their number before; others it numbers anew. Two elements of a set that share an object
 * are thus not told from two with equal objects, which is the same to whoever does not ask for
 * identity. Walks within walks may meet the same objects again and again, hence the limits.
 */
final class StateWalk implements Items {
  private static final int MAX_LEVELS = 32;
  private static final int MAX_REPEATED_OBJECTS = 1_000_000;
  private static final String TOO_ENTANGLED =
      "holds objects that refer to each other in too many ways to be put in order,"
          + " which a List or a LinkedHashSet would spare";

  /** An object waiting to be written, and the field it was reached through. */
  private record Met(Object value, @Nullable Field place) {}

  /** What all walks of one state have in common. */
  static final class Shared {
    private final StateRules rules;
    private final Encoders encoders;
    private final StateClasses classes;
    private final StateProblems problems;
    private int repeatedObjects;
    private int toldObjects;
    private boolean exhausted;

    Shared(Class<?> implementation, StateRules rules, Encoders encoders) {
      this.rules = rules;
      this.encoders = encoders;
      this.classes = new StateClasses(implementation, rules, encoders);
      this.problems = new StateProblems(implementation);
    }

    StateClasses classes() {
      return classes;
    }

    /** Returns how often a walk has met what it cannot tell. */
    int problems() {
      return problems.met();
    }

    /** Returns how many objects all walks have told so far. */
    int toldObjects() {
      return toldObjects;
    }

    /** Returns the class of an object as its author wrote it. */
    Class<?> classOf(Object value) {
      Optional<Original> original = rules.originalOf(value);
      return original.isPresent() ? original.get().type() : value.getClass();
    }
  }

  private final Shared shared;
  private final @Nullable StateWalk around;
  private final int level;
  private final KeyOutput out = new KeyOutput(this);
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final Queue<Met> waiting = new ArrayDeque<>();

  /** The field whose content is being written; null for the implementation itself. */
  private @Nullable Field place;

  /** The method whose interceptors are being written; null most of the time. */
  private @Nullable Method intercepted;

  /** The container in that field whose elements are being written, if it is one. */
  private @Nullable Object holder;

  private StateWalk(Shared shared, @Nullable StateWalk around) {
    this.shared = shared;
    this.around = around;
    this.level = around == null ? 0 : around.level + 1;
  }

  static State of(Object implementation, StateRules rules, Encoders encoders) {
    Class<?> written = classOf(implementation, rules.originalOf(implementation));
    Shared shared = new Shared(written, rules, encoders);
    Digest128 digest = new StateWalk(shared, null).walk(new Met(implementation, null));
    return new State(digest, shared.classes.collaborators(), shared.problems.messages());
  }

  /** Returns a digest of one thing that an object holds, with all that it holds in turn. */
  static Digest128 digestOf(@Nullable Object content, Shared shared) throws UnencodableException {
    StateWalk walk = new StateWalk(shared, null);
    walk.out.item(content);
    return walk.rest();
  }

  private Digest128 walk(Met first) {
    out.i8(KeyFormat.VERSION);
    out.tag(KeyFormat.STATE);
    numbers.put(first.value(), 0);
    waiting.add(first);
    return rest();
  }

  private Digest128 rest() {
    while (!waiting.isEmpty() && !shared.exhausted) {
      write(waiting.remove());
    }
    return out.digest();
  }

  private void write(Met met) {
    shared.toldObjects++;
    if (level > 0) {
      shared.repeatedObjects++;
    }
    Object value = met.value();
    place = met.place();
    holder = null;
    try {
      content(value);
    } catch (UnencodableException e) {
      out.abandonCaptures();
      problem(value, e.reason());
    } catch (RuntimeException e) { // a collection's elements and iterators may be users' code
      out.abandonCaptures();
      problem(value, Reasons.failed(value.getClass(), e).reason());
    }
  }

  private void content(Object value) throws UnencodableException {
    StatePart part = shared.classes.partToTell(classOf(value));
    if (part == StatePart.STAND_IN) {
      standIn(value);
    } else if (part == StatePart.CONTAINER) {
      holder = value;
      shared.encoders.of(value.getClass()).encode(value, out);
    } else if (part == StatePart.LAMBDA) {
      lambda(value);
    } else if (part == StatePart.PROXY) {
      proxy(value);
    } else {
      object(value); // the implementation is one, whatever its class
    }
  }

  private void lambda(Object value) throws UnencodableException {
    Lambda told = shared.classes.lambda(value);
    holder = value;
    out.tag(KeyFormat.LAMBDA);
    out.text(told.code());
    out.i32(told.captured().size());
    for (Object captured : told.captured()) {
      out.item(captured);
    }
  }

  private void proxy(Object value) throws UnencodableException {
    holder = value;
    Class<?>[] interfaces = value.getClass().getInterfaces();
    out.tag(KeyFormat.PROXY);
    out.i32(interfaces.length);
    for (Class<?> each : interfaces) {
      out.text(each.getName());
    }
    out.item(Proxy.getInvocationHandler(value));
  }

  private void object(Object value) throws UnencodableException {
    Optional<Original> original = shared.rules.originalOf(value);
    Class<?> type = classOf(value, original);
    List<StateLevel> levels = shared.classes.levelsOf(type);
    Map<Method, List<Object>> interceptors =
        original.isPresent() ? original.get().interceptors() : Map.of();
    out.tag(KeyFormat.STATE_OBJECT);
    out.text(shared.classes.nameOf(type));
    out.i32(levels.size() + (interceptors.isEmpty() ? 0 : 1));
    for (StateLevel told : levels) {
      level(told, value);
    }
    if (!interceptors.isEmpty()) {
      interceptors(interceptors);
    }
  }

  /** A level more, which has no name: as fields, by the method around which they run. */
  private void interceptors(Map<Method, List<Object>> interceptors) throws UnencodableException {
    Map<String, Map.Entry<Method, List<Object>>> sorted = new TreeMap<>();
    for (Map.Entry<Method, List<Object>> each : interceptors.entrySet()) {
      sorted.put(each.getKey().toGenericString(), each);
    }
    out.text("");
    out.i32(sorted.size());
    for (Map.Entry<Method, List<Object>> each : sorted.values()) {
      intercepted = each.getKey();
      out.text(intercepted.toGenericString());
      out.i32(each.getValue().size());
      for (Object interceptor : each.getValue()) {
        out.item(interceptor);
      }
    }
    intercepted = null;
  }

  private Class<?> classOf(Object value) {
    return shared.classOf(value);
  }

  private static Class<?> classOf(Object value, Optional<Original> original) {
    return original.isPresent() ? original.get().type() : value.getClass();
  }

  private void level(StateLevel told, Object value) throws UnencodableException {
    if (told instanceof StateLevel.Fields fields) {
      fields(fields, value);
    } else if (told instanceof StateLevel.Inherited inherited) {
      holder = value;
      inherited.encoder().encode(value, out);
    } else if (told instanceof StateLevel.OutOfReach outOfReach) {
      outOfReach(outOfReach, value);
    } else {
      out.tag(KeyFormat.LEFT_OUT);
    }
  }

  private void fields(StateLevel.Fields told, Object owner) throws UnencodableException {
    @Nullable Field placeOfOwner = place;
    out.text(shared.classes.nameOf(told.type()));
    out.i32(told.fields().size());
    for (Field field : told.fields()) {
      place = field;
      out.text(field.getName());
      out.item(Access.read(field, owner));
    }
    place = placeOfOwner;
  }

  private void outOfReach(StateLevel.OutOfReach told, Object value) {
    Field field = told.field();
    if (field == null) {
      problem(value, told.obstacle());
    } else {
      shared.problems.add(field, Reasons.nameOf(field.getType()), told.obstacle());
    }
  }

  @Override
  public void item(Object value, KeyOutput out) {
    try {
      place(shared.rules.behind(value));
    } catch (UnencodableException e) {
      problem(value, e.reason());
    } catch (RuntimeException e) { // a path, say, or a collection is users' code
      problem(value, Reasons.failed(value.getClass(), e).reason());
    }
  }

  private void place(Object value) throws UnencodableException {
    Class<?> type = classOf(value);
    switch (shared.classes.partOf(type)) {
      case STAND_IN -> standIn(value);
      case LEFT_OUT -> out.tag(KeyFormat.LEFT_OUT);
      case VALUE -> shared.encoders.of(type).encode(value, out);
      case CONTAINER -> container(value);
      case OBJECT, LAMBDA, PROXY -> reference(value);
      case PROBLEM -> problem(value, "");
    }
  }

  /** An empty one is often the same object for everyone, so which one it is tells nothing. */
  private void container(Object value) throws UnencodableException {
    if (isEmpty(value)) {
      shared.encoders.of(value.getClass()).encode(value, out);
    } else {
      reference(value);
    }
  }

  private static boolean isEmpty(Object container) {
    if (container instanceof Collection<?> collection) {
      return collection.isEmpty();
    }
    if (container instanceof Map<?, ?> map) {
      return map.isEmpty();
    }
    if (container instanceof Object[] array) {
      return array.length == 0;
    }
    return container.equals(Optional.empty());
  }

  private void reference(Object value) {
    if (writeKnown(value)) {
      return;
    }
    numbers.put(value, numbers.size());
    waiting.add(new Met(value, place));
    writeKnown(value);
  }

  /** Writes the number of {@code value}, if this walk or one around it has given it one. */
  private boolean writeKnown(Object value) {
    for (StateWalk walk = this; walk != null; walk = walk.around) {
      Integer number = walk.numbers.get(value);
      if (number != null) {
        out.tag(KeyFormat.REFERENCE);
        out.i32(walk.level);
        out.i32(number);
        return true;
      }
    }
    return false;
  }

  @Override
  public void unordered(Object given, KeyOutput out) {
    Object value = shared.rules.behind(given);
    if (!hasContent(shared.classes.partOf(classOf(value)))) {
      item(value, out);
      return;
    }
    if (writeKnown(value) || isExhausted()) {
      return;
    }
    Digest128 digest = new StateWalk(shared, this).walk(new Met(value, place));
    out.tag(KeyFormat.SORTED_BY_CONTENT);
    out.i64(digest.high());
    out.i64(digest.low());
  }

  private static boolean hasContent(StatePart part) {
    return switch (part) {
      case CONTAINER, OBJECT, LAMBDA, PROXY -> true;
      case STAND_IN, LEFT_OUT, VALUE, PROBLEM -> false;
    };
  }

  private boolean isExhausted() {
    if (level < MAX_LEVELS && shared.repeatedObjects <= MAX_REPEATED_OBJECTS) {
      return false;
    }
    if (!shared.exhausted && holder != null) {
      shared.exhausted = true;
      shared.problems.add(place, Reasons.nameOf(holder.getClass()), TOO_ENTANGLED);
    }
    return true;
  }

  private void standIn(Object value) throws UnencodableException {
    KeyOutput whole = new KeyOutput(new ArgumentItems(shared.encoders));
    int begun = whole.begin();
    try {
      whole.item(value);
    } catch (UnencodableException e) {
      throw new UnencodableException(
          value.getClass(),
          "has a key encoder, but " + (e.hasPath() ? "its " + e.getMessage() : e.reason()));
    } catch (StackOverflowError e) {
      throw Reasons.tooDeep(value.getClass());
    }
    out.raw(whole.end(begun));
  }

  private void problem(Object value, String reason) {
    String content = Reasons.describe(value.getClass());
    if (intercepted != null) {
      content += ", which runs around " + intercepted + ",";
    }
    if (holder != null && holder != value) {
      content += " in " + Reasons.describe(holder.getClass());
    }
    shared.problems.add(place, content, reason);
  }
}
