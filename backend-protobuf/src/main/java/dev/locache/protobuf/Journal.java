package dev.locache.protobuf;

import dev.locache.spi.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of this process, each with the ones that it needs before it by one call, and
 * enters them in the index. Used under the store's lock.
 */
final class Journal {
  private final Catalog catalog;
  private final Appender appender;
  private final Sizes sizes;
  private final RecordWriter writer = new RecordWriter();
  private int records;

  Journal(Catalog catalog, Appender appender, Sizes sizes) {
    this.catalog = catalog;
    this.appender = appender;
    this.sizes = sizes;
  }

  void entry(Method method, Entry entry, int now) throws IOException {
    SegmentId id = begin();
    if (!appender.named(method)) {
      writer.methodName(id, next(), entry.key().method().toString());
    }
    int offset = writer.length();
    writer.entry(id, next(), method.digest(), entry, now);
    long hash = KeyHash.of(method.digest(), entry.key().code(), entry.key().arguments());
    boolean replaces = catalog.index().table().find(hash) != Table.NONE;
    long start = appender.durable() && replaces ? commitReplacement(id, offset) : commit(id);
    appender.name(method);
    Segment segment = catalog.segment(id);
    if (segment != null) {
      catalog.index().put(hash, segment, start + offset, now, method.number());
    }
    finishIfFull();
  }

  void removal(Removed removed) throws IOException {
    for (int from = 0; from < removed.size(); from += Uses.BATCH) {
      int to = Math.min(removed.size(), from + Uses.BATCH);
      SegmentId id = begin();
      long[] hashes = removed.hashes().toArray(from, to);
      writer.removal(id, next(), hashes, removed.sequences().toArray(from, to));
      commit(id);
    }
  }

  void clear(Method method) throws IOException {
    SegmentId id = begin();
    long sequence = next();
    writer.clear(id, sequence, method.digest());
    commit(id);
    catalog.index().group(method.number()).cleared(sequence);
  }

  void uses(Uses.Taken taken) throws IOException {
    int count = taken.hashes().size();
    for (int from = 0; from < count; from += Uses.BATCH) {
      int to = Math.min(count, from + Uses.BATCH);
      SegmentId id = begin();
      writer.uses(id, next(), taken.hashes(from, to), taken.times(from, to));
      commit(id);
    }
  }

  /** Ends the segment, so that others need not look whether it grows; the next write makes one. */
  void finish() throws IOException {
    if (appender.id() == null) {
      return;
    }
    SegmentId id = begin();
    writer.end(id, next());
    commit(id);
    Segment segment = catalog.segment(id);
    if (segment != null) {
      segment.finish();
    }
    appender.abandon();
    catalog.disown();
  }

  /** Ends the segment if a good part of it is dead, so that it can be compacted. */
  void finishIfWasteful() throws IOException {
    SegmentId id = appender.id();
    Segment segment = id == null ? null : catalog.segment(id);
    if (segment != null && segment.garbage() > segment.end() / 4) {
      finish();
    }
  }

  /** Gives up a segment that somebody has deleted: what is appended to it nobody will see. */
  void abandonIfGone() {
    @Nullable SegmentId id = appender.id();
    if (id != null && catalog.segment(id) == null) {
      appender.abandon();
      catalog.disown();
    }
  }

  private SegmentId begin() throws IOException {
    writer.reset();
    records = 0;
    SegmentId id = appender.id();
    if (id == null) {
      id = appender.create();
      catalog.adopt(id);
      writer.opening(id, next(), false);
    }
    return id;
  }

  private long next() {
    records++;
    return catalog.nextSequence();
  }

  /** Returns where the first record begins. */
  private long commit(SegmentId id) throws IOException {
    try {
      return committed(id, appender.append(writer.bytes(), writer.length()));
    } catch (IOException e) {
      catalog.disown();
      throw e;
    }
  }

  /** The same for records of which the last one, at {@code last}, replaces an entry. */
  private long commitReplacement(SegmentId id, int last) throws IOException {
    try {
      long start = committed(id, appender.appendReplacement(writer.bytes(), writer.length(), last));
      growIfPossible();
      return start;
    } catch (IOException e) {
      catalog.disown();
      throw e;
    }
  }

  /** Who has seen the file before its last frame came looks again only when it has grown. */
  private void growIfPossible() {
    try {
      SegmentId id = begin();
      writer.uses(id, next(), new long[0], new int[0]);
      commit(id);
    } catch (IOException seenWhenTheyReadAllAnew) {
      // The entry itself is written.
    }
  }

  private long committed(SegmentId id, long start) {
    Segment segment = catalog.segment(id);
    if (segment != null) {
      catalog.wrote(segment, appender.end(), records);
    }
    return start;
  }

  private void finishIfFull() throws IOException {
    if (appender.end() >= sizes.segment()) {
      finish();
    }
  }
}
