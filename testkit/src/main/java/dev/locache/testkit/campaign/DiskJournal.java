package dev.locache.testkit.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to a disk, in order. A backend's tests record here what goes through its seam, and
 * {@link PowerCut} makes of it what a crash may leave.
 *
 * <p>Files and directories have numbers, as the same name may stand for another file later; the
 * directory that holds everything is number 0 and was there before. Not thread-safe.
 */
public final class DiskJournal {
  private final Path base;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Path, Integer> live = new HashMap<>();
  private int nodes = 1;

  /** One thing that was done. A node is a file or a directory. */
  sealed interface Operation {
    /** A new file or directory got a name. */
    record Link(int directory, String name, int node, boolean isDirectory) implements Operation {}

    /** A file took another name. */
    record Move(int from, String oldName, int to, String newName, int node) implements Operation {}

    /** A name was taken away. */
    record Unlink(int directory, String name) implements Operation {}

    /** Bytes were written; what is between the old end and {@code position} is zero. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes it
    record Write(int node, int position, byte[] bytes) implements Operation {}

    /** A file was cut off or made longer. */
    record Resize(int node, int length) implements Operation {}

    /** A file's time was set. */
    record Touch(int node, long micros) implements Operation {}

    /**
     * All that was done to a file's bytes, or to the names in a directory, has reached the disk.
     */
    record Sync(int node) implements Operation {}
  }

  private DiskJournal(Path base) {
    this.base = base;
    live.put(base, 0);
  }

  /** Returns an empty journal of what happens below {@code base}, an absolute path. */
  public static DiskJournal under(Path base) {
    return new DiskJournal(base);
  }

  /** Returns how many operations there are. */
  public int size() {
    return operations.size();
  }

  List<Operation> operations() {
    return operations;
  }

  /** Returns whether something has that name now. */
  public boolean knows(Path path) {
    return live.containsKey(path);
  }

  /** Notes a new, empty directory. */
  public void makeDirectory(Path directory) {
    link(directory, true);
  }

  /** Notes a new, empty file. */
  public void create(Path file) {
    link(file, false);
  }

  private void link(Path path, boolean isDirectory) {
    if (live.putIfAbsent(path, nodes) != null) {
      throw new IllegalStateException("created twice: " + path);
    }
    operations.add(new Operation.Link(node(parent(path)), name(path), nodes, isDirectory));
    nodes++;
  }

  /** Notes that bytes of {@code source} were written to a file. */
  public void write(Path file, long position, byte[] source, int offset, int length) {
    byte[] bytes = new byte[length];
    System.arraycopy(source, offset, bytes, 0, length);
    operations.add(new Operation.Write(node(file), Math.toIntExact(position), bytes));
  }

  /** Notes a file's new length. */
  public void truncate(Path file, long length) {
    operations.add(new Operation.Resize(node(file), Math.toIntExact(length)));
  }

  /** Notes a file's new time, in microseconds since the epoch. */
  public void setTime(Path file, long micros) {
    operations.add(new Operation.Touch(node(file), micros));
  }

  /** Notes that a file's bytes have reached the disk. */
  public void syncFile(Path file) {
    operations.add(new Operation.Sync(node(file)));
  }

  /** Notes that the names in a directory have reached the disk; above the base there are none. */
  public void syncDirectory(Path directory) {
    if (directory.startsWith(base)) {
      operations.add(new Operation.Sync(node(directory)));
    }
  }

  /** Notes that a file took another's name, or a new one. */
  public void rename(Path from, Path to) {
    int node = node(from);
    live.remove(from);
    live.put(to, node);
    operations.add(
        new Operation.Move(node(parent(from)), name(from), node(parent(to)), name(to), node));
  }

  /** Notes that a file, or a directory in which there was nothing, was deleted. */
  public void delete(Path path) {
    node(path);
    live.remove(path);
    operations.add(new Operation.Unlink(node(parent(path)), name(path)));
  }

  private int node(Path path) {
    Integer node = live.get(path);
    if (node == null) {
      throw new IllegalStateException("never created: " + path);
    }
    return node;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no directory above " + path);
    }
    return parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
