package dev.locache.guice;

import com.google.inject.Module;
import dev.locache.CacheConfig;
import dev.locache.ResultCache;
import dev.locache.guice.CacheModule.Bypass;
import dev.locache.guice.CacheModule.Chosen;
import dev.locache.guice.CacheModule.Configured;
import dev.locache.guice.CacheModule.Given;
import dev.locache.guice.CacheModule.Opening;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes modules that bind the {@link ResultCache} of an injector, and have Guice intercept the
 * methods of the classes it makes that are marked {@link dev.locache.Cached}.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(LocacheModule.create(), new RatesModule());
 * try (ResultCache cache = injector.getInstance(ResultCache.class)) {
 *   injector.getInstance(App.class).run();
 * }
 * }</pre>
 *
 * <p>One of them belongs into an injector, as high up as its cached services are. The cache is
 * opened when the injector is created, so that a wrong setting fails there. Whoever creates the
 * injector closes the cache, when its services are no longer called; calls after that run the
 * methods. A cache that was given to {@link #using} stays its giver's to close.
 */
public final class LocacheModule {
  private LocacheModule() {}

  /**
   * Opens a cache as the settings around the program have it, and as these optional bindings have
   * it, which win:
   *
   * <ul>
   *   <li>{@code @Named("locache.backend") String}, the backend's id;
   *       {@code @Named("locache.codec") String}; {@code @Named("locache.directory") String}
   *   <li>{@link dev.locache.spi.CacheBackend}, one that is open already, and is closed by whoever
   *       opened it
   *   <li>{@link java.time.InstantSource}, the time by which entries age
   *   <li>key encoders, by {@link LocacheBinder#keyEncoder}
   * </ul>
   */
  public static Module create() {
    return module(new Chosen(Optional.empty()));
  }

  /**
   * Opens a cache as {@link #create()} does, and with choices that win over settings and bindings.
   *
   * @param choices is called once per injector, when it is created
   */
  public static Module create(Consumer<CacheConfig.Builder> choices) {
    return module(new Chosen(Optional.of(choices)));
  }

  /** Opens a cache with a configuration that is complete: no bindings are asked for. */
  public static Module of(CacheConfig config) {
    return module(new Configured(config));
  }

  /** Uses a cache that is open already, which the injector's end does not close. */
  public static Module using(ResultCache open) {
    return module(new Given(open));
  }

  /**
   * Lets every call run its method: nothing is opened, looked at, stored or refused. For tests,
   * such as {@code Modules.override(new AppModule()).with(LocacheModule.bypassing())}. A test that
   * wants a cache, but an empty one, says {@code create(choices -> choices.directory(empty))}.
   */
  public static Module bypassing() {
    return module(new Bypass());
  }

  private static Module module(Opening opening) {
    StackTraceElement caller =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(each -> !each.getClassName().equals(LocacheModule.class.getName()))
                        .findFirst()
                        .orElseThrow()
                        .toStackTraceElement());
    return new CacheModule(opening, caller);
  }
}
