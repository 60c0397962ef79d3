package dev.locache.engine;

import dev.locache.Explanation;
import dev.locache.Explanation.Outcome;
import dev.locache.history.CodeChange;
import dev.locache.key.UnencodableException;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private final String codec;
  private final Limits limits;

  Explainer(
      OpenCache cache,
      ServiceMethod method,
      MethodKeys keys,
      MethodHistory history,
      String codec,
      Limits limits) {
    this.cache = cache;
    this.method = method;
    this.keys = keys;
    this.history = history;
    this.codec = codec;
    this.limits = limits;
  }

  /** Is told of each miss before the method runs. */
  void missed(CacheKey key, @Nullable Object[] arguments) {
    history.keep(key, arguments);
    if (Log.verbose()) {
      sayWhatChanged(key);
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
    try {
      return cache
          .backend()
          .read(new CacheKey(key.method(), version, key.arguments()), limits)
          .isPresent();
    } catch (IOException unreadable) {
      return false; // then nothing can be said of it
    }
  }

  /** Explains a call. */
  Explanation explain(@Nullable Object[] arguments) {
    CacheKey key;
    try {
      key = keys.key(arguments);
    } catch (UnencodableException | RuntimeException | StackOverflowError | LinkageError cause) {
      return notCached(method, "its arguments have no canonical form: " + cause.getMessage());
    }
    try {
      return explain(key, arguments);
    } catch (IOException | UnencodableException failure) {
      return notCached(method, "the backend cannot be asked: " + failure);
    }
  }

  /** Explains a call that is never answered from an entry. */
  static Explanation notCached(Object method, String why) {
    return new Explanation(
        Outcome.NOT_CACHED, Optional.empty(), List.of(why), method + ": not cached, as " + why, "");
  }

  private Explanation explain(CacheKey key, @Nullable Object[] arguments)
      throws IOException, UnencodableException {
    ExplainedKey made = new ExplainedKey(method, key, history);
    Optional<Entry> entry = cache.backend().read(key, limits);
    String obstacle = entry.isPresent() ? obstacleTo(entry.get(), key) : "";
    if (entry.isPresent() && obstacle.isEmpty()) {
      return hit(entry.get(), made, arguments);
    }
    List<String> differences = new ArrayList<>();
    StringBuilder text = new StringBuilder(method.toString()).append(": miss");
    made.appendTo(text);
    if (!obstacle.isEmpty()) {
      differences.add(obstacle);
      text.append("\n  there is an entry, but ").append(obstacle);
    } else {
      nearest(key, arguments, differences, text);
    }
    return new Explanation(
        Outcome.MISS, Optional.empty(), differences, text.toString(), values(arguments));
  }

  private Explanation hit(Entry entry, ExplainedKey made, @Nullable Object[] arguments) {
    Duration age =
        Duration.between(Instant.ofEpochMilli(entry.createdMillis()), cache.clock().instant());
    StringBuilder text = new StringBuilder(method.toString()).append(": hit, made ");
    Ages.append(age, text);
    text.append(" ago in ");
    Ages.append(Duration.ofNanos(entry.loadTimeNanos()), text);
    made.appendTo(text);
    text.append("\n  entry       ").append(cache.backend().place(entry.key()));
    return new Explanation(
        Outcome.HIT, Optional.of(age), List.of(), text.toString(), values(arguments));
  }

  private String obstacleTo(Entry entry, CacheKey key) {
    if (!entry.codec().equals(codec)) {
      return "it was written by codec \""
          + entry.codec()
          + "\", and this cache uses \""
          + codec
          + '"';
    }
    if (!entry.key().equals(key) || !cache.seal().matches(entry)) {
      return "it is damaged, or not signed with this cache's key";
    }
    return "";
  }

  private void nearest(
      CacheKey key, @Nullable Object[] arguments, List<String> differences, StringBuilder text)
      throws IOException, UnencodableException {
    NearestEntry search = new NearestEntry(key, history.callOf(key, arguments), history.calls());
    cache.backend().list(key.method(), search);
    NearestEntry.Candidate nearest = search.nearest();
    if (nearest == null) {
      differences.add("no entry of this method is stored");
      text.append("\n  no entry of this method is stored");
      return;
    }
    text.append("\n  nearest     ").append(search.count()).append(" stored; one has ");
    text.append(nearest.describe()).append(", last used ").append(nearest.entry().lastUsed());
    if (nearest.isSameKey()) {
      differences.add("the entry has expired: " + limits);
    }
    if (!nearest.hasSameCode()) {
      addCodeChanges(nearest.entry().key().code(), differences);
    }
    addCallChanges(nearest, differences);
    for (String each : differences) {
      text.append("\n    ").append(each);
    }
  }

  private void addCodeChanges(Digest128 version, List<String> differences) {
    Optional<CodeChange> change = history.changeSince(version);
    if (change.isEmpty()) {
      differences.add("the code is another; which part of it is not known any more");
      return;
    }
    differences.addAll(change.get().sentences());
  }

  private void addCallChanges(NearestEntry.Candidate nearest, List<String> differences) {
    if (nearest.hasSameArguments()) {
      return;
    }
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
      values.add("  " + method.parameter(i) + " = " + arguments[i]);
    }
    return values.toString();
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
