package dev.locache.protobuf;

/**
 * When segments are finished and made anew.
 *
 * @param segment length in bytes after which a segment gets no more records
 * @param garbage bytes of dead records that are worth a compaction, if they also are more than half
 *     of all
 * @param smallSegment length in bytes under which a finished segment is worth merging with others
 * @param smallSegments how many of those are left alone
 */
record Sizes(long segment, long garbage, long smallSegment, int smallSegments) {
  static final Sizes USUAL = new Sizes(64L << 20, 4L << 20, 4L << 20, 16);
}
