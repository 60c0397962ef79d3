package dev.locache.key;

import java.util.Collection;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Collections whose order tells something: lists, sets in an order, queues. */
final class SequenceEncoder implements ValueEncoder {
  private final byte tag;

  SequenceEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.CONTAINER;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    Collection<?> collection = (Collection<?>) value;
    out.tag(tag);
    if (tag == KeyFormat.COLLECTION) {
      out.text(value.getClass().getName());
      comparator(comparatorOfQueue(value), out);
    }
    if (tag == KeyFormat.SORTED_SET) {
      comparator(((SortedSet<?>) value).comparator(), out);
    }
    elements(collection, out);
  }

  static void comparator(@Nullable Object comparator, KeyOutput out) throws UnencodableException {
    try {
      out.item(comparator);
    } catch (UnencodableException e) {
      throw e.within("comparator");
    }
  }

  private static @Nullable Object comparatorOfQueue(Object value) {
    if (value instanceof PriorityQueue<?> queue) {
      return queue.comparator();
    }
    return value instanceof PriorityBlockingQueue<?> queue ? queue.comparator() : null;
  }

  private static void elements(Collection<?> collection, KeyOutput out)
      throws UnencodableException {
    int size = collection.size();
    out.i32(size);
    int count = 0;
    for (Iterator<?> elements = collection.iterator(); elements.hasNext(); ) {
      count++;
      try {
        out.item(elements.next());
      } catch (UnencodableException e) {
        throw e.within("element " + count);
      }
    }
    if (count != size) {
      throw changed(collection);
    }
  }

  static UnencodableException changed(Object value) {
    return new UnencodableException(value.getClass(), "changed while it was read for the key");
  }
}
