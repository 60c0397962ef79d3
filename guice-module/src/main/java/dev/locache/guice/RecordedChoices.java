package dev.locache.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.Binder;
import dev.locache.FingerprintScope;
import dev.locache.ServiceBuilder;
import dev.locache.guice.LocacheBinder.Choices;
import dev.locache.spi.Limits;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records choices, one line each, and reports at the user's line those that are none. */
abstract class RecordedChoices<T, S> implements Choices<S> {
  private final Binder binder;
  private final ServiceDefinition<T> service;

  RecordedChoices(Binder binder, ServiceDefinition<T> service) {
    this.binder = binder;
    this.service = service;
  }

  abstract S self();

  @Override
  public S maximumEntries(long entries) {
    limit(() -> new Limits(entries, Duration.ofDays(1)));
    return choose(builder -> builder.maximumEntries(entries));
  }

  @Override
  public S expireAfterAccess(Duration age) {
    limit(() -> new Limits(Limits.UNLIMITED, age));
    return choose(builder -> builder.expireAfterAccess(age));
  }

  @Override
  public S codeVersion(String version) {
    if (version.isBlank()) {
      binder.addError("codeVersion (\"%s\") must not be blank", version);
    }
    return choose(builder -> builder.codeVersion(version));
  }

  @Override
  public S stateKey(Object value) {
    requireNonNull(value, "value");
    return choose(builder -> builder.stateKey(value));
  }

  @Override
  public S ignoreField(String name) {
    requireNonNull(name, "name");
    return choose(builder -> builder.ignoreField(name));
  }

  @Override
  public S reaches(Class<?>... classes) {
    Class<?>[] copy = classes.clone();
    return choose(builder -> builder.reaches(copy));
  }

  @Override
  public S fingerprint(FingerprintScope scope) {
    requireNonNull(scope, "scope");
    return choose(builder -> builder.fingerprint(scope));
  }

  private S choose(Consumer<ServiceBuilder<T>> choice) {
    service.choose(choice);
    return self();
  }

  /** Reports a limit that is none at the line where it was given. */
  private void limit(Supplier<Limits> limits) {
    try {
      if (limits.get().keepNothing()) {
        service.keepNothing();
      }
    } catch (IllegalArgumentException none) {
      binder.addError("%s", none.getMessage());
    }
  }
}
