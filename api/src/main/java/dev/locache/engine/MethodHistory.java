package dev.locache.engine;

import dev.locache.fingerprint.CodePart;
import dev.locache.fingerprint.IndexStore;
import dev.locache.fingerprint.MethodCode;
import dev.locache.history.CodeChange;
import dev.locache.history.History;
import dev.locache.history.KnownCall;
import dev.locache.key.UnencodableException;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one method's keys are made of, now and in earlier runs. Keeps for each miss what its key
 * stands for, so that a later one can be explained. Thread-safe.
 */
final class MethodHistory {
  private final History history;
  private final ServiceMethod method;
  private final Identity identity;
  private final Optional<String> codeVersion;
  private final MethodKeys keys;
  private final boolean keepsCalls;
  private final AtomicBoolean keptState = new AtomicBoolean();

  MethodHistory(
      History history,
      ServiceMethod method,
      Identity identity,
      Optional<String> codeVersion,
      MethodKeys keys) {
    this.history = history;
    this.method = method;
    this.identity = identity;
    this.codeVersion = codeVersion;
    this.keys = keys;
    this.keepsCalls = history.keepsCalls();
  }

  /**
   * Keeps what a key stands for, that will have an entry soon.
   *
   * @throws UnencodableException if an argument had a canonical form a moment ago and now has none
   */
  void keep(CacheKey key, @Nullable Object[] arguments) throws UnencodableException {
    if (!keepsCalls) {
      return;
    }
    history.addCall(key.method(), callOf(key, arguments));
    if (keptState.compareAndSet(false, true) && !history.knowsState(identity.state())) {
      history.addState(identity.state(), identity.stateFields());
    }
  }

  KnownCall callOf(CacheKey key, @Nullable Object[] arguments) throws UnencodableException {
    return new KnownCall(key.arguments(), identity.state(), keys.digestOfEach(arguments));
  }

  Map<Digest128, KnownCall> calls() {
    return history.calls(method.id());
  }

  /** Returns the versions of the code that are known, the one seen last first. */
  List<Digest128> versions() {
    return history.codes(method.id());
  }

  Optional<String> codeVersion() {
    return codeVersion;
  }

  /**
   * Returns the parts of the present code, read again; none if a version stands for it, or class
   * files have changed since wrapping.
   *
   * @throws IllegalArgumentException if they cannot be read any more
   */
  MethodCode code() {
    MethodCode unknown = MethodCode.withoutParts(keys.code(), false, List.of());
    if (codeVersion.isPresent()) {
      return unknown;
    }
    CodeReader reader = identity.reader();
    MethodCode now = reader.read(method.implemented(), reader.open(IndexStore.NONE));
    if (!now.digest().equals(keys.code())) {
      return unknown;
    }
    history.addCode(method.id(), now);
    return now;
  }

  /** Returns what has changed since a version, if that is known. */
  Optional<CodeChange> changeSince(Digest128 version) {
    List<CodePart> now = parts();
    return now.isEmpty() ? Optional.empty() : history.change(method.id(), version, now);
  }

  /** Returns the parts of the present code; none if they cannot be had any more. */
  List<CodePart> parts() {
    List<CodePart> known = history.parts(method.id(), keys.code());
    try {
      return known.isEmpty() ? code().parts() : known;
    } catch (IllegalArgumentException unreadable) { // or changed halfway
      return List.of();
    }
  }

  /** Returns the fields of this implementation, or of the one that a state was taken from. */
  Map<String, Digest128> fieldsOf(Digest128 state) {
    return state.equals(identity.state()) ? identity.stateFields() : history.state(state);
  }

  Digest128 state() {
    return identity.state();
  }

  /** Returns whether a key that the user gave stands for the state. */
  boolean hasStateKey() {
    return identity.hasStateKey();
  }
}
