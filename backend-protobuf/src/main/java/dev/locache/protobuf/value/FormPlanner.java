package dev.locache.protobuf.value;

import com.google.protobuf.ByteString;
import dev.locache.records.RecordAccess;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Finds the forms of a result type and all its parts. Used once, by one thread. */
final class FormPlanner {
  /** Types that grow with each level of recursion end somewhere. */
  private static final int MAXIMUM_DEPTH = 50;

  private final Type declared;
  private final ShapeDigest shape = new ShapeDigest();
  private final Map<TypeRef, Form> planned = new HashMap<>();

  FormPlanner(Type declared) {
    this.declared = declared;
  }

  /**
   * Returns the form of the type.
   *
   * @throws IllegalArgumentException if it has none: the message names the part, and the way out
   */
  Form plan() {
    TypeRef root = resolve(declared, Map.of(), Place.ROOT);
    shape.add(root.toString());
    return form(root, Place.ROOT);
  }

  /** Returns the digest of all that was planned. */
  long shape() {
    return shape.value();
  }

  private Form form(TypeRef type, Place place) {
    Form known = planned.get(type);
    if (known != null) {
      return known;
    }
    if (place.depth() > MAXIMUM_DEPTH) {
      throw refused(type.raw().getName(), "a type that holds ever further types", place);
    }
    Form form = plain(type.raw());
    if (form == null) {
      form = container(type, place);
    }
    if (form == null) {
      form = declaredByUser(type, place);
    }
    planned.put(type, form);
    return form;
  }

  private static @Nullable Form plain(Class<?> type) {
    if (type == String.class) {
      return StringForm.INSTANCE;
    }
    if (type == Void.class) {
      return VoidForm.INSTANCE;
    }
    if (type == ZonedDateTime.class) {
      return ZonedTimeForm.INSTANCE;
    }
    Form form = PrimitiveForm.of(type);
    form = form != null ? form : NumberForm.of(type);
    form = form != null ? form : NamedForm.of(type);
    form = form != null ? form : TimeForm.of(type);
    return form != null ? form : PrimitiveArrayForm.of(type);
  }

  private @Nullable Form container(TypeRef type, Place place) {
    Class<?> raw = type.raw();
    if (raw.isArray()) {
      TypeRef component = type.arguments().get(0);
      return new ArrayForm(component.raw(), form(component, place.at("element")));
    }
    if (raw == OptionalInt.class) {
      return new OptionalForm(raw, PrimitiveForm.INT);
    }
    if (raw == OptionalLong.class) {
      return new OptionalForm(raw, PrimitiveForm.LONG);
    }
    if (raw == OptionalDouble.class) {
      return new OptionalForm(raw, PrimitiveForm.DOUBLE);
    }
    if (raw == Optional.class) {
      return new OptionalForm(raw, argument(type, 0, place, "content"));
    }
    if (raw == Map.Entry.class) {
      return new EntryForm(argument(type, 0, place, "key"), argument(type, 1, place, "value"));
    }
    if (!raw.getName().startsWith("java.")) {
      return null;
    }
    boolean collection = Collection.class.isAssignableFrom(raw) || raw == Iterable.class;
    if (collection && CollectionForm.holds(raw)) {
      return new CollectionForm(raw, argument(type, 0, place, "element"));
    }
    if (Map.class.isAssignableFrom(raw) && MapForm.holds(raw)) {
      return new MapForm(raw, argument(type, 0, place, "key"), argument(type, 1, place, "value"));
    }
    return null;
  }

  private Form declaredByUser(TypeRef type, Place place) {
    Class<?> raw = type.raw();
    if (raw.isRecord()) {
      return recordForm(type, place);
    }
    if (raw.isEnum()) {
      shape.add("enum " + raw.getName());
      return new EnumForm(raw);
    }
    if (raw.isInterface() && raw.isSealed()) {
      return choice(type, place);
    }
    if (raw == ByteString.class) {
      return ByteStringForm.INSTANCE;
    }
    MessageForm message = MessageForm.of(raw);
    if (message != null) {
      shape.add("message " + message.schema());
      return message;
    }
    if (raw.isInterface() || raw == Object.class || raw == Number.class || raw == Enum.class) {
      throw refused(raw.getName(), "open to any class", place);
    }
    throw refused(
        raw.getName(), "neither a value of the JDK nor an enum, record or message", place);
  }

