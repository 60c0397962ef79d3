package dev.locache.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.Binder;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.matcher.Matchers;
import com.google.inject.spi.ProvisionListener;
import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds what an injector needs to cache. Those that open the same are equal, such as two without
 * choices, and are installed once.
 */
final class CacheModule implements Module {
  private final Opening opening;

  /** The user's line that made the module. */
  private final StackTraceElement source;

  CacheModule(Opening opening, StackTraceElement source) {
    this.opening = opening;
    this.source = source;
  }

  /** Where the cache comes from. */
  sealed interface Opening {}

  /** From settings and bindings, and these choices. */
  record Chosen(Optional<Consumer<CacheConfig.Builder>> choices) implements Opening {}

  /** From a configuration. */
  record Configured(CacheConfig config) implements Opening {
    Configured {
      requireNonNull(config, "config");
    }
  }

  /** From the user, open. */
  record Given(ResultCache open) implements Opening {
    Given {
      requireNonNull(open, "open");
    }
  }

  /** There is none: calls go through. */
  record Bypass() implements Opening {}

  @Override
  public void configure(Binder user) {
    Binder binder = user.withSource(source);
    bindCache(binder);
    bindInterception(binder);
  }

  private void bindCache(Binder binder) {
    if (opening instanceof Chosen chosen) {
      BoundChoices.declare(binder);
      binder
          .bind(ResultCache.class)
          .toProvider(new ChosenCache(chosen.choices()))
          .asEagerSingleton();
    } else if (opening instanceof Configured configured) {
      binder
          .bind(ResultCache.class)
          .toProvider(() -> Locache.open(configured.config()))
          .asEagerSingleton();
    } else if (opening instanceof Given given) {
      binder.bind(ResultCache.class).toInstance(given.open());
    } else {
      CacheConfig off = CacheConfig.builder().enabled(false).build();
      binder.bind(ResultCache.class).toProvider(() -> Locache.open(off)).asEagerSingleton();
    }
  }

  /** Equal bindings are made once, which leaves a second cache as the only thing to complain of. */
  private static void bindInterception(Binder binder) {
    binder.bind(Interception.class).in(Singleton.class);
    CachedInterceptor interceptor = new CachedInterceptor();
    binder.requestInjection(interceptor);
    binder.bindInterceptor(Matchers.any(), Matchers.annotatedWith(Cached.class), interceptor);
    MadeObjects made = new MadeObjects();
    binder.requestInjection(made);
    binder.bindListener(Matchers.any(), (ProvisionListener) made);
    binder.bindListener(Matchers.any(), new UnreachableMethods());
    binder.requestInjection(new BindingCheck());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CacheModule module && module.opening.equals(opening);
  }

  @Override
  public int hashCode() {
    return opening.hashCode();
  }
}
