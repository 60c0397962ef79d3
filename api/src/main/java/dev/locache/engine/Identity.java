package dev.locache.engine;

import dev.locache.fingerprint.ImplementationCode;
import dev.locache.key.KeyEncoding;
import dev.locache.key.State;
import dev.locache.key.UnencodableException;
import dev.locache.spi.Digest128;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an implementation decides its results, taken when wrapping: the code, and the state in
 * its fields. Two implementations that could differ must not be taken for one, so what cannot be
 * known is a problem, never left out.
 */
final class Identity {
  private static final Digest128 UNKNOWN = new Digest128(0, 0);

  private final KeyEncoding encoding;
  private final Digest128 state;
  private final Digest128 analysedCode;

  private Identity(KeyEncoding encoding, Digest128 state, Digest128 analysedCode) {
    this.encoding = encoding;
    this.state = state;
    this.analysedCode = analysedCode;
  }

  /**
   * Looks at the code and the state of {@code implementation}.
   *
   * @param analyse whether there is a method without a code version of its own
   */
  static Identity of(
      KeyEncoding encoding,
      Class<?> type,
      Object implementation,
      ServiceOptions options,
      boolean analyse,
      Problems problems) {
    ImplementationCode classes = ImplementationCode.of(type, implementation.getClass());
    FieldRules rules = new FieldRules(classes, implementation.getClass(), options.ignoredFields());
    State state = encoding.state(implementation, rules);
    rules.reportUnknown(problems);
    Digest128 stateDigest = state.digest();
    if (options.stateKey().isPresent()) {
      stateDigest = stateKey(encoding, options.stateKey().get(), problems);
    } else {
      state.problems().forEach(problems::add);
    }
    Set<Class<?>> covered = new HashSet<>(state.collaborators());
    covered.addAll(options.reached());
    Digest128 code = analyse ? analyse(classes, covered, problems) : UNKNOWN;
    return new Identity(encoding, stateDigest, code);
  }

  Digest128 state() {
    return state;
  }

  /** Returns the digest that stands for the code of a method. */
  Digest128 code(Optional<String> codeVersion) {
    return codeVersion.isEmpty() ? analysedCode : digest(List.of("codeVersion", codeVersion.get()));
  }

  private Digest128 digest(Object value) {
    try {
      return encoding.stateKey(value);
    } catch (UnencodableException impossible) {
      throw new AssertionError("strings have a canonical form", impossible);
    }
  }

  private static Digest128 analyse(
      ImplementationCode classes, Set<Class<?>> covered, Problems problems) {
    try {
      return classes.classScope(covered);
    } catch (IllegalArgumentException unreadable) {
      problems.add(String.valueOf(unreadable.getMessage()));
      return UNKNOWN;
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
