package dev.locache.engine;

import dev.locache.Explanation;
import dev.locache.Explanation.Outcome;
import dev.locache.history.CodeChange;
import dev.locache.key.UnencodableException;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says why calls of one method hit or miss. Thread-safe. */
final class Explainer {
  private final OpenCache cache;
  private final ServiceMethod method;
  private final MethodKeys keys;
  private final MethodHistory history;
  private final Entries entries;
  private final Limits limits;

  Explainer(
      OpenCache cache,
      ServiceMethod method,
      MethodKeys keys,
      MethodHistory history,
      Entries entries,
      Limits limits) {
    this.cache = cache;
    this.method = method;
    this.keys = keys;
    this.history = history;
    this.entries = entries;
    this.limits = limits;
  }

  /** Is told of each miss before the method runs. Whatever goes wrong, the call goes on. */
  void missed(CacheKey key, @Nullable Object[] arguments) {
    try {
      history.keep(key, arguments);
      if (Log.verbose()) {
        sayWhatChanged(key);
      }
    } catch (UnencodableException changedMeanwhile) {
      return; // the arguments had a canonical form a moment ago; the entry is fine without
    } catch (RuntimeException | StackOverflowError | LinkageError broken) {
      // Wide, as the key's arguments, the backend's code and the implementation's fields run here.
      cache.failures().failed("could not keep what a key of " + method + " is made of", broken);
    }
  }

  /** Says so if the miss is owed to code that has changed: an earlier version has the entry. */
  private void sayWhatChanged(CacheKey key) {
    for (Digest128 version : history.versions()) {
      if (!version.equals(key.code()) && isStored(key, version)) {
        StringJoiner changes = new StringJoiner("; ", "recomputing " + method + ": ", "");
        changes.setEmptyValue("recomputing " + method + ": its code has changed");
        history.changeSince(version).ifPresent(change -> change.sentences().forEach(changes::add));
        Log.info(changes.toString());
        return;
      }
    }
  }

  private boolean isStored(CacheKey key, Digest128 version) {
    CacheKey earlier = new CacheKey(key.method(), version, key.arguments());
    try {
      return cache.backend().read(earlier, limits).isPresent();
    } catch (IOException unreadable) {
      return false; // then nothing can be said of it
    }
  }

  /** Explains a call. */
  Explanation explain(@Nullable Object[] arguments) {
    if (cache.closed()) {
      return notCached(method, "its cache is closed");
    }
    CacheKey key;
    try {
      key = keys.key(arguments);
    } catch (UnencodableException | RuntimeException | StackOverflowError | LinkageError cause) {
      return notCached(method, "its arguments have no canonical form: " + cause.getMessage());
    }
    try {
      return explain(key, arguments);
    } catch (IOException | RuntimeException | LinkageError | UnencodableException broken) {
      return notCached(method, "the cache cannot be asked: " + broken);
    }
  }

  /** Explains a call that is never answered from an entry. */
  static Explanation notCached(ServiceMethod method, String why) {
    return new Explanation(
        Outcome.NOT_CACHED, Optional.empty(), List.of(why), method + ": not cached, as " + why, "");
  }

  private Explanation explain(CacheKey key, @Nullable Object[] arguments)
      throws IOException, UnencodableException {
    Optional<Entry> entry;
    try {
      entry = cache.backend().read(key, limits);
    } catch (CorruptEntryException damaged) {
      return blocked("it is damaged: " + damaged.getMessage(), key, arguments);
    }
    if (entry.isEmpty()) {
      return miss(key, arguments);
    }
    String obstacle = entries.obstacle(entry.get(), key);
    return obstacle.isEmpty() ? hit(entry.get(), arguments) : blocked(obstacle, key, arguments);
  }

  private Explanation hit(Entry entry, @Nullable Object[] arguments) {
    Duration age = since(Instant.ofEpochMilli(entry.createdMillis()));
    StringBuilder text = new StringBuilder(method.toString()).append(": hit, made ");
    Ages.appendAgo(age, text);
    text.append(" in ");
    Ages.append(Duration.ofNanos(entry.loadTimeNanos()), text);
    new ExplainedKey(method, entry.key(), history).appendTo(text);
    text.append("\n  entry       ").append(cache.backend().place(entry.key()));
    return new Explanation(
        Outcome.HIT, Optional.of(age), List.of(), text.toString(), values(arguments));
  }

