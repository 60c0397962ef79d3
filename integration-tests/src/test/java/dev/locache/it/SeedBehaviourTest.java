package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.CacheConfig;
import dev.locache.CacheStats;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.SteppingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of Locache for Python know, and what they should no longer meet. The behaviours that
 * need programs compiled anew and processes of their own are in {@link CodeVersionsTest}.
 */
final class SeedBehaviourTest {
  @TempDir Path directory;
  private final SteppingClock clock = new SteppingClock();

  private CacheConfig.Builder config() {
    return CacheConfig.builder()
        .backend("files")
        .directory(directory.resolve("cache"))
        .clock(clock);
  }

  private ResultCache open() {
    return Locache.open(config().build());
  }

  @Test
  void resultIsFoundAgainByTheNextOpening() {
    try (ResultCache cache = open()) {
      assertThat(cache.wrap(Squares.class, new CountingSquares()).square(12)).isEqualTo(144);
    }
    CountingSquares next = new CountingSquares();
    try (ResultCache cache = open()) {
      assertThat(cache.wrap(Squares.class, next).square(12)).isEqualTo(144);
    }
    assertThat(next.runs()).isZero();
  }

  @Test
  void resetDropsTheEntriesOfAllMethods() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, counting);
      squares.square(1);
      squares.square(2);
      Locache.reset(squares);
      squares.square(1);
      squares.square(2);
    }
    assertThat(counting.runs()).isEqualTo(4);
  }

  interface TwoMethods {
    int first(int number);

    int second(int number);
  }

  static final class CountingTwo implements TwoMethods {
    @KeyIgnored final AtomicInteger firstRuns = new AtomicInteger();
    @KeyIgnored final AtomicInteger secondRuns = new AtomicInteger();

    @Override
    public int first(int number) {
      return firstRuns.incrementAndGet() * 0 + number;
    }

    @Override
    public int second(int number) {
      return secondRuns.incrementAndGet() * 0 + number;
    }
  }

  @Test
  void resetOfOneMethodLeavesTheOthers() {
    CountingTwo counting = new CountingTwo();
    try (ResultCache cache = open()) {
      TwoMethods service = cache.wrap(TwoMethods.class, counting);
      service.first(1);
      service.second(1);
      Locache.reset(service, "first");
      service.first(1);
      service.second(1);
    }
    assertThat(counting.firstRuns).hasValue(2);
    assertThat(counting.secondRuns).hasValue(1);
  }

  @Test
  void resetOfAnUnknownMethodNamesTheKnownOnes() {
    try (ResultCache cache = open()) {
      TwoMethods service = cache.wrap(TwoMethods.class, new CountingTwo());
      assertThatThrownBy(() -> Locache.reset(service, "third"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no cached method is named \"third\"; there are [first, second]");
    }
  }

  @Test
  void resetOfWhatIsNotWrappedWarnsAndThrowsNothing() {
    try (LogRecorder log = LogRecorder.start()) {
      Locache.reset(new CountingSquares());
      assertThat(log.lines())
          .containsExactly(
              "WARNING nothing to reset: dev.locache.it.CountingSquares was not wrapped by Locache");
    }
  }

  @Test
  void maximumEntriesKeepsTheLatestUsedPerMethod() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = Locache.open(config().maximumEntries(2).build())) {
      Squares squares = cache.wrap(Squares.class, counting);
      call(squares, 1, 2, 1, 3); // 2 is the one not used for longest when 3 overflows
      assertThat(counting.runs()).isEqualTo(3);
      call(squares, 1, 3);
      assertThat(counting.runs()).isEqualTo(3);
      call(squares, 2);
      assertThat(counting.runs()).isEqualTo(4);
      assertThat(cache.stats().evictions()).isEqualTo(2);
    }
    assertThat(entryFiles()).hasSize(2);
  }

  @Test
  void aHitOfAnEarlierRunCountsAsUseInALaterOne() {
    CacheConfig two = config().maximumEntries(2).build();
    try (ResultCache cache = Locache.open(two)) {
      call(cache.wrap(Squares.class, new CountingSquares()), 1, 2);
    }
    try (ResultCache cache = Locache.open(two)) {
      call(cache.wrap(Squares.class, new CountingSquares()), 1);
    }
    CountingSquares last = new CountingSquares();
    try (ResultCache cache = Locache.open(two)) {
      call(cache.wrap(Squares.class, last), 3, 1);
    }
    assertThat(last.runs()).isEqualTo(1);
  }

  @Test
  void entriesAreUnlimitedByDefault() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, counting);
      for (int round = 0; round < 2; round++) {
        for (int number = 0; number < 300; number++) {
          squares.square(number);
        }
      }
    }
    assertThat(counting.runs()).isEqualTo(300);
  }

  @Test
  void entryIsKeptFor365DaysSinceItsLastUse() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, counting);
      squares.square(7);
      clock.step(Duration.ofDays(364));
      squares.square(7);
      clock.step(Duration.ofDays(364));
      squares.square(7);
      assertThat(counting.runs()).isEqualTo(1);
      clock.step(Duration.ofDays(366));
      squares.square(7);
      assertThat(counting.runs()).isEqualTo(2);
    }
  }

  @Test
  void anExpiredEntryIsNotReadByALaterRunEither() {
    try (ResultCache cache = open()) {
      call(cache.wrap(Squares.class, new CountingSquares()), 7);
    }
    clock.step(Duration.ofDays(366));
    CountingSquares later = new CountingSquares();
    try (ResultCache cache = open()) {
      call(cache.wrap(Squares.class, later), 7);
    }
    assertThat(later.runs()).isEqualTo(1);
  }

  @Test
  void zeroLimitsKeepNothing() {
    for (CacheConfig none :
        List.of(
            config().expireAfterAccess(Duration.ZERO).build(),
            config().maximumEntries(0).build())) {
      CountingSquares counting = new CountingSquares();
      try (ResultCache cache = Locache.open(none)) {
        call(cache.wrap(Squares.class, counting), 7, 7);
      }
      assertThat(counting.runs()).isEqualTo(2);
      assertThat(entryFiles()).isEmpty();
    }
  }

  @Test
  void anUnreadableEntryWarnsOnceRunsTheMethodAndIsOverwritten() throws IOException {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, counting);
      squares.square(7);
      Path entry = entryFiles().get(0);
      Files.write(entry, new byte[] {1, 2, 3});
      assertThat(squares.square(7)).isEqualTo(49);
      assertThat(squares.square(7)).isEqualTo(49);
      assertThat(counting.runs()).isEqualTo(2);
      assertThat(log.lines())
          .containsExactly(
              "WARNING entry of dev.locache.it.Squares#square(int) at "
                  + entry
                  + " is not usable: dev.locache.spi.CorruptEntryException: entry of 3 bytes is cut"
                  + " short");
      assertThat(cache.stats().cacheFailures()).isEqualTo(1);
    }
  }

  interface Describes {
    String describe(Object value);
  }

  static final class CountingDescriber implements Describes {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public String describe(Object value) {
      runs.incrementAndGet();
      return "a " + value.getClass().getSimpleName();
    }
  }

  /** Neither a record nor serializable. */
  static final class Opaque {}

  @Test
  void argumentsWithoutCanonicalFormWarnOnceAndAreNotCached() {
    CountingDescriber counting = new CountingDescriber();
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Describes service = cache.wrap(Describes.class, counting);
      assertThat(service.describe(new Opaque())).isEqualTo("a Opaque");
      assertThat(service.describe(new Opaque())).isEqualTo("a Opaque");
      assertThat(counting.runs).hasValue(2);
      assertThat(log.lines()).singleElement().asString().contains("Opaque", "keyEncoder");
      assertThat(cache.stats().uncacheable()).isEqualTo(2);
      assertThat(entryFiles()).isEmpty();
    }
  }

  interface Throws {
    String run(String text) throws IOException;
  }

  static final class ThrowingAtFirst implements Throws {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();
    @KeyIgnored final IOException failure = new IOException("not now");

    @Override
    public String run(String text) throws IOException {
      if (runs.incrementAndGet() == 1) {
        throw failure;
      }
      return text;
    }
  }

  @Test
  void exceptionsPassUnchangedAndAreNotStored() throws IOException {
    ThrowingAtFirst failing = new ThrowingAtFirst();
    try (ResultCache cache = open()) {
      Throws service = cache.wrap(Throws.class, failing);
      assertThatThrownBy(() -> service.run("x")).isSameAs(failing.failure);
      assertThat(service.run("x")).isEqualTo("x");
      assertThat(service.run("x")).isEqualTo("x");
      assertThat(failing.runs).hasValue(2);
      CacheStats stats = Locache.stats(service);
      assertThat(stats.loads()).isEqualTo(2);
      assertThat(stats.loadFailures()).isEqualTo(1);
    }
  }

  interface Lists {
    List<String> list(String text);
  }

  static final class MutableLists implements Lists {
    @Override
    public List<String> list(String text) {
      return new ArrayList<>(List.of(text));
    }
  }

  @Test
  void theFirstCallReturnsTheLiveObjectAndAHitAFreshCopy() {
    try (ResultCache cache = open()) {
      Lists service = cache.wrap(Lists.class, new MutableLists());
      List<String> live = service.list("a");
      live.add("spoilt");
      List<String> copy = service.list("a");
      assertThat(copy).containsExactly("a");
      copy.add("spoilt too");
      assertThat(service.list("a")).containsExactly("a");
    }
  }

  interface Sums {
    int drain(List<Integer> numbers);
  }

  static final class Draining implements Sums {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public int drain(List<Integer> numbers) {
      runs.incrementAndGet();
      int sum = numbers.stream().mapToInt(Integer::intValue).sum();
      numbers.clear();
      return sum;
    }
  }

  @Test
  void aMethodThatChangesItsArgumentDoesNotMoveTheEntry() {
    Draining draining = new Draining();
    try (ResultCache cache = open()) {
      Sums service = cache.wrap(Sums.class, draining);
      assertThat(service.drain(new ArrayList<>(List.of(1, 2)))).isEqualTo(3);
      assertThat(service.drain(new ArrayList<>(List.of(1, 2)))).isEqualTo(3);
      assertThat(service.drain(new ArrayList<>())).isZero();
    }
    assertThat(draining.runs).hasValue(2);
  }

  @Test
  void whatHasNoCodeToIdentifyItByIsRefusedWithTheWayOut() {
    Squares right = number -> number * number;
    Squares wrong = number -> number + number; // nothing tells the one from the other
    assertThat(wrong.square(3)).isEqualTo(6);
    try (ResultCache cache = open()) {
      assertThatThrownBy(() -> cache.wrap(Squares.class, right))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("use a named class")
          .hasMessageContaining("stateKey(");
      Squares named =
          cache.service(Squares.class, right).codeVersion("1").stateKey("squares").wrap();
      assertThat(named.square(3)).isEqualTo(9);
    }
  }

  @Test
  void quietByDefaultAndTalkativeWhenAsked() {
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Squares squares = cache.wrap(Squares.class, new CountingSquares());
      call(squares, 7, 7);
      assertThat(log.lines()).isEmpty();
      Locache.verbose(true);
      try {
        call(squares, 7, 8);
      } finally {
        Locache.verbose(false);
      }
      assertThat(log.lines()).hasSize(3);
      assertThat(log.lines().get(0)).startsWith("INFO hit dev.locache.it.Squares#square(int) at /");
      assertThat(log.lines().get(1)).startsWith("INFO miss dev.locache.it.Squares#square(int)");
      assertThat(log.lines().get(2))
          .startsWith("INFO stored dev.locache.it.Squares#square(int) at");
    }
  }

  @Test
  void evictionsAreSaidAtInfo() {
    try (ResultCache cache = Locache.open(config().maximumEntries(1).build());
        LogRecorder log = LogRecorder.start()) {
      call(cache.wrap(Squares.class, new CountingSquares()), 1, 2);
      assertThat(log.lines()).singleElement().asString().startsWith("INFO evicted 1 ");
    }
  }

  interface Finds {
    String find(String text);
  }

  static final class FindingNothing implements Finds {
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public String find(String text) {
      runs.incrementAndGet();
      return null;
    }
  }

  @Test
  void aCachedNullIsAHit() {
    FindingNothing nothing = new FindingNothing();
    try (ResultCache cache = open()) {
      Finds service = cache.wrap(Finds.class, nothing);
      assertThat(service.find("x")).isNull();
      assertThat(service.find("x")).isNull();
      assertThat(Locache.stats(service).hits()).isEqualTo(1);
    }
    assertThat(nothing.runs).hasValue(1);
  }

  /** Of one host class, told apart only by what it was made with. */
  static Squares scaledBy(int factor) {
    return new Squares() {
      @Override
      public int square(int number) {
        return factor * number * number;
      }
    };
  }

  @Test
  void twoClosuresOfOneFactoryDoNotShareEntries() {
    try (ResultCache cache = open()) {
      assertThat(cache.wrap(Squares.class, scaledBy(1)).square(3)).isEqualTo(9);
      assertThat(cache.wrap(Squares.class, scaledBy(2)).square(3)).isEqualTo(18);
      assertThat(cache.wrap(Squares.class, scaledBy(1)).square(3)).isEqualTo(9);
      assertThat(cache.stats().hits()).isEqualTo(1);
    }
  }

  interface Makes {
    Object make(String text);
  }

  static final class MakingLambdas implements Makes {
    @Override
    public Object make(String text) {
      return (Supplier<String>) () -> text;
    }
  }

  @Test
  void aResultThatCannotBeStoredIsReturnedWithOneWarningAndNothingIsLeftBehind() {
    try (ResultCache cache = open();
        LogRecorder log = LogRecorder.start()) {
      Makes service = cache.wrap(Makes.class, new MakingLambdas());
      assertThat(service.make("x")).isInstanceOf(Supplier.class);
      assertThat(service.make("x")).isInstanceOf(Supplier.class);
      assertThat(log.lines()).singleElement().asString().contains("cannot be stored");
      assertThat(cache.stats().uncacheable()).isEqualTo(2);
      assertThat(cache.stats().stores()).isZero();
    }
    assertThat(entryFiles()).isEmpty();
  }

  /** Its {@code toString} would be called if arguments were formatted for a log. */
  record Unspeakable(String text) {
    @Override
    public String toString() {
      throw new AssertionError("nobody asked for this to be formatted");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hash codes are no keys");
    }
  }

  @Test
  void argumentsAreNeverFormattedNorHashed() {
    CountingDescriber counting = new CountingDescriber();
    try (ResultCache cache = open()) {
      Describes service = cache.wrap(Describes.class, counting);
      Locache.verbose(true);
      try (LogRecorder log = LogRecorder.start()) {
        service.describe(new Unspeakable("x"));
        service.describe(new Unspeakable("x"));
        assertThat(log.lines()).hasSize(3);
      } finally {
        Locache.verbose(false);
      }
    }
    assertThat(counting.runs).hasValue(1);
  }

  @Test
  void theWrapperIsTransparent() {
    CountingSquares counting = new CountingSquares();
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, counting);
      assertThat(squares).hasToString("counting squares").hasSameHashCodeAs(counting);
      assertThat(squares).isEqualTo(cache.wrap(Squares.class, counting));
      assertThat(squares).isNotEqualTo(cache.wrap(Squares.class, new CountingSquares()));
      assertThat(squares.equals(null)).isFalse();
    }
  }

  @Test
  void statsTellTheTimeSaved() {
    try (ResultCache cache = open()) {
      Squares squares = cache.wrap(Squares.class, new CountingSquares());
      call(squares, 7, 7, 7);
      CacheStats stats = Locache.stats(squares);
      assertThat(stats.hits()).isEqualTo(2);
      assertThat(stats.misses()).isEqualTo(1);
      assertThat(stats.loads()).isEqualTo(1);
      assertThat(stats.stores()).isEqualTo(1);
      assertThat(stats.loadTimeNanos()).isPositive();
      assertThat(stats.savedTimeNanos()).isPositive();
      assertThat(cache.stats()).isEqualTo(stats);
    }
  }

  private static void call(Squares squares, int... numbers) {
    for (int number : numbers) {
      assertThat(squares.square(number)).isEqualTo(number * number);
    }
  }

  private List<Path> entryFiles() {
    Path root = directory.resolve("cache");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".entry")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
