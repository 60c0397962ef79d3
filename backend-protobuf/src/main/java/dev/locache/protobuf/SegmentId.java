package dev.locache.protobuf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a segment. Random, and part of every checksum in the segment: a value that holds a frame
 * made by somebody else, or one of another segment, is not taken for a record.
 */
final class SegmentId {
  static final int BYTES = 16;
  private static final String SUFFIX = ".segment";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final int NAME_LENGTH = 36 + SUFFIX.length();
  private static final int TEMPORARY_LENGTH = 36 + TEMPORARY_SUFFIX.length();

  private final UUID id;
  private final byte[] bytes;

  private SegmentId(UUID id) {
    this.id = id;
    this.bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
  }

  static SegmentId random() {
    return new SegmentId(UUID.randomUUID());
  }

  static SegmentId of(long high, long low) {
    return new SegmentId(new UUID(high, low));
  }

  /** Returns the id in the name of a file that is being made; null if it is none of those. */
  static @Nullable SegmentId parseTemporary(String name) {
    boolean temporary = name.endsWith(TEMPORARY_SUFFIX) && name.length() == TEMPORARY_LENGTH;
    return temporary ? parse(name.substring(0, 36) + SUFFIX) : null;
  }

  /** Returns the id in a file's name; null if it is not the name of a segment. */
  static @Nullable SegmentId parse(String name) {
    if (name.length() != NAME_LENGTH || !name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      SegmentId found = new SegmentId(UUID.fromString(name.substring(0, 36)));
      return found.fileName().equals(name) ? found : null;
    } catch (IllegalArgumentException anotherFile) {
      return null;
    }
  }

  String fileName() {
    return id + SUFFIX;
  }

  Path in(Path directory) {
    return directory.resolve(fileName());
  }

  /** Returns where the segment, or an index file, is made before it gets its name. */
  Path temporaryIn(Path directory) {
    return directory.resolve(id + TEMPORARY_SUFFIX);
  }

  long high() {
    return id.getMostSignificantBits();
  }

  long low() {
    return id.getLeastSignificantBits();
  }

  /** Returns the id, big-endian; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentId that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