  /** An entry is there, and of no use. */
  private Explanation blocked(String obstacle, CacheKey key, @Nullable Object[] arguments) {
    String place = "\n  entry       " + cache.backend().place(key);
    return miss(List.of("there is an entry, but " + obstacle), "", place, key, arguments);
  }

  private Explanation miss(CacheKey key, @Nullable Object[] arguments)
      throws IOException, UnencodableException {
    NearestEntry search = new NearestEntry(key, history.callOf(key, arguments), history.calls());
    cache.backend().list(key.method(), search);
    NearestEntry.Candidate nearest = search.nearest();
    if (nearest == null) {
      return miss(List.of("no entry of this method is stored"), "", "", key, arguments);
    }
    StringBuilder text = new StringBuilder("\n  nearest     ").append(nearest.describe());
    text.append(", used ");
    Ages.appendAgo(since(nearest.entry().lastUsed()), text);
    text.append(search.count() == 1 ? "; 1 is stored" : "; " + search.count() + " are stored");
    return miss(differences(nearest), text.toString(), "", key, arguments);
  }

  /** Why comes first: it is what was asked for. */
  private Explanation miss(
      List<String> differences,
      String nearest,
      String place,
      CacheKey key,
      @Nullable Object[] arguments) {
    StringBuilder text = new StringBuilder(method.toString()).append(": miss");
    for (String each : differences) {
      text.append("\n  ").append(each);
    }
    text.append(nearest);
    new ExplainedKey(method, key, history).appendTo(text);
    text.append(place);
    return new Explanation(
        Outcome.MISS, Optional.empty(), differences, text.toString(), values(arguments));
  }

  private List<String> differences(NearestEntry.Candidate nearest) {
    List<String> differences = new ArrayList<>();
    if (nearest.isSameKey()) {
      differences.add(expiry(nearest.entry().lastUsed()));
    }
    if (!nearest.hasSameCode()) {
      addCodeChanges(nearest.entry().key().code(), differences);
    }
    if (!nearest.hasSameArguments()) {
      addCallChanges(nearest, differences);
    }
    return differences;
  }

  private String expiry(Instant lastUsed) {
    StringBuilder text = new StringBuilder("its entry has expired: used ");
    Ages.appendAgo(since(lastUsed), text);
    text.append(", and kept for ");
    Ages.append(limits.expireAfterAccess(), text);
    return text.toString();
  }

  private Duration since(Instant time) {
    return Duration.between(time, cache.clock().instant());
  }

  private void addCodeChanges(Digest128 version, List<String> differences) {
    if (history.codeVersion().isPresent()) {
      differences.add("codeVersion is another, or was not given then");
      return;
    }
    List<String> changes =
        history.changeSince(version).map(CodeChange::sentences).orElse(List.of());
    if (changes.isEmpty()) {
      differences.add("the code is another; which part of it is not known any more");
    }
    differences.addAll(changes);
  }

  private void addCallChanges(NearestEntry.Candidate nearest, List<String> differences) {
    if (nearest.call().isEmpty()) {
      differences.add("the arguments or the state differ; which of them is not known any more");
      return;
    }
    Digest128 then = nearest.call().get().state();
    if (!then.equals(history.state())) {
      StateChange.add(history.fieldsOf(then), history.fieldsOf(history.state()), differences);
    }
    for (int index : nearest.otherArguments()) {
      differences.add(method.parameter(index) + " differs");
    }
  }

  private String values(@Nullable Object[] arguments) {
    StringJoiner values = new StringJoiner("\n");
    for (int i = 0; i < arguments.length; i++) {
      values.add("  " + method.parameter(i) + " = " + text(arguments[i]));
    }
    return values.toString();
  }

  private static String text(@Nullable Object value) {
    try {
      String inBrackets = Arrays.deepToString(new Object[] {value});
      return inBrackets.substring(1, inBrackets.length() - 1);
    } catch (RuntimeException | StackOverflowError | LinkageError failed) { // users' toString
      return "(its toString failed: " + failed + ')';
    }
  }

  /** Returns what the method's code covers, and what it cannot answer for. */
  String report() {
    StringBuilder text = new StringBuilder(method.toString());
    if (history.codeVersion().isPresent()) {
      return text.append("\n  codeVersion \"")
          .append(history.codeVersion().get())
          .append("\" stands for its code")
          .toString();
    }
    CodeReport.of(history.code()).appendTo(text);
    return text.toString();
  }
}
