package dev.locache.protobuf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rests where: the segments, numbered, and for each entry the number and the offset. Changed
 * under the store's lock only; {@link #table} and {@link #segment} may be used without.
 */
final class Index {
  private static final int OFFSET_BITS = 40;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  private volatile Table table;
  private volatile @Nullable Segment[] segments = {};
  private final List<Group> groups = new ArrayList<>();

  Index(int entries) {
    table = Table.sized(entries);
  }

  static long location(int segmentNumber, long offset) {
    return (long) segmentNumber << OFFSET_BITS | offset;
  }

  static int segmentNumber(long location) {
    return (int) (location >>> OFFSET_BITS);
  }

  static long offset(long location) {
    return location & OFFSET_MASK;
  }

  Table table() {
    return table;
  }

  /** Returns the segment of a location; null if it is not there any more. */
  @Nullable Segment segment(long location) {
    @Nullable Segment[] all = segments;
    int number = segmentNumber(location);
    return number < all.length ? all[number] : null;
  }

  List<Segment> segments() {
    List<Segment> found = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment != null) {
        found.add(segment);
      }
    }
    return found;
  }

  /** Returns the number of the next segment. */
  int nextNumber() {
    return segments.length;
  }

  void add(Segment segment) {
    @Nullable Segment[] more = Arrays.copyOf(segments, segment.number() + 1);
    more[segment.number()] = segment;
    segments = more;
  }

  Group group(int method) {
    while (groups.size() <= method) {
      groups.add(new Group());
    }
    return groups.get(method);
  }

  /** Puts an entry in the place of any earlier one. */
  void put(long hash, Segment segment, long offset, int used, int method) {
    int slot = table.find(hash);
    if (slot != Table.NONE) {
      forget(slot);
      table.set(slot, location(segment.number(), offset), used, method);
    } else {
      if (table.full()) {
        table = table.grown();
      }
      table.add(hash, location(segment.number(), offset), used, method);
    }
    segment.addLive(1);
    group(method).added(used);
  }

  /**
   * Adds entries of an index file to an index that has their segments, and room for all.
   *
   * @param rows a hash, a location, and a time of use and a method of the file, half each
   * @param methods those of the file, in its order
   */
  void load(long[] rows, int count, List<Method> methods) {
    int[] live = new int[nextNumber()];
    for (int i = 0; i < 3 * count; i += 3) {
      long location = rows[i + 1];
      int used = (int) (rows[i + 2] >>> 32);
      int method = methods.get((int) rows[i + 2]).number();
      live[segmentNumber(location)]++;
      table.add(rows[i], location, used, method);
      groups.get(method).added(used);
    }
    for (Segment segment : segments()) {
      segment.addLive(live[segment.number()]);
    }
  }

  void remove(int slot) {
    forget(slot);
    table.remove(slot);
  }

  private void forget(int slot) {
    Segment segment = segment(table.location(slot));
    if (segment != null) {
      segment.addLive(-1);
    }
    group(table.method(slot)).removed();
  }

  /** Returns the sequence of an entry; 0 if it cannot be read, so that any other is later. */
  long sequence(int slot) {
    long location = table.location(slot);
    Segment segment = segment(location);
    if (segment == null) {
      return 0;
    }
    try {
      return EntryReader.head(segment.id(), segment.frame(offset(location))).sequence();
    } catch (IOException damagedOrGone) {
      return 0;
    }
  }

  /** Returns the hashes of a method's entries. */
  LongList hashesOf(int method) {
    LongList hashes = new LongList();
    Table all = table;
    all.forEach(
        slot -> {
          if (all.method(slot) == method) {
            hashes.add(all.hash(slot));
          }
        });
    return hashes;
  }
}
