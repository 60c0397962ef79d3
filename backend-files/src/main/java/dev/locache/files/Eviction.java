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
 * at right before it is deleted, as another process may have used it.
 */
final class Eviction {
  private final MethodFiles method;
  private final UseLedger ledger;
  private final FileOps files;
  private final Limits limits;
  private final long now;
  private long evicted;

  Eviction(MethodFiles method, FileOps files, Limits limits, long now) {
    this.method = method;
    this.ledger = method.ledger();
    this.files = files;
    this.limits = limits;
    this.now = now;
  }

  /** Evicts the expired ones by a pass over the directory. Returns how many. */
  long ofExpired() throws IOException {
    method.visitAndPrune(this::evictIfExpired);
    return evicted;
  }

  /** Evicts the expired ones and those beyond the bound. Returns how many. */
  long ofBounded(boolean list) throws IOException {
    if (list) {
      list();
    }
    for (Use victim = ledger.takeVictim(now, limits);
        victim != null;
        victim = ledger.takeVictim(now, limits)) {
      evict(victim);
    }
    return evicted;
  }

  private void list() throws IOException {
    List<Use> kept = new ArrayList<>();
    try {
      method.visitAndPrune(
          found -> {
            if (!evictIfExpired(found)) {
              kept.add(new Use(found.name(), found.usedMicros(), found.usedMicros()));
            }
          });
    } catch (IOException failure) {
      ledger.notListed();
      throw failure;
    }
    ledger.listed(kept, now);
  }

  private boolean evictIfExpired(Found found) throws IOException {
    if (!Age.expired(ledger.lastUse(found.name(), found.usedMicros()), now, limits)) {
      return false;
    }
    if (files.delete(found.file())) {
      evicted++;
    }
    ledger.removed(found.name());
    return true;
  }

  private void evict(Use victim) throws IOException {
    Path file = method.file(victim.name());
    try {
      long recorded = files.attributes(file).lastModifiedTime().to(TimeUnit.MICROSECONDS);
      if (recorded > victim.used()) {
        ledger.used(victim.name(), recorded, recorded);
      } else if (files.delete(file)) {
        evicted++;
      }
    } catch (NoSuchFileException removedByAnother) {
      return;
    } catch (IOException failure) {
      ledger.used(victim.name(), victim.used(), victim.recorded());
      throw failure;
    }
  }
}
