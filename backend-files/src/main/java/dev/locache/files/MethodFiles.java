package dev.locache.files;

import dev.locache.files.FileOps.Content;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The files of one method's entries, and when they were used.
 *
 * <p>Before a file is touched, the directories that lead to it are looked at, so that none is a
 * link planted by another. In a root that only its owner may write to, once per process is enough.
 */
final class MethodFiles {
  /** The largest value, 64 MiB, and room for what stands around it. */
  static final int MAXIMUM_BYTES = (64 << 20) + (1 << 17);

  private final Path directory;
  private final Tree tree;
  private final FileOps files;
  private final boolean ownerOnly;
  private final UseLedger ledger = new UseLedger();

  /** By shard. Without a lock: what another thread has seen and this one misses is seen again. */
  private final boolean[] seen = new boolean[EntryName.SHARDS];

  MethodFiles(Path directory, Tree tree, FileOps files, boolean ownerOnly) {
    this.directory = directory;
    this.tree = tree;
    this.files = files;
    this.ownerOnly = ownerOnly;
  }

  /** An entry's file, as a walk finds it. */
  record Found(EntryName name, Path file, long usedMicros, long bytes) {}

  /** What is done with each. */
  interface Visitor {
    void visit(Found found) throws IOException;
  }

  Path file(EntryName name) {
    return directory.resolve(name.path());
  }

  UseLedger ledger() {
    return ledger;
  }

  /** Returns the ledger, open if {@code limits} need it. */
  UseLedger ledger(Limits limits) {
    if (limits.bounded()) {
      ledger.open();
    }
    return ledger;
  }

  @Nullable Content read(EntryName name) throws IOException {
    return reachable(name) ? files.read(file(name), MAXIMUM_BYTES) : null;
  }

  boolean delete(EntryName name) throws IOException {
    return reachable(name) && files.delete(file(name));
  }

  private boolean reachable(EntryName name) throws IOException {
    if (seen[name.shard()]) {
      return true;
    }
    boolean there = tree.has(shard(name));
    seen[name.shard()] = there && ownerOnly;
    return there;
  }

  /** Sees to it that a file can be moved to that name. */
  void makeRoom(EntryName name) throws IOException {
    if (!seen[name.shard()]) {
      tree.make(shard(name));
      seen[name.shard()] = ownerOnly;
    }
  }

  /** Waits until the name has reached the disk, with those that lead to it. */
  void forceName(EntryName name) throws IOException {
    tree.force(shard(name));
  }

  /** Looks at all directories again, as somebody has deleted some. */
  void forget() {
    Arrays.fill(seen, false);
  }

  /** Passes each entry's file. */
  void visit(Visitor visitor) throws IOException {
    walk(visitor);
  }

  /** Passes each entry's file, and then deletes directories in which there was nothing. */
  void visitAndPrune(Visitor visitor) throws IOException {
    for (Path shard : walk(visitor).vacant()) {
      files.deleteIfEmpty(shard);
    }
  }

  /** Deletes all entries' files, and the directories if nothing else is in them. */
  void deleteAll() throws IOException {
    for (Path shard : walk(found -> files.delete(found.file())).shards()) {
      files.deleteIfEmpty(shard);
    }
    tree.prune(directory);
  }

  private EntryWalk walk(Visitor visitor) throws IOException {
    EntryWalk walk = new EntryWalk(directory, visitor);
    if (tree.has(directory)) {
      files.visit(directory, 2, walk);
    }
    return walk;
  }

  private Path shard(EntryName name) {
    return directory.resolve(name.shardPath());
  }
}
