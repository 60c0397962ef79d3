package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.Explanation;
import dev.locache.Explanation.Outcome;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.ServiceCall;
import dev.locache.Uncached;
import dev.locache.testkit.CorruptingBackend;
import dev.locache.testkit.CorruptingBackend.Damage;
import dev.locache.testkit.FailingBackend;
import dev.locache.testkit.MemoryBackend;
import dev.locache.testkit.SteppingClock;
import dev.locache.testkit.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a call that hits, misses, or is not cached. */
final class ExplainTest {
  interface Fares {
    int fare(String from, int days);

    Object any(Object what);

    @Uncached
    int now();

    void record(String from);
  }

  static final class Table implements Fares {
    private final Fees fees;
    private final String season;

    Table(Fees fees, String season) {
      this.fees = fees;
      this.season = season;
    }

    @Override
    public int fare(String from, int days) {
      return (from.length() + season.length()) * days * fees.percent;
    }

    @Override
    public Object any(Object what) {
      return 1;
    }

    @Override
    public int now() {
      return 1;
    }

    @Override
    public void record(String from) {}
  }

  record Fees(int percent, int fixed) {}

  private static final String MADE_OF =
      "\n  code        DIGEST  Java N, 4 methods of 3 classes"
          + "\n  state       DIGEST  Table.fees.fixed, Table.fees.percent, Table.season"
          + "\n  arguments   DIGEST  from, days";

  @TempDir Path directory;
  private final SteppingClock clock = new SteppingClock();

  private CacheConfig.Builder config() {
    return TestCaches.in(directory.resolve("cache")).codec("java").clock(clock);
  }

  private static Table table() {
    return new Table(new Fees(2, 3), "low");
  }

  private static String masked(Explanation explanation) {
    return Masked.text(explanation.toString());
  }

  /** Runs {@code call} with a service that is wrapped anew, as a later run would. */
  private static <T> T with(CacheConfig.Builder config, Fares fares, Using<T> call)
      throws Exception {
    try (ResultCache cache = Locache.open(config.build())) {
      return call.use(cache.wrap(Fares.class, fares));
    }
  }

  private interface Using<T> {
    T use(Fares fares) throws Exception;
  }

