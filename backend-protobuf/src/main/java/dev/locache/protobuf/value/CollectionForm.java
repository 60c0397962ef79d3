package dev.locache.protobuf.value;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Collections of the JDK: which one it is, then the items in order. */
final class CollectionForm implements Form {
  private final Class<?> declared;
  private final Form item;
  private final @Nullable EnumForm constants;

  CollectionForm(Class<?> declared, Form item) {
    this.declared = declared;
    this.item = item;
    this.constants = item instanceof EnumForm form ? form : null;
  }

  /** Returns whether any collection that can come back is one of that type. */
  static boolean holds(Class<?> declared) {
    for (CollectionKind kind : CollectionKind.values()) {
      if (kind.fits(declared)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (!(value instanceof Collection<?> items)) {
      throw UnencodableException.unexpected(value, declared.getName());
    }
    CollectionKind kind = kindOf(items);
    out.tag(Tags.COLLECTION);
    int start = out.begin();
    out.tag(Tags.KIND);
    out.varint32(kind.number());
    try {
      for (@Nullable Object each : items) {
        out.tag(Tags.ITEM);
        out.value(item, each);
      }
    } catch (UnencodableException refused) {
      throw refused.within("element");
    }
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.COLLECTION);
    int outer = in.open();
    in.expect(Tags.KIND);
    int number = in.varint32();
    CollectionKind kind = CollectionKind.of(number);
    if (kind == null || !kind.fits(declared)) {
      throw Input.damaged("collection " + number + " where a " + declared.getName() + " must be");
    }
    ArrayList<@Nullable Object> items = new ArrayList<>();
    while (!in.atEnd()) {
      in.expect(Tags.ITEM);
      items.add(in.value(item));
    }
    in.close(outer);
    int count = items.size();
    Collection<?> collection = kind.build(items, constants);
    if (collection.size() != count) {
      throw Input.damaged(count + " elements make a collection of " + collection.size());
    }
    return collection;
  }

  private CollectionKind kindOf(Collection<?> value) throws UnencodableException {
    CollectionKind kind = CollectionKind.of(value);
    if (kind == null || !kind.fits(declared)) {
      throw new UnencodableException(
          value.getClass().getName(),
          "which is no collection that comes back the same; copy it, such as to an ArrayList or"
              + " by copyOf, or choose codec(\"java\")");
    }
    String obstacle = kind.obstacle(value);
    if (obstacle == null && kind == CollectionKind.ENUM_SET && constants == null) {
      obstacle = "where the declared type names no enum";
    }
    if (obstacle != null) {
      throw new UnencodableException(value.getClass().getName(), obstacle);
    }
    return kind;
  }
}
