package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.Cached;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.Uncached;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringTokenizer;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wired wrongly fails where it is wired, in words that say what to do. */
final class BadInputTest {
  private final ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build());

  @AfterEach
  void close() {
    cache.close();
  }

  private <T> void isRefused(Class<T> type, T implementation, String message) {
    assertThatThrownBy(() -> cache.wrap(type, implementation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aClassInsteadOfAnInterface() {
    isRefused(
        CountingSquares.class,
        new CountingSquares(),
        "dev.locache.it.CountingSquares is not an interface; wrap an interface that the class"
            + " implements");
  }

  @Test
  void anAnnotationInsteadOfAnInterface() {
    assertThatThrownBy(() -> cache.wrap(Cached.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("implementation");
  }

  sealed interface Closed permits Only {
    int number();
  }

  record Only(int number) implements Closed {}

  @Test
  void aSealedInterface() {
    isRefused(
        Closed.class,
        new Only(1),
        "dev.locache.it.BadInputTest$Closed is a sealed or hidden interface, which no proxy can"
            + " implement");
  }

  @Test
  void noImplementation() {
    assertThatThrownBy(() -> cache.wrap(Squares.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("implementation");
    assertThatThrownBy(() -> cache.wrap(null, new CountingSquares()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("type");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void anImplementationOfSomethingElse() {
    assertThatThrownBy(() -> cache.wrap((Class) Squares.class, "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.String does not implement dev.locache.it.Squares");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void anImplementationFromAnotherClassLoader(@TempDir Path directory) throws Exception {
    Path classes =
        Compiled.sources(
            directory,
            Map.of(
                "dev/locache/it/Squares.java",
                "package dev.locache.it; interface Squares { int square(int number); }",
                "dev/locache/it/Foreign.java",
                "package dev.locache.it; public final class Foreign implements Squares {"
                    + " public int square(int number) { return number; } }"));
    try (URLClassLoader loader =
        new URLClassLoader("foreign", new URL[] {classes.toUri().toURL()}, null)) {
      Object foreign =
          loader.loadClass("dev.locache.it.Foreign").getDeclaredConstructor().newInstance();
      assertThatThrownBy(() -> cache.wrap((Class) Squares.class, foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "dev.locache.it.Foreign does not implement dev.locache.it.Squares of loader "
                  + Squares.class.getClassLoader()
                  + ", but one of the same name of loader "
                  + loader
                  + "; load the interface once, by a loader that both sides share");
    }
  }

  interface Streams {
    Stream<String> lines(String text);

    InputStream open(List<Reader> readers);

    Iterator<String> iterate(Iterator<String> other);

    Future<String> later(String text);

    int ordinary(int number);

    @Uncached
    Stream<String> allowed(Reader reader);
  }

  static final class StreamsImplementation implements Streams {
    @Override
    public Stream<String> lines(String text) {
      return text.lines();
    }

    @Override
    public InputStream open(List<Reader> readers) {
      return InputStream.nullInputStream();
    }

    @Override
    public Iterator<String> iterate(Iterator<String> other) {
      return other;
    }

    @Override
    public Future<String> later(String text) {
      return null;
    }

    @Override
    public int ordinary(int number) {
      return number;
    }

    @Override
    public Stream<String> allowed(Reader reader) {
      return Stream.of();
    }
  }

  @Test
  void allProblemsOfAnInterfaceAreSaidTogether() {
    assertThatThrownBy(() -> cache.wrap(Streams.class, new StreamsImplementation()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("cannot cache dev.locache.it.BadInputTest$Streams:\n  - ")
        .satisfies(
            message ->
                assertThat(message.lines().skip(1))
                    .containsExactlyInAnyOrder(
                        "  - Streams.lines(String): result type"
                            + " java.util.stream.Stream<java.lang.String> is read once or open"
                            + " (java.util.stream.Stream); return its content, or mark the method"
                            + " @Uncached",
                        "  - Streams.open(List): result type java.io.InputStream is read once or"
                            + " open (java.io.InputStream); return its content, or mark the method"
                            + " @Uncached",
                        "  - Streams.iterate(Iterator): result type"
                            + " java.util.Iterator<java.lang.String> is read once or open"
                            + " (java.util.Iterator); return its content, or mark the method"
                            + " @Uncached",
                        "  - Streams.later(String): result type"
                            + " java.util.concurrent.Future<java.lang.String> is read once or open"
                            + " (java.util.concurrent.Future); return its content, or mark the"
                            + " method @Uncached"));
  }

  interface Reads {
    int read(String name, Reader reader);
  }

  @Test
  void anUncacheableParameter() {
    isRefused(
        Reads.class,
        new Reads() {
          @Override
          public int read(String name, Reader reader) {
            return 0;
          }
        },
        "cannot cache dev.locache.it.BadInputTest$Reads: Reads.read(String, Reader): parameter 2"
            + " (java.io.Reader) is read once or open (java.io.Reader) and cannot be part of a"
            + " key; pass its content, or mark the parameter @KeyIgnored or the method @Uncached");
  }

  static final class Dice implements Squares {
    private final Random random = new Random();

    @Override
    public int square(int number) {
      return random.nextInt();
    }
  }

  @Test
  void aFieldWhoseContentCannotBeKnown() {
    isRefused(
        Squares.class,
        new Dice(),
        "cannot cache dev.locache.it.Squares: field Dice.random (java.util.Random) cannot be part"
            + " of the key; say @KeyIgnored or ignoreField(\"random\") if it cannot change"
            + " results, or stateKey(...) to name the state yourself");
    assertThat(cache.service(Squares.class, new Dice()).ignoreField("random").wrap()).isNotNull();
    assertThat(cache.service(Squares.class, new Dice()).stateKey("d6").wrap()).isNotNull();
  }

  @Test
  void aFieldThatDoesNotExist() {
    assertThatThrownBy(
            () -> cache.service(Squares.class, new CountingSquares()).ignoreField("rnus").wrap())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot cache dev.locache.it.Squares: ignoreField(\"rnus\"): no such field in"
                + " dev.locache.it.CountingSquares; for a field of an object it holds say"
                + " ignoreField(\"Class.field\")");
  }

  @Test
  void aProxyWhoseHandlerHoldsWhatNobodyKnows() {
    StringTokenizer unknown = new StringTokenizer("1 2");
    Squares proxy =
        (Squares)
            Proxy.newProxyInstance(
                Squares.class.getClassLoader(),
                new Class<?>[] {Squares.class},
                (self, method, arguments) -> unknown.countTokens());
    assertThatThrownBy(() -> cache.wrap(Squares.class, proxy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util.StringTokenizer")
        .hasMessageContaining("stateKey(");
  }

  interface BadLimits {
    @Cached(expireAfterAccess = "30 days")
    int age(int number);

    @Cached(maximumEntries = -1)
    int count(int number);
  }

  @Test
  void limitsThatAreNone() {
    assertThatThrownBy(
            () ->
                cache.wrap(
                    BadLimits.class,
                    new BadLimits() {
                      @Override
                      public int age(int number) {
                        return 0;
                      }

                      @Override
                      public int count(int number) {
                        return 0;
                      }
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(
            "  - BadLimits.age(int): @Cached(expireAfterAccess = \"30 days\") is not an ISO 8601"
                + " duration, such as P30D or PT12H")
        .contains("  - BadLimits.count(int): maximumEntries (-1) must not be negative");
    assertThatThrownBy(() -> CacheConfig.builder().maximumEntries(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maximumEntries (-1) must not be negative");
    assertThatThrownBy(() -> CacheConfig.builder().expireAfterAccess(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expireAfterAccess (PT-24H) must not be negative");
  }

  @Test
  void aShortSigningKey() {
    assertThatThrownBy(() -> CacheConfig.builder().signingKey(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signingKey (16 bytes) must have at least 32");
  }

  @Test
  void anUnknownBackendIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> Locache.open(CacheConfig.builder().backend("redis").build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "no backend has the id \"redis\"; found \"files\" in"
                + " dev.locache.files.FilesBackendProvider (file:");
  }

  @Test
  void anUnknownCodecIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> Locache.open(TestCaches.in(TestCaches.memory()).codec("json").build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "no codec has the id \"json\"; found \"java\" in dev.locache.codec.JavaCodecProvider");
  }

  @Test
  void javaSerializationFromAPlaceOthersWriteTo() {
    SharedMemory shared = new SharedMemory();
    assertThatThrownBy(() -> Locache.open(TestCaches.in(shared).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "others can write to this backend, and decoding what they wrote by Java serialization"
                + " could run code of theirs; set signingKey(...), or choose another codec");
    Locache.open(TestCaches.in(shared).signingKey(new byte[32]).build()).close();
  }

  @Test
  void useAfterClose() {
    cache.close();
    assertThatThrownBy(() -> cache.wrap(Squares.class, new CountingSquares()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot wrap dev.locache.it.Squares: this cache is closed; open another by"
                + " Locache.open");
  }

  @Test
  void statsOfWhatIsNotWrapped() {
    assertThatThrownBy(() -> Locache.stats("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.String was not wrapped; pass what wrap returned");
  }
}
