package dev.locache.engine;

import dev.locache.key.ArgumentDigester;
import dev.locache.key.UnencodableException;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.MethodId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes the keys of one method's calls. Thread-safe. */
final class MethodKeys {
  private final MethodId method;
  private final Digest128 code;
  private final ArgumentDigester arguments;
  private final FailurePolicy failures;
  private final Counters counters;
  private final AtomicBoolean warned = new AtomicBoolean();

  MethodKeys(
      MethodId method,
      Digest128 code,
      ArgumentDigester arguments,
      FailurePolicy failures,
      Counters counters) {
    this.method = method;
    this.code = code;
    this.arguments = arguments;
    this.failures = failures;
    this.counters = counters;
  }

  /** Returns the digest that stands for the code. */
  Digest128 code() {
    return code;
  }

  /** Returns the key of a call. */
  CacheKey key(@Nullable Object[] values) throws UnencodableException {
    return new CacheKey(method, code, arguments.digest(values));
  }

  /** Returns a digest of each argument by itself. */
  List<Digest128> digestOfEach(@Nullable Object[] values) throws UnencodableException {
    return arguments.digestOfEach(values);
  }

  /** Returns the key of a call; empty if its arguments have no canonical form. */
  Optional<CacheKey> keyOf(@Nullable Object[] values) {
    try {
      return Optional.of(key(values));
    } catch (UnencodableException | RuntimeException | StackOverflowError | LinkageError cause) {
      // Wide, since arguments' accessors and users' key encoders run in there.
      counters.uncacheable();
      if (warned.compareAndSet(false, true)) {
        failures.uncacheable(method + ": a call was not cached: " + cause.getMessage(), cause);
      }
      return Optional.empty();
    }
  }
}
