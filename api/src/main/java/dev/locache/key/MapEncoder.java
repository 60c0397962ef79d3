package dev.locache.key;

import java.util.Map;
import java.util.SortedMap;

/** Maps whose order tells something. */
final class MapEncoder implements ValueEncoder {
  private final byte tag;

  MapEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    Map<?, ?> map = (Map<?, ?>) value;
    out.tag(tag);
    if (tag == KeyFormat.SORTED_MAP) {
      SequenceEncoder.comparator(((SortedMap<?, ?>) value).comparator(), out);
    }
    int size = map.size();
    out.i32(size);
    int count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      count++;
      write(entry, count, out);
    }
    if (count != size) {
      throw SequenceEncoder.changed(value);
    }
  }

  private static void write(Map.Entry<?, ?> entry, int count, KeyOutput out)
      throws UnencodableException {
    try {
      out.item(entry.getKey());
    } catch (UnencodableException e) {
      throw e.within("key " + count);
    }
    try {
      out.item(entry.getValue());
    } catch (UnencodableException e) {
      throw e.within("value " + count);
    }
  }
}
