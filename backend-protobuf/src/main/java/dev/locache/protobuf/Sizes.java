package dev.locache.protobuf;

/**
 * When segments are finished and made anew, and the index file is written.
 *
 * @param segment length in bytes after which a segment gets no more records
 * @param garbage bytes of dead records that are worth a compaction, if they also are more than half
 *     of all
 * @param smallSegment length in bytes under which a finished segment is worth merging with others
 * @param smallSegments how many of those are left alone
 * @param unsaved how many records, besides half of all entries, the index file need not tell of
 */
record Sizes(long segment, long garbage, long smallSegment, int smallSegments, int unsaved) {
  static final Sizes USUAL = new Sizes(64L << 20, 4L << 20, 4L << 20, 16, 1 << 14);
}
