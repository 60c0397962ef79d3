package dev.locache.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sets and views whose order is an accident of hash codes: sorted by the bytes of the elements. */
final class UnorderedEncoder implements ValueEncoder {
  private final byte tag;

  UnorderedEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    List<SortableItem> elements = new ArrayList<>();
    for (Object element : (Collection<?>) value) {
      elements.add(SortableItem.of(element, "an element", out));
    }
    out.tag(tag);
    SortableItem.write(elements, out);
  }
}
