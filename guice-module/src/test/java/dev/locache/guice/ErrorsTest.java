package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.ScopeAnnotation;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.matcher.Matchers;
import com.google.inject.name.Names;
import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.MemoryBackend;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a user reads who has made a mistake: the whole message as Guice prints it, but for numbers
 * of lines and the legend of names below it. Nearly all of it comes when the injector is created,
 * all mistakes together.
 */
final class ErrorsTest {
  private static final String HEAD = "Unable to create injector, see the following errors:\n\n";

  @ScopeAnnotation
  @Retention(RetentionPolicy.RUNTIME)
  @interface RequestScoped {}

  interface Streams {
    InputStream open(String name);
  }

  static final class FileStreams implements Streams {
    @Override
    public InputStream open(String name) {
      return InputStream.nullInputStream();
    }
  }

  static final class TunedSquares implements Squares {
    private final ProcessBuilder tuning = new ProcessBuilder();

    @Override
    public int square(int number) {
      return number * number + 0 * tuning.command().size();
    }
  }

  static class Opening {
    @Cached
    InputStream open(String name) {
      return InputStream.nullInputStream();
    }
  }

  static class Unreachable {
    @Cached
    private int hidden(int number) {
      return number;
    }

    @Cached
    static int shared(int number) {
      return number;
    }

    @Cached
    final int fixed(int number) {
      return number;
    }

    int all() {
      return hidden(1) + shared(2) + fixed(3);
    }
  }

  static final class FinalPrices {
    @Cached
    int price(int amount) {
      return amount;
    }
  }

  static class Prices {
    @Cached
    int price(int amount) {
      return amount;
    }
  }

  static class TunedPrices extends Prices {
    final ProcessBuilder tuning = new ProcessBuilder();
  }

