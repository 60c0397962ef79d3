package dev.locache.key;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of an item that has no place of its own among its neighbours. Order is theirs. */
final class SortableItem implements Comparable<SortableItem> {
  private final byte[] bytes;

  private SortableItem(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The item of {@code value}, taken out of {@code out} again.
   *
   * @param step names the value in messages
   */
  static SortableItem of(@Nullable Object value, String step, KeyOutput out)
      throws UnencodableException {
    int begun = out.begin();
    try {
      out.unordered(value);
    } catch (UnencodableException e) {
      throw e.within(step);
    }
    return new SortableItem(out.end(begun));
  }

  /** Sorts {@code items} and writes their count and them. */
  static void write(List<SortableItem> items, KeyOutput out) {
    items.sort(null);
    out.i32(items.size());
    for (SortableItem item : items) {
      item.write(out);
    }
  }

  void write(KeyOutput out) {
    out.raw(bytes);
  }

  @Override
  public int compareTo(SortableItem other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }
}
