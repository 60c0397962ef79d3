package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of the JDK: which one it is, then keys and values in turn. */
final class MapForm implements Form {
  private final Class<?> declared;
  private final Form key;
  private final Form value;
  private final @Nullable EnumForm constants;

  MapForm(Class<?> declared, Form key, Form value) {
    this.declared = declared;
    this.key = key;
    this.value = value;
    this.constants = key instanceof EnumForm form ? form : null;
  }

  /** Returns whether any map that can come back is one of that type. */
  static boolean holds(Class<?> declared) {
    for (MapKind kind : MapKind.values()) {
      if (kind.fits(declared)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(Object object, Output out) throws IOException {
    if (!(object instanceof Map<?, ?> map)) {
      throw UnencodableException.unexpected(object, declared.getName());
    }
    MapKind kind = kindOf(map);
    out.tag(Tags.MAP);
    int start = out.begin();
    out.tag(Tags.KIND);
    out.varint32(kind.number());
    for (Map.Entry<?, ?> each : map.entrySet()) {
      write(key, each.getKey(), "key", out);
      write(value, each.getValue(), "value", out);
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.MAP);
    int outer = in.open();
    in.expect(Tags.KIND);
    int number = in.varint32();
    MapKind kind = MapKind.of(number);
    if (kind == null || !kind.fits(declared)) {
      throw Input.damaged("map " + number + " where a " + declared.getName() + " must be");
    }
    ArrayList<@Nullable Object> keys = new ArrayList<>();
    ArrayList<@Nullable Object> values = new ArrayList<>();
    while (!in.atEnd()) {
      in.expect(Tags.ITEM);
      keys.add(in.value(key));
      in.expect(Tags.ITEM);
      values.add(in.value(value));
    }
    in.close(outer);
    Map<?, ?> map = kind.build(keys, values, constants);
    if (map.size() != keys.size()) {
      throw Input.damaged(keys.size() + " keys make a map of " + map.size());
    }
    return map;
  }

  private static void write(Form form, @Nullable Object part, String name, Output out)
      throws IOException {
    out.tag(Tags.ITEM);
    try {
      out.value(form, part);
    } catch (UnencodableException refused) {
      throw refused.within(name);
    }
  }

  private MapKind kindOf(Map<?, ?> map) throws UnencodableException {
    MapKind kind = MapKind.of(map);
    if (kind == null || !kind.fits(declared)) {
      throw new UnencodableException(
          map.getClass().getName(),
          "which is no map that comes back the same; copy it, such as to a HashMap or by copyOf,"
              + " or choose codec(\"java\")");
    }
    String obstacle = kind.obstacle(map);
    if (obstacle == null && kind == MapKind.ENUM_MAP && constants == null) {
      obstacle = "where the declared type names no enum";
    }
    if (obstacle != null) {
      throw new UnencodableException(map.getClass().getName(), obstacle);
    }
    return kind;
  }
}