  /** Holds what Locache cannot look into. */
  static final class Timing implements MethodInterceptor {
    final ProcessBuilder reports = new ProcessBuilder();

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      return invocation.proceed();
    }
  }

  @Singleton
  static class Shop {
    @Inject
    Shop(Squares squares) {
      squares.square(1);
    }
  }

  /** What a user's module says, with a cache beside it. */
  private static final class UsersModule extends AbstractModule {
    private final Consumer<UsersModule> statements;

    UsersModule(Consumer<UsersModule> statements) {
      this.statements = statements;
    }

    @Override
    protected void configure() {
      install(cache());
      statements.accept(this);
    }

    LocacheBinder services() {
      return LocacheBinder.of(binder());
    }

    <T> com.google.inject.binder.AnnotatedBindingBuilder<T> plain(Class<T> type) {
      return bind(type);
    }
  }

  static final class TunedPricesModule extends AbstractModule {
    @Provides
    @Singleton
    TunedPrices tuned() {
      return new TunedPrices();
    }
  }

  private static Module cache() {
    return LocacheModule.of(
        CacheConfig.builder().backend(MemoryBackend.open(InstantSource.system())).build());
  }

  private static String creationError(Consumer<UsersModule> statements) {
    return creationError(Stage.DEVELOPMENT, new UsersModule(statements));
  }

  private static String creationError(Stage stage, Module... modules) {
    CreationException error =
        catchThrowableOfType(CreationException.class, () -> Guice.createInjector(stage, modules));
    return text(error);
  }

  private static String provisionError(Class<?> asked, Module... modules) {
    ProvisionException error =
        catchThrowableOfType(
            ProvisionException.class, () -> Guice.createInjector(modules).getInstance(asked));
    return text(error);
  }

  private static String text(Exception error) {
    return String.valueOf(error.getMessage())
        .replaceAll("\\.java:\\d+\\)", ".java)")
        .replaceAll("lambda\\$(\\w+)\\$\\d+\\(", "$1(")
        .replaceAll("(?s)\n\n======================\nFull classname legend:.*", "")
        .replaceAll("\\(file:[^)]*\\)", "(here)");
  }

  @Test
  void noImplementationIsBound() {
    assertThat(
            creationError(
                user ->
                    user.services()
                        .bind(Squares.class)
                        .to(Key.get(Squares.class, Names.named("fast")))))
        .isEqualTo(
            HEAD
                + """
                1) [Guice/MissingImplementation]: No implementation for Squares annotated with @Named("fast") was bound.

                Did you mean?
                    * Squares bound at ErrorsTest.noImplementationIsBound(ErrorsTest.java)

                Requested by:
                1  : ErrorsTest.noImplementationIsBound(ErrorsTest.java)

                Learn more:
                  https://github.com/google/guice/wiki/MISSING_IMPLEMENTATION

                1 error""");
  }

  @Test
  void noCacheIsInstalled() {
    Module forgetful =
        binder -> {
          binder.bind(Shop.class);
          LocacheBinder.of(binder).bind(Squares.class).to(TunedSquares.class);
        };
    assertThat(creationError(Stage.DEVELOPMENT, forgetful))
        .isEqualTo(
            HEAD
                + """
                1) no cache for Squares; install LocacheModule.create() as well
                  at CachedProvider.check(CachedProvider.java)
                  at ErrorsTest.noCacheIsInstalled(ErrorsTest.java)

                1 error""");
  }

  @Test
  void twoCachesAreInstalled() {
    assertThat(creationError(Stage.DEVELOPMENT, cache(), LocacheModule.create()))
        .isEqualTo(
            HEAD
                + """
                1) [Guice/BindingAlreadySet]: ResultCache was bound multiple times.

                Bound at:
                1  : ErrorsTest.cache(ErrorsTest.java)
                2  : ErrorsTest.twoCachesAreInstalled(ErrorsTest.java)

                Learn more:
                  https://github.com/google/guice/wiki/BINDING_ALREADY_SET

                1 error""");
  }

  @Test
  void aServiceIsBoundTwice() {
    assertThat(
            creationError(
                user -> {
                  user.services().bind(Squares.class).to(TunedSquares.class);
                  user.services().bind(Squares.class).toInstance(new TunedSquares());
                }))
        .isEqualTo(
            HEAD
                + """
                1) [Guice/BindingAlreadySet]: Squares was bound multiple times.

                Bound at:
                1  : ErrorsTest.aServiceIsBoundTwice(ErrorsTest.java)
                2  : ErrorsTest.aServiceIsBoundTwice(ErrorsTest.java)

                Learn more:
                  https://github.com/google/guice/wiki/BINDING_ALREADY_SET

                1 error""");
  }

  @Test
  void severalStatementsAreWrong() {
    assertThat(
            creationError(
                user -> {
                  user.services().bind(Prices.class).to(TunedPrices.class);
                  user.services().bind(Squares.class).to(Squares.class);
                  user.services()
                      .bind(Streams.class)
                      .to(FileStreams.class)
                      .maximumEntries(-1)
                      .expireAfterAccess(Duration.ofDays(-1))
                      .codeVersion(" ")
                      .in(Singleton.class);
                  user.services().intercepted(Opening.class).maximumEntries(-2);
                }))
        .isEqualTo(
            HEAD
                + """
                1) ErrorsTest$Prices is not an interface; bind it as usual, and mark its methods @Cached
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                2) Squares is bound to itself; name its implementation
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                3) maximumEntries (-1) must not be negative
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                4) expireAfterAccess (PT-24H) must not be negative
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                5) codeVersion (" ") must not be blank
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                6) maximumEntries (-2) must not be negative
                  at ErrorsTest.severalStatementsAreWrong(ErrorsTest.java)

                6 errors""");
  }

  @Test
  void methodsCannotBeCached() {
    assertThat(
            creationError(
                user -> {
                  user.services().bind(Streams.class).to(FileStreams.class);
                  user.plain(Opening.class);
                }))
        .isEqualTo(
            HEAD
                + """
                1) cannot cache ErrorsTest$Streams: Streams.open(String): result type InputStream is read once or open (InputStream); return its content, or mark the method @Uncached
                  at CachedProvider.check(CachedProvider.java)
                  at ErrorsTest.methodsCannotBeCached(ErrorsTest.java)

                2) cannot cache ErrorsTest$Opening: Opening.open(String): result type InputStream is read once or open (InputStream); return its content, or mark the method @Uncached
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)
                  at BindingCheck.check(BindingCheck.java)
                  at ErrorsTest.cache(ErrorsTest.java)
                      \\_ installed by: ErrorsTest$UsersModule -> CacheModule

                2 errors""");
  }

  @Test
  void theStateOfAnImplementationCannotBeTold() {
    Module tuned =
        new UsersModule(
            user -> user.services().bind(Squares.class).to(TunedSquares.class).in(Singleton.class));
    String error =
        """
        1) [Guice/ErrorInCustomProvider]: IllegalArgumentException: cannot cache Squares: field TunedSquares.tuning (ProcessBuilder) cannot be part of the key; say @KeyIgnored or ignoreField("tuning") if it cannot change results, or stateKey(...) to name the state yourself
          at ErrorsTest.theStateOfAnImplementationCannotBeTold(ErrorsTest.java)
          while locating Squares

        Learn more:
          https://github.com/google/guice/wiki/ERROR_IN_CUSTOM_PROVIDER

        1 error""";
    assertThat(creationError(Stage.PRODUCTION, tuned)).isEqualTo(HEAD + error);
    assertThat(provisionError(Squares.class, tuned))
        .isEqualTo("Unable to provision, see the following errors:\n\n" + error);
  }

  @Test
  void theStateOfAnInterceptedObjectCannotBeTold() {
    Module tuned = new UsersModule(user -> user.plain(TunedPrices.class).in(Singleton.class));
    assertThat(creationError(Stage.PRODUCTION, tuned))
        .isEqualTo(
            HEAD
                + """
                1) cannot cache ErrorsTest$TunedPrices: field TunedPrices.tuning (ProcessBuilder) cannot be part of the key; say @KeyIgnored or ignoreField("tuning") if it cannot change results, or stateKey(...) to name the state yourself
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)
                  while locating ErrorsTest$TunedPrices

                1 error""");
  }

  @Test
  void anInterceptorCannotBeTold() {
    Module timed =
        new AbstractModule() {
          @Override
          protected void configure() {
            bindInterceptor(Matchers.subclassesOf(Prices.class), Matchers.any(), new Timing());
          }
        };
    assertThat(provisionError(Prices.class, cache(), timed))
        .isEqualTo(
            """
            Unable to provision, see the following errors:

            1) cannot cache ErrorsTest$Prices: field Timing.reports (ProcessBuilder) cannot be part of the key; say @KeyIgnored or ignoreField("Timing.reports") if it cannot change results, or stateKey(...) to name the state yourself
              at ErrorsTest$Prices.class(ErrorsTest.java)
              while locating ErrorsTest$Prices

            1 error""");
    Module toldApart =
        binder -> LocacheBinder.of(binder).intercepted(Prices.class).ignoreField("Timing.reports");
    Prices prices = Guice.createInjector(cache(), timed, toldApart).getInstance(Prices.class);
    assertThat(prices.price(3)).isEqualTo(3);
  }

  @Test
  void noBackendHasTheId() {
    String error =
        HEAD
            + """
            1) [Guice/ErrorInCustomProvider]: IllegalStateException: no backend has the id "redis"; found "files" in FilesBackendProvider (here), "protobuf" in ProtobufBackendProvider (here)
              at ErrorsTest.noBackendHasTheId(ErrorsTest.java)
              while locating ResultCache

            Learn more:
              https://github.com/google/guice/wiki/ERROR_IN_CUSTOM_PROVIDER

            1 error""";
    Module service = binder -> LocacheBinder.of(binder).bind(Squares.class).to(TunedSquares.class);
    Module named =
        binder -> binder.bindConstant().annotatedWith(Names.named("locache.backend")).to("redis");
    for (Stage stage : new Stage[] {Stage.DEVELOPMENT, Stage.PRODUCTION}) {
      assertThat(creationError(stage, LocacheModule.create(c -> c.backend("redis")), service))
          .isEqualTo(error);
      assertThat(creationError(stage, LocacheModule.create(), named, service)).isEqualTo(error);
    }
  }

  @Test
  void twoBackendsAreBound() {
    Module two =
        binder -> {
          binder.bindConstant().annotatedWith(Names.named("locache.backend")).to("files");
          binder.bind(CacheBackend.class).toInstance(MemoryBackend.open(InstantSource.system()));
        };
    assertThat(creationError(Stage.DEVELOPMENT, LocacheModule.create(), two))
        .isEqualTo(
            HEAD
                + """
                1) [Guice/ErrorInCustomProvider]: IllegalStateException: two backends are bound: CacheBackend, and @Named("locache.backend") "files"; bind one of them
                  at ErrorsTest.twoBackendsAreBound(ErrorsTest.java)
                  while locating ResultCache

                Learn more:
                  https://github.com/google/guice/wiki/ERROR_IN_CUSTOM_PROVIDER

                1 error""");
  }

  @Test
  void scopesAreWrong() {
    assertThat(
            creationError(
                user -> {
                  user.services()
                      .bind(Squares.class)
                      .to(TunedSquares.class)
                      .in(RequestScoped.class);
                  LocacheBinder.ServiceChoices<Streams> twice =
                      user.services().bind(Streams.class).to(FileStreams.class).maximumEntries(0);
                  twice.in(Singleton.class);
                  twice.asEagerSingleton();
                }))
        .isEqualTo(
            HEAD
                + """
                1) [Guice/ScopeNotFound]: No scope is bound to ErrorsTest$RequestScoped.

                Used at:
                1  : ErrorsTest.scopesAreWrong(ErrorsTest.java)

                Learn more:
                  https://github.com/google/guice/wiki/SCOPE_NOT_FOUND

                2) Scope is set more than once.
                  at ErrorsTest.scopesAreWrong(ErrorsTest.java)

                2 errors""");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void methodsAreOutOfReach(Stage stage) {
    Module vain =
        new UsersModule(
            user -> {
              user.plain(Unreachable.class);
              user.plain(FinalPrices.class);
            });
    assertThat(creationError(stage, vain))
        .isEqualTo(
            HEAD
                + """
                1) Unreachable.fixed(int) is marked @Cached in vain: it is final; take that away, or let the class implement an interface and bind that by LocacheBinder
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)

                2) Unreachable.hidden(int) is marked @Cached in vain: it is private; make it protected or public
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)

                3) Unreachable.shared(int) is marked @Cached in vain: it is static; make it an instance method
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)

                4) FinalPrices.price(int) is marked @Cached in vain: its class is final; take that away, or let the class implement an interface and bind that by LocacheBinder
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)

                4 errors""");
  }

  @Test
  void objectsAreNotMadeByGuice() {
    Module handedIn = new UsersModule(user -> user.plain(Prices.class).toInstance(new Prices()));
    assertThat(creationError(Stage.DEVELOPMENT, handedIn, new TunedPricesModule()))
        .isEqualTo(
            HEAD
                + """
                1) Prices.price(int) is marked @Cached in vain: Guice intercepts only what it makes, and this object is made elsewhere; bind TunedPrices with a constructor that Guice calls, or let the class implement an interface and bind that by LocacheBinder
                  at ErrorsTest$TunedPricesModule.tuned(ErrorsTest.java)
                  at BindingCheck.check(BindingCheck.java)
                  at ErrorsTest.cache(ErrorsTest.java)
                      \\_ installed by: ErrorsTest$UsersModule -> CacheModule

                2) Prices.price(int) is marked @Cached in vain: Guice intercepts only what it makes, and this object is made elsewhere; bind Prices with a constructor that Guice calls, or let the class implement an interface and bind that by LocacheBinder
                  at ErrorsTest$UsersModule.plain(ErrorsTest.java)

                2 errors""");
  }

  @Test
  void anObjectOfAChildInjectorIsNotMadeByGuice() {
    ProvisionException error =
        catchThrowableOfType(
            ProvisionException.class,
            () ->
                Guice.createInjector(cache())
                    .createChildInjector(new TunedPricesModule())
                    .getInstance(TunedPrices.class));
    assertThat(text(error))
        .isEqualTo(
            """
            Unable to provision, see the following errors:

            1) Prices.price(int) is marked @Cached in vain: Guice intercepts only what it makes, and this object is made elsewhere; bind TunedPrices with a constructor that Guice calls, or let the class implement an interface and bind that by LocacheBinder
              at ErrorsTest$TunedPricesModule.tuned(ErrorsTest.java)
              while locating ErrorsTest$TunedPrices

            1 error""");
  }

  @Test
  void anInstanceOfAChildInjectorOrPrivateModuleIsNotMadeByGuice() {
    Module instance = binder -> binder.bind(Prices.class).toInstance(new Prices());
    Module hidden =
        new PrivateModule() {
          @Override
          protected void configure() {
            install(instance);
          }
        };
    String error =
        HEAD
            + """
            1) Prices.price(int) is marked @Cached in vain: Guice intercepts only what it makes, and this object is made elsewhere; bind Prices with a constructor that Guice calls, or let the class implement an interface and bind that by LocacheBinder
              at ErrorsTest.anInstanceOfAChildInjectorOrPrivateModuleIsNotMadeByGuice(ErrorsTest.java)
            """;
    assertThat(creationError(Stage.DEVELOPMENT, cache(), hidden)).startsWith(error);
    Injector parent = Guice.createInjector(cache());
    CreationException child =
        catchThrowableOfType(CreationException.class, () -> parent.createChildInjector(instance));
    assertThat(text(child)).isEqualTo(error + "\n1 error");
  }
}