  private Form recordForm(TypeRef type, Place place) {
    Class<?> raw = type.raw();
    RecordAccess access = RecordAccess.of(raw);
    if (!access.isOpen()) {
      throw refused(
          raw.getName(), "out of reach (open " + raw.getPackageName() + " to dev.locache)", place);
    }
    RecordComponent[] components = raw.getRecordComponents();
    Form[] forms = new Form[components.length];
    Form form = new RecordForm(raw, access, forms);
    planned.put(type, form); // before its components, which may hold such a record again
    TypeRef[] types = new TypeRef[components.length];
    StringJoiner line = new StringJoiner(", ", "record " + type + "(", ")");
    Map<TypeVariable<?>, TypeRef> variables = type.variables();
    for (int i = 0; i < components.length; i++) {
      Place at = place.at("component " + components[i].getName());
      types[i] = resolve(components[i].getGenericType(), variables, at);
      line.add(types[i] + " " + components[i].getName());
    }
    shape.add(line.toString());
    for (int i = 0; i < components.length; i++) {
      forms[i] = form(types[i], place.at("component " + components[i].getName()));
    }
    return form;
  }

  private Form choice(TypeRef type, Place place) {
    ChoiceForm form = new ChoiceForm(type.raw());
    planned.put(type, form); // before the permitted classes, which may hold such a value again
    shape.add("sealed " + type);
    addPermitted(type, form, place);
    return form;
  }

  private void addPermitted(TypeRef parent, ChoiceForm form, Place place) {
    for (Class<?> permitted : parent.raw().getPermittedSubclasses()) {
      Place at = place.at("permitted " + permitted.getSimpleName());
      TypeRef type = permittedRef(parent, permitted, at);
      if (permitted.isInterface() && permitted.isSealed()) {
        addPermitted(type, form, at);
      } else if (permitted.isRecord() || permitted.isEnum()) {
        form.add(permitted, form(type, at));
      } else {
        throw refused(permitted.getName(), "neither an enum nor a record", at);
      }
    }
  }

  private TypeRef permittedRef(TypeRef parent, Class<?> permitted, Place place) {
    TypeVariable<?>[] parameters = permitted.getTypeParameters();
    Map<TypeVariable<?>, TypeRef> variables = parent.variablesOf(permitted);
    TypeRef[] arguments = new TypeRef[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = resolve(parameters[i], variables, place);
    }
    return new TypeRef(permitted, List.of(arguments));
  }

  private Form argument(TypeRef type, int index, Place place, String name) {
    Place at = place.at(name);
    if (index >= type.arguments().size()) {
      throw refused(type.raw().getName() + " without type arguments", "open to any class", at);
    }
    return form(type.arguments().get(index), at);
  }

  private TypeRef resolve(Type type, Map<TypeVariable<?>, TypeRef> variables, Place place) {
    try {
      return TypeRef.of(type, variables);
    } catch (IllegalArgumentException unknown) {
      throw refused(String.valueOf(unknown.getMessage()), "open to any class", place);
    }
  }

  private IllegalArgumentException refused(String what, String reason, Place place) {
    String subject = "result type " + declared.getTypeName();
    return new IllegalArgumentException(
        (place.depth() == 0 ? subject + " is " : subject + " holds " + what + place + ", which is ")
            + reason
            + "; use a record, a sealed interface of records or a class of the JDK, choose"
            + " codec(\"java\"), or mark the method @Uncached");
  }

  /** Where in the result type a part stands. */
  private record Place(String path, int depth) {
    static final Place ROOT = new Place("", 0);

    Place at(String part) {
      return new Place(path.isEmpty() ? " at " + part : path + ", " + part, depth + 1);
    }

    @Override
    public String toString() {
      return path;
    }
  }
}
