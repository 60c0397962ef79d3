package dev.locache.engine;

import dev.locache.history.KnownCall;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among the entries of a method, the one whose key has most in common with a call's: the
 * same arguments under other code before others, then the same code, then the same state, then the
 * most arguments; among equals the one used last. Not thread-safe.
 */
final class NearestEntry implements Consumer<StoredEntry> {
  private static final int SAME_ARGUMENTS = 1_000_000;
  private static final int SAME_CODE = 100_000;
  private static final int SAME_STATE = 1_000;

  private final CacheKey key;
  private final KnownCall call;
  private final Map<Digest128, KnownCall> calls;
  private @Nullable Candidate nearest;
  private int score = -1;
  private long count;

  NearestEntry(CacheKey key, KnownCall call, Map<Digest128, KnownCall> calls) {
    this.key = key;
    this.call = call;
    this.calls = calls;
  }

  /**
   * An entry and what is known of how it came about.
   *
   * @param otherArguments the indexes of the arguments that differ, as far as that is known
   */
  record Candidate(
      StoredEntry entry, CacheKey key, Optional<KnownCall> call, List<Integer> otherArguments) {
    boolean hasSameCode() {
      return entry.key().code().equals(key.code());
    }

    boolean hasSameArguments() {
      return entry.key().arguments().equals(key.arguments());
    }

    boolean isSameKey() {
      return hasSameCode() && hasSameArguments();
    }

    String describe() {
      if (isSameKey()) {
        return "this very key";
      }
      if (hasSameArguments()) {
        return "same arguments, other code";
      }
      return hasSameCode() ? "same code" : "other code";
    }
  }

  @Override
  public void accept(StoredEntry entry) {
    count++;
    Optional<KnownCall> made = Optional.ofNullable(calls.get(entry.key().arguments()));
    List<Integer> others = made.isPresent() ? others(made.get()) : List.of();
    Candidate candidate = new Candidate(entry, key, made, others);
    int points = points(candidate);
    if (points > score || (points == score && isLater(entry))) {
      nearest = candidate;
      score = points;
    }
  }

  private boolean isLater(StoredEntry entry) {
    return nearest == null || entry.lastUsed().isAfter(nearest.entry().lastUsed());
  }

  private int points(Candidate candidate) {
    int points = candidate.hasSameArguments() ? SAME_ARGUMENTS : 0;
    points += candidate.hasSameCode() ? SAME_CODE : 0;
    if (candidate.call().isPresent()) {
      points += candidate.call().get().state().equals(call.state()) ? SAME_STATE : 0;
      points += call.arguments().size() - candidate.otherArguments().size();
    }
    return points;
  }

  private List<Integer> others(KnownCall made) {
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (i >= made.arguments().size()
          || !made.arguments().get(i).equals(call.arguments().get(i))) {
        others.add(i);
      }
    }
    return others;
  }

  /** Returns the nearest of the entries seen so far; null if there was none. */
  @Nullable Candidate nearest() {
    return nearest;
  }

  /** Returns how many entries were seen. */
  long count() {
    return count;
  }
}
