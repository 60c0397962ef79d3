package dev.locache.protobuf;

import org.jspecify.annotations.Nullable;

/** What an index knows of one method's entries together. Guarded by the store's lock. */
final class Group {
  private int count;
  private long clearedSequence;
  private int earliestUse = -1; // the latest there is: nothing is used earlier
  private int latestUse;
  private @Nullable EvictionQueue queue;

  int count() {
    return count;
  }

  /** Returns the sequence of the last clear; entries of a lower one are dead. */
  long clearedSequence() {
    return clearedSequence;
  }

  void cleared(long sequence) {
    clearedSequence = Math.max(clearedSequence, sequence);
  }

  /** Returns a time before which no entry was last used, in {@link Seconds}. */
  int earliestUse() {
    return earliestUse;
  }

  /** Returns a time after which no entry was last used, in {@link Seconds}. */
  int latestUse() {
    return latestUse;
  }

  void uses(int earliest, int latest) {
    earliestUse = earliest;
    latestUse = latest;
  }

  /** Notes an entry that is new here, or was used again. */
  void added(int used) {
    count++;
    used(used);
  }

  void used(int used) {
    earliestUse = Seconds.earlier(earliestUse, used);
    latestUse = Seconds.later(latestUse, used);
    if (queue != null && queue.mayHaveMissed(used)) {
      queue = null;
    }
  }

  void removed() {
    count--;
  }

  @Nullable EvictionQueue queue() {
    return queue;
  }

  void queue(EvictionQueue queue) {
    this.queue = queue;
  }
}
