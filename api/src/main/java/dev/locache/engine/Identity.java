package dev.locache.engine;

import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.IndexStore;
import dev.locache.history.History;
import dev.locache.key.KeyEncoding;
import dev.locache.key.State;
import dev.locache.key.UnencodableException;
import dev.locache.spi.Digest128;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of an implementation decides its results, taken when wrapping: the code, and the state in
 * its fields. Two implementations that could differ must not be taken for one, so what cannot be
 * known is a problem, never left out.
 */
final class Identity {
  private static final Digest128 UNKNOWN = new Digest128(0, 0);

  private final KeyEncoding encoding;

  /** An object whose calls are caught elsewhere lives no longer for being cached. */
  private final WeakReference<Object> implementation;

  private final ServiceOptions options;
  private final boolean codeIsGiven;
  private final Digest128 state;
  private final ServiceCode code;

  private Identity(
      KeyEncoding encoding,
      Object implementation,
      ServiceOptions options,
      boolean codeIsGiven,
      Digest128 state,
      ServiceCode code) {
    this.encoding = encoding;
    this.implementation = new WeakReference<>(implementation);
    this.options = options;
    this.codeIsGiven = codeIsGiven;
    this.state = state;
    this.code = code;
  }

  /**
   * Looks at the state of {@code implementation}; at its code when a method is asked for.
   *
   * @param codeIsGiven whether each method has a version of its code given by the user
   */
  static Identity of(
      KeyEncoding encoding,
      Class<?> type,
      Object implementation,
      ServiceOptions options,
      History history,
      boolean codeIsGiven,
      Problems problems) {
    Class<?> written = options.classOf(implementation);
    ImplementationCode classes = ImplementationCode.of(type, written, options.packages(), history);
    FieldRules rules = new FieldRules(classes, written, options, codeIsGiven);
    State state = encoding.state(implementation, rules);
    rules.reportUnknown(problems);
    Digest128 stateDigest = state.digest();
    if (options.stateKey().isPresent()) {
      stateDigest = stateKey(encoding, options.stateKey().get(), problems);
    } else {
      for (String problem : state.problems()) {
        problems.add(problem);
      }
    }
    CodeReader reader = new CodeReader(type, written, state.collaborators(), options);
    ServiceCode code = new ServiceCode(reader, classes, history, problems);
    return new Identity(encoding, implementation, options, codeIsGiven, stateDigest, code);
  }

  Digest128 state() {
    return state;
  }

  boolean hasStateKey() {
    return options.stateKey().isPresent();
  }

  /** Returns the digest that stands for the code of a method. */
  Digest128 code(Optional<String> codeVersion, ServiceMethod method) {
    return codeVersion.isEmpty()
        ? code.of(method)
        : digest(List.of("codeVersion", codeVersion.get()));
  }

  /** Returns what reads the code again. */
  CodeReader reader() {
    return code.reader();
  }

  /** Keeps what was found out about code, for later runs. */
  void save() {
    code.save();
  }

  /**
   * Returns a digest of each field by its name; none if a state key stands for all of them, or if
   * they have changed since the state was taken.
   */
  Map<String, Digest128> stateFields() {
    Object implementation = this.implementation.get();
    if (options.stateKey().isPresent() || implementation == null) {
      return Map.of();
    }
    ImplementationCode classes = code.reader().open(IndexStore.NONE);
    FieldRules rules =
        new FieldRules(classes, options.classOf(implementation), options, codeIsGiven);
    return encoding.state(implementation, rules).digest().equals(state)
        ? encoding.stateFields(implementation, rules)
        : Map.of();
  }

  private Digest128 digest(Object value) {
    try {
      return encoding.stateKey(value);
    } catch (UnencodableException impossible) {
      throw new AssertionError("strings have a canonical form", impossible);
    }
  }

  private static Digest128 stateKey(KeyEncoding encoding, Object key, Problems problems) {
    try {
      return encoding.stateKey(key);
    } catch (UnencodableException without) {
      problems.add("stateKey: " + without.getMessage());
      return UNKNOWN;
    }
  }
}
