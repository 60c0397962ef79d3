package dev.locache.files;

import dev.locache.files.MethodFiles.Found;
import dev.locache.files.UseLedger.Use;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One round of removing the entries of a method that the limits do not allow.
 *
 * <p>An unlimited number is swept for expired ones by a pass over the directory. A bounded one is
 * kept by a {@link UseLedger}: exact for what this process does, and right again for what others do
 * after each pass, which comes after every eighth of the bound has been written. An entry is looked
 * at right before it is deleted, as another process may have used it. Each is judged by the time at
 * which it is met: a pass may take minutes, and what was written meanwhile would lie in the future
 * of its begin.
 */
final class Eviction {
  private final MethodFiles method;
  private final UseLedger ledger;
  private final FileOps files;
  private final TempFiles temps;
  private final Limits limits;
  private final UseClock clock;
  private long evicted;

  Eviction(MethodFiles method, FileOps files, TempFiles temps, Limits limits, UseClock clock) {
    this.method = method;
    this.ledger = method.ledger(limits);
    this.files = files;
    this.temps = temps;
    this.limits = limits;
    this.clock = clock;
  }

  /** Evicts what the limits do not allow. Returns how many. */
  long run() throws IOException {
    return limits.bounded() ? ofBounded() : ofExpired();
  }

  private long ofExpired() throws IOException {
    method.visitAndPrune(this::evictIfExpired);
    temps.sweep(clock.now());
    return evicted;
  }

  private long ofBounded() throws IOException {
    if (ledger.beginListing(limits.maximumEntries())) {
      list();
    }
    Use victim;
    while ((victim = ledger.takeVictim(clock.now(), limits)) != null) {
      evict(victim);
    }
    return evicted;
  }

  private void list() throws IOException {
    List<Use> kept = new ArrayList<>();
    boolean seenAll = false;
    try {
      // Without pruning: several processes under one bound list often, and each directory that one
      // takes away is one that another was about to move a file into.
      method.visit(
          found -> {
            if (!evictIfExpired(found)) {
              kept.add(new Use(found.name(), found.usedMicros(), found.usedMicros()));
            }
          });
      temps.sweep(clock.now());
      seenAll = true;
    } finally {
      // One or the other, by one call: after it the listing that is going on is another thread's.
      if (seenAll) {
        ledger.listed(kept);
      } else {
        ledger.giveUpListing();
      }
    }
  }

  /** Returns whether it is gone. */
  private boolean evictIfExpired(Found found) throws IOException {
    long used = ledger.lastUse(found.name(), found.usedMicros());
    if (!Age.expired(used, clock.now(), limits)) {
      return false;
    }
    ledger.removed(found.name());
    return evict(new Use(found.name(), used, found.usedMicros()));
  }

  /** Returns whether it is gone; otherwise another process has used it, and it is noted again. */
  private boolean evict(Use victim) throws IOException {
    Path file = method.file(victim.name());
    try {
      long recorded = files.attributes(file).lastModifiedTime().to(TimeUnit.MICROSECONDS);
      if (recorded > victim.used()) {
        ledger.used(victim.name(), recorded, recorded);
        return false;
      }
      if (files.delete(file)) {
        evicted++;
      }
      return true;
    } catch (NoSuchFileException removedByAnother) {
      return true;
    } catch (IOException failure) {
      ledger.used(victim.name(), victim.used(), victim.recorded());
      throw failure;
    }
  }
}
