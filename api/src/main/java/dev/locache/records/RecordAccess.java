package dev.locache.records;

import java.io.InvalidObjectException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** The components of a record class, and how to reach them. Immutable; one per class. */
public final class RecordAccess {
  private static final ClassValue<RecordAccess> FOUND =
      new ClassValue<>() {
        @Override
        protected RecordAccess computeValue(Class<?> type) {
          return new RecordAccess(type);
        }
      };

  private final Class<?> type;
  private final String declaration;
  private final Class<?>[] types;

  /** Fields rather than accessors: an accessor may have been written to return something else. */
  private final Field[] fields;

  private final @Nullable Constructor<?> constructor;

  /** Returns what there is to know of {@code type}, a record class. */
  public static RecordAccess of(Class<?> type) {
    return FOUND.get(type);
  }

  private RecordAccess(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    this.type = type;
    this.types = new Class<?>[components.length];
    this.fields = new Field[components.length];
    StringBuilder text = new StringBuilder();
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        fields[i] = type.getDeclaredField(components[i].getName());
        text.append(i == 0 ? "" : ", ").append(types[i].getTypeName());
        text.append(' ').append(components[i].getName());
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      this.constructor = open(canonical) && open(fields) ? canonical : null;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type.getName() + " lacks what every record has", impossible);
    }
    this.declaration = text.toString();
  }

  /** Returns the components as they are declared, erased: {@code int x, java.lang.String name}. */
  public String declaration() {
    return declaration;
  }

  /** Returns the number of components. */
  public int size() {
    return types.length;
  }

  /** Returns the erased type of the component at {@code index}. */
  public Class<?> type(int index) {
    return types[index];
  }

  /** Returns whether the record's package is open to this one. */
  public boolean isOpen() {
    return constructor != null;
  }

  /**
   * Returns the components of {@code value}, primitives boxed.
   *
   * @throws IllegalStateException if the record {@linkplain #isOpen is not open}
   */
  public @Nullable Object[] components(Object value) {
    @Nullable Object[] components = new @Nullable Object[fields.length];
    try {
      for (int i = 0; i < fields.length; i++) {
        components[i] = fields[i].get(value);
      }
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(type.getName() + " is not open", closed);
    }
    return components;
  }

  /**
   * Calls the canonical constructor.
   *
   * @throws InvalidObjectException if it does not accept the components, or is not open
   */
  public Object rebuild(@Nullable Object[] components) throws InvalidObjectException {
    if (constructor == null) {
      throw new InvalidObjectException(type.getName() + " is not open to dev.locache");
    }
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException refused) {
      throw invalid(type.getName() + " does not accept its components", refused.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
      throw invalid(type.getName() + " cannot be built of its components", unfit);
    }
  }

  private static boolean open(AccessibleObject... members) {
    for (AccessibleObject member : members) {
      if (!member.trySetAccessible()) {
        return false;
      }
    }
    return true;
  }

  private static InvalidObjectException invalid(String message, @Nullable Throwable cause) {
    InvalidObjectException exception = new InvalidObjectException(message);
    exception.initCause(cause);
    return exception;
  }
}