  private Explanation explain(Fares fares, ServiceCall<Fares> call) throws Exception {
    return with(config(), fares, wrapped -> Locache.explain(wrapped, call));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void hitTellsItsAgeAndWhatItIsMadeOf(String backend) throws Exception {
    with(config().backend(backend), table(), fares -> fares.fare("Ulm", 3));
    clock.step(Duration.ofDays(12));

    Explanation hit =
        with(
            config().backend(backend),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(hit.outcome()).isEqualTo(Outcome.HIT);
    assertThat(hit.age()).contains(Duration.ofDays(12));
    assertThat(hit.differences()).isEmpty();
    assertThat(masked(hit))
        .isEqualTo(
            "Fares.fare(String, int): hit, made 12 days ago in TIME"
                + MADE_OF
                + "\n  entry       PLACE");
  }

  @Test
  void nothingIsRunAndNothingStored() throws Exception {
    Explanation miss = explain(table(), fares -> fares.fare("Ulm", 3));

    assertThat(miss.outcome()).isEqualTo(Outcome.MISS);
    assertThat(miss.age()).isEmpty();
    assertThat(miss.differences()).containsExactly("no entry of this method is stored");
    assertThat(masked(miss))
        .isEqualTo("Fares.fare(String, int): miss\n  no entry of this method is stored" + MADE_OF);
    assertThat(explain(table(), fares -> fares.fare("Ulm", 3)).outcome()).isEqualTo(Outcome.MISS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void argumentsAreToldByPositionAndName(String backend) throws Exception {
    with(config().backend(backend), table(), fares -> fares.fare("Ulm", 3) + fares.fare("Bonn", 5));
    clock.step(Duration.ofHours(7));

    Explanation miss =
        with(
            config().backend(backend),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 4)));

    assertThat(miss.differences()).containsExactly("argument 2 (days) differs");
    assertThat(masked(miss))
        .isEqualTo(
            """
            Fares.fare(String, int): miss
              argument 2 (days) differs
              nearest     same code, used 7 hours ago; 2 are stored\
            """
                + MADE_OF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void fieldsOfTheStateAreNamed(String backend) throws Exception {
    with(config().backend(backend), table(), fares -> fares.fare("Ulm", 3));

    Explanation miss =
        with(
            config().backend(backend),
            new Table(new Fees(5, 3), "high"),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(masked(miss))
        .isEqualTo(
            """
            Fares.fare(String, int): miss
              field Table.fees.percent holds something else
              field Table.season holds something else
              nearest     same code, used AGO; 1 is stored\
            """
                + MADE_OF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void expiredEntryIsCalledSo(String backend) throws Exception {
    with(config().backend(backend), table(), fares -> fares.fare("Ulm", 3));
    clock.step(Duration.ofDays(31));

    Explanation miss =
        with(
            config().backend(backend).expireAfterAccess(Duration.ofDays(30)),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(masked(miss))
        .isEqualTo(
            """
            Fares.fare(String, int): miss
              its entry has expired: used 31 days ago, and kept for 30 days
              nearest     this very key, used 31 days ago; 1 is stored\
            """
                + MADE_OF);
  }

  @Test
  void damagedEntryIsAMiss() throws Exception {
    with(config(), table(), fares -> fares.fare("Ulm", 3));
    damageEntry();

    Explanation miss = explain(table(), fares -> fares.fare("Ulm", 3));

    assertThat(masked(miss))
        .isEqualTo(
            """
            Fares.fare(String, int): miss
              there is an entry, but it is damaged: %s\
            """
                    .formatted(miss.differences().get(0).replaceAll("(?s).*damaged: ", ""))
                + MADE_OF
                + "\n  entry       PLACE");
  }

  private void damageEntry() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("cache/files-v1"))) {
      for (Path each : files.filter(file -> file.toString().endsWith(".entry")).toList()) {
        Files.write(each, new byte[] {1, 2, 3});
      }
    }
  }

  @Test
  void entryThatDoesNotMatchItsSealIsAMiss() throws Exception {
    CorruptingBackend backend = CorruptingBackend.over(MemoryBackend.open(clock));
    with(TestCaches.in(backend), table(), fares -> fares.fare("Ulm", 3));
    backend.damage(Damage.VALUE_FLIPPED);

    Explanation miss =
        with(
            TestCaches.in(backend),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(miss.differences())
        .containsExactly(
            "there is an entry, but it is damaged, or not signed with this cache's key");
  }

  @Test
  void backendThatCannotBeAskedIsTold() throws Exception {
    FailingBackend backend = FailingBackend.over(MemoryBackend.open(clock));
    backend.fail(Verb.READ, () -> new IOException("no line"));

    Explanation unknown =
        with(
            TestCaches.in(backend),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(unknown.outcome()).isEqualTo(Outcome.NOT_CACHED);
    assertThat(unknown)
        .hasToString(
            "Fares.fare(String, int): not cached, as the cache cannot be asked:"
                + " java.io.IOException: no line");
  }

  @Test
  void resetForgetsTheHistory() throws Exception {
    with(config(), table(), fares -> fares.fare("Ulm", 3));
    with(
        config(),
        table(),
        fares -> {
          Locache.reset(fares);
          return fares;
        });

    assertThat(explain(table(), fares -> fares.fare("Ulm", 4)).differences())
        .containsExactly("no entry of this method is stored");
    try (Stream<Path> files = Files.walk(directory.resolve("cache/history-v1/calls"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void valuesAreToldOnlyOnRequest() throws Exception {
    Explanation miss = explain(table(), fares -> fares.fare("Ulm", 3));

    assertThat(miss.toString()).doesNotContain("Ulm");
    assertThat(miss.withArguments())
        .isEqualTo(miss + "\n  argument 1 (from) = Ulm" + "\n  argument 2 (days) = 3");
  }

  @Test
  void valuesOfArraysAndOfFailingTextsAreTold() throws Exception {
    List<String> failing =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            return "a";
          }

          @Override
          public int size() {
            return 1;
          }

          @Override
          public String toString() {
            throw new IllegalStateException("spoilt");
          }
        };

    assertThat(explain(table(), fares -> fares.any(new int[] {1, 2})).arguments())
        .isEqualTo("  argument 1 (what) = [1, 2]");
    assertThat(explain(table(), fares -> fares.any(null)).arguments())
        .isEqualTo("  argument 1 (what) = null");
    assertThat(explain(table(), fares -> fares.any(failing)).arguments())
        .isEqualTo(
            "  argument 1 (what) = (its toString failed: java.lang.IllegalStateException: spoilt)");
  }

  @Test
  void argumentWithoutCanonicalFormIsTold() throws Exception {
    Explanation explanation = explain(table(), fares -> fares.any(new Object()));

    assertThat(explanation.outcome()).isEqualTo(Outcome.NOT_CACHED);
    assertThat(explanation.toString())
        .startsWith(
            "Fares.any(Object): not cached, as its arguments have no canonical form:"
                + " argument 1 (java.lang.Object) has no canonical form; ");
  }

  @Test
  void methodsThatAreNotCachedSayWhy() throws Exception {
    assertThat(explain(table(), Fares::now))
        .hasToString("Fares.now(): not cached, as it is marked @Uncached");
    assertThat(explain(table(), fares -> fares.record("Ulm")))
        .hasToString("Fares.record(String): not cached, as it returns nothing");
    assertThat(explain(table(), fares -> assertThat(fares.hashCode()).isZero()))
        .hasToString("Fares.hashCode(): not cached, as every object has this method");
    Explanation unkept =
        with(
            config().maximumEntries(0),
            table(),
            fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));
    assertThat(unkept)
        .hasToString(
            "Fares.fare(String, int): not cached, as its limits keep nothing, or caching is"
                + " switched off");
  }

  @Test
  void closedCacheIsTold() throws Exception {
    Fares closed = with(config(), table(), fares -> fares);

    assertThat(Locache.explain(closed, fares -> fares.fare("Ulm", 3)))
        .hasToString("Fares.fare(String, int): not cached, as its cache is closed");
  }

  @Test
  void whatIsNotWrappedCannotBeExplained() {
    assertThatThrownBy(() -> Locache.explain(table(), fares -> fares.fare("Ulm", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dev.locache.it.ExplainTest$Table was not wrapped; pass what wrap returned");
    assertThatThrownBy(() -> Locache.fingerprintReport("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.String was not wrapped; pass what wrap returned");
  }

  @Test
  void callThatCallsNothingIsAMistake() {
    assertThatThrownBy(() -> explain(table(), fares -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the call to explain called no method of dev.locache.it.ExplainTest$Fares");
    assertThatThrownBy(
            () ->
                explain(
                    table(),
                    fares -> {
                      throw new IOException("no list of towns");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the call to explain failed before it reached the service: java.io.IOException: no"
                + " list of towns")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void firstCallCountsWhateverComesAfter() throws Exception {
    Explanation explanation =
        explain(
            table(),
            fares -> {
              try {
                fares.fare("Ulm", 3);
              } catch (Throwable ended) {
                fares.now();
              }
            });

    assertThat(explanation.outcome()).isEqualTo(Outcome.MISS);
  }

  @Test
  void nothingIsWrittenBesideABackendHandedInOpen() throws Exception {
    MemoryBackend backend = MemoryBackend.open(clock);
    Explanation miss =
        with(
            TestCaches.in(backend),
            table(),
            fares -> {
              fares.fare("Ulm", 3);
              return Locache.explain(fares, f -> f.fare("Ulm", 4));
            });
    assertThat(miss.differences())
        .containsExactly("the arguments or the state differ; which of them is not known any more");
    assertThat(directory).isEmptyDirectory();

    with(
        TestCaches.in(backend).directory(directory.resolve("chosen")),
        table(),
        fares -> fares.fare("Ulm", 5));

    assertThat(directory.resolve("chosen/history-v1")).isDirectory();
  }

  @Test
  void strictCacheExplainsAsOthersDo() throws Exception {
    with(config().strict(true), table(), fares -> fares.fare("Ulm", 3));

    Explanation hit =
        with(
            config().strict(true), table(), fares -> Locache.explain(fares, f -> f.fare("Ulm", 3)));

    assertThat(hit.outcome()).isEqualTo(Outcome.HIT);
  }

  @Test
  void codeVersionStandsForTheCode() throws Exception {
    try (ResultCache cache = Locache.open(config().build())) {
      Fares first = cache.service(Fares.class, table()).codeVersion("1").wrap();
      Fares second = cache.service(Fares.class, table()).codeVersion("2").wrap();
      first.fare("Ulm", 3);

      assertThat(masked(Locache.explain(second, fares -> fares.fare("Ulm", 3))))
          .isEqualTo(
              """
              Fares.fare(String, int): miss
                codeVersion is another, or was not given then
                nearest     same arguments, other code, used AGO; 1 is stored
                code        DIGEST  codeVersion "2"
                state       DIGEST  Table.fees.fixed, Table.fees.percent, Table.season
                arguments   DIGEST  from, days\
              """);
      assertThat(Locache.fingerprintReport(second))
          .isEqualTo(
              """
              Fares.any(Object)
                codeVersion "2" stands for its code
              Fares.fare(String, int)
                codeVersion "2" stands for its code\
              """);
    }
  }

  @Test
  void stateKeyStandsForTheState() throws Exception {
    try (ResultCache cache = Locache.open(config().build())) {
      Fares first = cache.service(Fares.class, table()).stateKey("a").wrap();
      Fares second = cache.service(Fares.class, table()).stateKey("b").wrap();
      first.fare("Ulm", 3);

      Explanation miss = Locache.explain(second, fares -> fares.fare("Ulm", 3));

      assertThat(miss.differences())
          .containsExactly("the state is another; which field of it is not known any more");
      assertThat(miss.toString()).contains("  stateKey\n");
    }
  }

  @Test
  void reportListsWhatCounts() throws Exception {
    String report = with(config(), table(), Locache::fingerprintReport);

    assertThat(Masked.text(report))
        .endsWith(
            """
            Fares.fare(String, int)
              covers Java N, 4 methods of 3 classes
                dev.locache.it.ExplainTest.Fares
                dev.locache.it.ExplainTest.Fees: equals(Object), hashCode(), toString()
                dev.locache.it.ExplainTest.Table: fare(String, int)\
            """);
  }

  @Test
  void keepingWhatAKeyIsMadeOfFailsNoCall() throws Exception {
    SpoiltLater spoilt = new SpoiltLater();

    Object result = with(config(), table(), fares -> fares.any(spoilt));

    assertThat(result).isEqualTo(1);
    assertThat(spoilt.reads).isGreaterThan(1);
  }

  /** Can be read for the key, and no more after it. */
  private static final class SpoiltLater extends AbstractList<String> {
    int reads;

    @Override
    public String get(int index) {
      if (reads++ > 0) {
        throw new IllegalStateException("changed meanwhile");
      }
      return "";
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
