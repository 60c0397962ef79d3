package dev.locache.key;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps whose order is an accident of hash codes: sorted by the bytes of the keys. Only where two
 * keys have the same bytes, as keys that are compared by identity may, do the values help to sort.
 */
final class UnorderedMapEncoder implements ValueEncoder {
  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    List<SortableEntry> entries = new ArrayList<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      SortableItem key = SortableItem.of(entry.getKey(), "a key", out);
      entries.add(new SortableEntry(key, entry.getKey(), entry.getValue()));
    }
    entries.sort(null);
    if (hasTwins(entries)) {
      out.tag(KeyFormat.UNORDERED_TWINS);
      SortableItem.write(pairs(entries, out), out);
      return;
    }
    out.tag(KeyFormat.UNORDERED_MAP);
    out.i32(entries.size());
    for (SortableEntry entry : entries) {
      entry.write(out);
    }
  }

  private static boolean hasTwins(List<SortableEntry> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).compareTo(sorted.get(i)) == 0) {
        return true;
      }
    }
    return false;
  }

  private static List<SortableItem> pairs(List<SortableEntry> entries, KeyOutput out)
      throws UnencodableException {
    List<SortableItem> pairs = new ArrayList<>();
    for (SortableEntry entry : entries) {
      Object pair = new SimpleImmutableEntry<>(entry.key, entry.value);
      pairs.add(SortableItem.of(pair, "an entry", out));
    }
    return pairs;
  }

  private static final class SortableEntry implements Comparable<SortableEntry> {
    private final SortableItem keyItem;
    private final @Nullable Object key;
    private final @Nullable Object value;

    SortableEntry(SortableItem keyItem, @Nullable Object key, @Nullable Object value) {
      this.keyItem = keyItem;
      this.key = key;
      this.value = value;
    }

    void write(KeyOutput out) throws UnencodableException {
      keyItem.write(out);
      try {
        out.item(value);
      } catch (UnencodableException e) {
        throw e.within("a value");
      }
    }

    @Override
    public int compareTo(SortableEntry other) {
      return keyItem.compareTo(other.keyItem);
    }
  }
}
