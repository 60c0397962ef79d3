package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.FingerprintScope;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading a class is not running it: wrapping initialises nothing, and needs the class files. */
final class NoInitialisationTest {
  private static final String SOURCE =
      """
      package app;

      import dev.locache.Cached;
      import java.util.function.IntToLongFunction;

      interface Declares extends IntToLongFunction {
        int VALUE = Fails.now();
      }

      @Cached(maximumEntries = 3)
      class Price implements Declares {
        private Collaborator unused;
        private final Class<?> type = Unused.class;

        public long applyAsLong(int amount) {
          return amount < 0 ? Collaborator.of(new Argument[0]) : amount + 1;
        }
      }

      class Collaborator {
        static final int VALUE = Fails.now();

        static int of(Argument... arguments) {
          return VALUE + arguments.length;
        }
      }

      class Argument {
        static final int VALUE = Fails.now();
      }

      class Unused {
        static final int VALUE = Fails.now();
      }

      class Fails {
        static int now() {
          throw new IllegalStateException("initialised");
        }
      }
      """;

  @TempDir Path directory;

  private URL classes() throws Exception {
    Path classes =
        Compiled.sources(
            directory.resolve("classes"),
            Map.of("app/Price.java", SOURCE),
            "-classpath",
            System.getProperty("java.class.path"));
    return classes.toUri().toURL();
  }

  private static IntToLongFunction price(ClassLoader loader) throws Exception {
    Constructor<?> constructor = loader.loadClass("app.Price").getDeclaredConstructor();
    constructor.setAccessible(true);
    return (IntToLongFunction) constructor.newInstance();
  }

  private static ResultCache open(FingerprintScope scope) {
    CacheConfig.Builder config = TestCaches.in(TestCaches.memory());
    return Locache.open(config.fingerprint(scope).build());
  }

  @ParameterizedTest
  @EnumSource
  void initialisersThatFailDoNotRun(FingerprintScope scope) throws Exception {
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classes()}, getClass().getClassLoader());
        ResultCache cache = open(scope)) {
      IntToLongFunction price = price(loader);
      IntToLongFunction wrapped = cache.wrap(IntToLongFunction.class, price);
      assertThat(wrapped.applyAsLong(1)).isEqualTo(2);
      assertThat(wrapped.applyAsLong(1)).isEqualTo(2);
      assertThat(Locache.stats(wrapped).hits()).isEqualTo(1);
      assertThatThrownBy(() -> wrapped.applyAsLong(-1))
          .isInstanceOf(ExceptionInInitializerError.class)
          .hasRootCauseMessage("initialised");
    }
  }

  /** Gives out no class files. */
  private static final class Silent extends URLClassLoader {
    Silent(URL classes) {
      super(new URL[] {classes}, NoInitialisationTest.class.getClassLoader());
    }

    @Override
    public @Nullable URL getResource(String name) {
      return null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return null;
    }
  }

  @Test
  void loaderWithoutResourcesNeedsACodeVersion() throws Exception {
    try (URLClassLoader loader = new Silent(classes());
        ResultCache cache = open(FingerprintScope.REACHABLE)) {
      IntToLongFunction price = price(loader);
      assertThatThrownBy(() -> cache.wrap(IntToLongFunction.class, price))
          .hasMessage(
              "cannot cache java.util.function.IntToLongFunction: app.Price has no class file: it"
                  + " was generated, or its loader gives none; use an object of a compiled class,"
                  + " or give codeVersion(\"...\")");
      IntToLongFunction wrapped =
          cache.service(IntToLongFunction.class, price).codeVersion("1").wrap();
      assertThat(wrapped.applyAsLong(1)).isEqualTo(2);
    }
  }
}
