package dev.locache.engine;

import dev.locache.fingerprint.ImplementationCode;
import dev.locache.key.KeyEncoding;
import dev.locache.key.State;
import dev.locache.key.UnencodableException;
import dev.locache.spi.Digest128;
import java.util.List;
import java.util.Optional;

/**
 * What of an implementation decides its results, taken when wrapping: the code, and the state in
 * its fields. Two implementations that could differ must not be taken for one, so what cannot be
 * known is a problem, never left out.
 */
final class Identity {
  private static final Digest128 UNKNOWN = new Digest128(0, 0);

  private final KeyEncoding encoding;
  private final Digest128 state;
  private final ServiceCode code;

  private Identity(KeyEncoding encoding, Digest128 state, ServiceCode code) {
    this.encoding = encoding;
    this.state = state;
    this.code = code;
  }

  /** Looks at the state of {@code implementation}; at its code when a method is asked for. */
  static Identity of(
      KeyEncoding encoding,
      Class<?> type,
      Object implementation,
      ServiceOptions options,
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
    ServiceCode code = new ServiceCode(classes, state.collaborators(), options, problems);
    return new Identity(encoding, stateDigest, code);
  }

  Digest128 state() {
    return state;
  }

  /** Returns the digest that stands for the code of a method. */
  Digest128 code(Optional<String> codeVersion, ServiceMethod method) {
    return codeVersion.isEmpty()
        ? code.of(method)
        : digest(List.of("codeVersion", codeVersion.get()));
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
