package dev.locache.testkit.campaign;

import static dev.locache.testkit.campaign.CallVersions.MISS;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend was asked to do with each call's entry, and from when to when: says afterwards
 * what may be found. Times are positions in whatever order the crash is told in. One change of a
 * call at a time. Not thread-safe.
 */
public final class Oracle {
  private static final long NEVER = Long.MAX_VALUE;

  private final List<Change> changes = new ArrayList<>();

  /** What a crash must not take away. */
  public enum Promise {
    /** Nothing is promised but that no value is wrong. */
    NOTHING_WRONG,
    /** What a write has put, unless it was removed or replaced since. */
    WRITES,
    /** The same, and what was removed does not come back. */
    WRITES_AND_REMOVALS
  }

  /** A write of a version, or a removal if that is {@link CallVersions#MISS}. */
  private record Change(int call, int version, long begun, long ended) {}

  /** Notes that a call's entry is going to be written or removed. */
  public void begin(int call, int version, long now) {
    changes.add(new Change(call, version, now, NEVER));
  }

  /** Notes that what was begun has come to its end. */
  public void end(int call, long now) {
    int pending = pending(call);
    Change change = changes.get(pending);
    changes.set(pending, new Change(call, change.version, change.begun, now));
  }

  /** Notes that what was begun turned out not to concern that call. */
  public void kept(int call) {
    changes.remove(pending(call));
  }

  private int pending(int call) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i).call == call && changes.get(i).ended == NEVER) {
        return i;
      }
    }
    throw new IllegalStateException("nothing was begun with call " + call);
  }

  /**
   * Returns what is wrong with finding {@code found} for a call after a crash at {@code crash};
   * null if nothing is.
   */
  public @Nullable String complaint(int call, int found, long crash, Promise promise) {
    @Nullable Change last = null;
    boolean written = found == MISS;
    boolean underWay = false;
    for (Change change : changes) {
      if (change.call == call && change.begun <= crash) {
        boolean ended = change.ended <= crash;
        written |= change.version == found;
        underWay |= !ended && change.version == found;
        last = ended ? change : last;
      }
    }
    if (!written) {
      return "call " + call + " has version " + found + ", which was not written yet";
    }
    if (last == null || last.version == found || underWay || promise == Promise.NOTHING_WRONG) {
      return null;
    }
    return complaint(last, found, promise);
  }

  private static @Nullable String complaint(Change last, int found, Promise promise) {
    if (last.version != MISS) {
      return "call " + last.call + " has lost version " + last.version + ", found is " + found;
    }
    return promise == Promise.WRITES
        ? null
        : "call " + last.call + " was removed and has version " + found + " again";
  }
}
