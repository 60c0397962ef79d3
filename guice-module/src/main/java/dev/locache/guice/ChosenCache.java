package dev.locache.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens a cache from what is bound, then from what was chosen. */
final class ChosenCache implements Provider<ResultCache> {
  private final Optional<Consumer<CacheConfig.Builder>> choices;
  private @Nullable BoundChoices bound;

  ChosenCache(Optional<Consumer<CacheConfig.Builder>> choices) {
    this.choices = choices;
  }

  @Inject
  void bound(BoundChoices bound) {
    this.bound = bound;
  }

  @Override
  public ResultCache get() {
    CacheConfig.Builder builder = CacheConfig.builder();
    requireNonNull(bound, "injected before it is asked").applyTo(builder);
    choices.ifPresent(each -> each.accept(builder));
    return Locache.open(builder.build());
  }
}
