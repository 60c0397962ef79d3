package dev.locache.key;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serializable objects without a form of their own, by their serializable fields. */
final class FieldsEncoder implements ValueEncoder {
  private final String name;
  private final Level[] levels;

  private FieldsEncoder(String name, Level[] levels) {
    this.name = name;
    this.levels = levels;
  }

  static ValueEncoder of(Class<?> type) {
    List<Level> levels = new ArrayList<>();
    for (Class<?> level = type; // which ends at Object, if not earlier
        Serializable.class.isAssignableFrom(level);
        level = level.getSuperclass()) {
      Field[] fields = serializableFieldsOf(level);
      for (Field field : fields) {
        String obstacle = Access.obstacleTo(field, level);
        if (obstacle != null) {
          return new RefusedEncoder(obstacle + "; or else " + Reasons.waysOut(type));
        }
      }
      levels.add(new Level(level, fields));
    }
    return new FieldsEncoder(type.getName(), levels.toArray(new Level[0]));
  }

  private static Field[] serializableFieldsOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
        fields.add(field);
      }
    }
    fields.sort(Comparator.comparing(Field::getName));
    return fields.toArray(new Field[0]);
  }

  @Override
  public Kind kind() {
    return Kind.ARGUMENT_ONLY;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    out.tag(KeyFormat.SERIALIZABLE);
    out.text(name);
    out.i32(levels.length);
    for (Level level : levels) {
      level.encode(value, out);
    }
  }

  /** One class of the hierarchy and the fields it declares. */
  private static final class Level {
    private final Class<?> type;
    private final Field[] fields;

    Level(Class<?> type, Field[] fields) {
      this.type = type;
      this.fields = fields;
    }

    void encode(Object value, KeyOutput out) throws UnencodableException {
      out.text(type.getName());
      out.i32(fields.length);
      for (Field field : fields) {
        out.text(field.getName());
        @Nullable Object content = Access.read(field, value);
        try {
          out.item(content);
        } catch (UnencodableException e) {
          throw e.within("field " + type.getSimpleName() + "." + field.getName());
        }
      }
    }
  }
}
