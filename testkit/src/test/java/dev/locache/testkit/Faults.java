package dev.locache.testkit;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes a backend can make, by the test of the contract that finds them. */
final class Faults {
  private static final Duration FOREVER = Duration.ofDays(1_000_000);

  private Faults() {}

  /** Puts a fault into a backend; what is shared by the backends of one test is its own. */
  interface Fault {
    CacheBackend in(CacheBackend backend, BackendContext context) throws IOException;
  }

  static Map<String, Supplier<Fault>> byTest() {
    Map<String, Supplier<Fault>> faults = new LinkedHashMap<>();
    addFaultsOfEntries(faults);
    addFaultsOfAge(faults);
    addFaultsOfEviction(faults);
    addFaultsOfLocks(faults);
    addFaultsOfSharing(faults);
    return faults;
  }

  private static void addFaultsOfEntries(Map<String, Supplier<Fault>> faults) {
    add(faults, "absentKeyIsNotRead", InventsEntries::new);
    add(faults, "entryThatWasWrittenHereIsKnown", KnowsNothing::new);
    add(faults, "entryIsReadBackInEveryField", ForgetsLoadTime::new);
    add(faults, "valuesOfAllSizesAreReadBack", b -> new SkipsWrites(b, e -> size(e) == 0));
    add(faults, "valueMayLieOutsideTheHeap", b -> new SkipsWrites(b, e -> e.value().isDirect()));
    add(faults, "laterEntryReplacesTheEarlier", KeepsTheFirst::new);
    add(faults, "readEntryStaysAsItWasRead", ReusesBuffers::new);
    faults.put("entriesSurviveReopening", () -> (b, c) -> MemoryBackend.open(c.clock()));
    add(faults, "removeTellsWhetherThereWasOne", RemovesWhatIsNotThere::new);
    add(faults, "removedEntryCanBeWrittenAgain", KeepsTombstones::new);
    add(
        faults,
        "keysThatDifferInOnePartDoNotMeet",
        b -> new Renames(b, key -> new CacheKey(key.method(), key.arguments(), key.arguments())));
    add(faults, "clearRemovesAllCodeVersionsOfOneMethod", ClearsOneCodeVersion::new);
    add(faults, "listPassesEachEntryOnceWithItsLastUse", ListsTwice::new);
    add(faults, "methodsWithOddNamesDoNotMeet", b -> new Renames(b, Faults::withLowerCaseName));
    faults.put(
        "nothingIsLeftOutsideTheDirectory",
        () ->
            (b, c) -> {
              Files.createTempFile(c.directory().getParent(), "stray", "");
              return b;
            });
    faults.put("directoriesDoNotMeet", OnePlaceForAll::new);
    add(faults, "thousandsOfEntriesOfOneMethodAreKept", KeepsAThousandWrites::new);
    add(faults, "placeSaysWhereAnEntryRests", HasNoPlace::new);
  }

  private static void addFaultsOfAge(Map<String, Supplier<Fault>> faults) {
    add(faults, "entryIsReadUntilItExpires", b -> new ReadsBy(b, limits -> age(limits, FOREVER)));
    add(faults, "expiryIsByTheLimitsOfTheRead", ReadsByLimitsOfTheWrite::new);
    faults.put("hitRenewsAnEntry", () -> OwnAges.fault(true, false));
    faults.put("writeRenewsAnEntry", () -> OwnAges.fault(false, true));
    faults.put("hitBeforeReopeningRenewsAnEntry", () -> OwnAges.fault(true, true));
    faults.put("expiredEntryIsNotReadAfterReopening", () -> TakesOpeningForUse::new);
    add(
        faults,
        "nothingIsReadWhereNothingIsKept",
        b -> new ReadsBy(b, l -> l.expireAfterAccess().isZero() ? age(l, FOREVER) : l));
    faults.put("useInTheFarFutureIsExpired", () -> (b, c) -> new TrustsClock(b, c.clock(), true));
    faults.put("useALittleInTheFutureIsNot", () -> (b, c) -> new TrustsClock(b, c.clock(), false));
  }

  private static void addFaultsOfEviction(Map<String, Supplier<Fault>> faults) {
    add(faults, "evictionKeepsTheLatestWritten", EvictsTheNewest::new);
    faults.put("evictionCountsHitsAsUse", () -> OwnAges.fault(true, false));
    faults.put("evictionAfterReopeningKeepsTheLatestUsed", () -> OwnAges.fault(true, true));
    add(
        faults,
        "evictionAfterEachWriteIsExact",
        b -> new EvictsBy(b, l -> atMost(l, l.maximumEntries() + 1)));
    add(faults, "evictionCountsAllCodeVersionsTogether", EvictsByCodeVersion::new);
    add(faults, "evictionCountsAnEntryOnceHoweverOftenItWasWritten", CountsWrites::new);
    add(faults, "evictionDoesNotCountWhatWasRemoved", CountsWrites::new);
    add(faults, "evictionLeavesOtherMethodsAlone", EvictsAllMethods::new);
    add(faults, "evictionRemovesTheExpired", b -> new EvictsBy(b, l -> age(l, FOREVER)));
    add(faults, "evictionWithinTheBoundRemovesTheExpiredToo", EvictsOnlyBeyondTheBound::new);
    add(
        faults,
        "evictionWithoutABoundKeepsTheLiving",
        b -> new EvictsBy(b, l -> atMost(l, Math.max(0, (int) l.maximumEntries()))));
    add(
        faults,
        "evictionRemovesAllWhereNothingIsKept",
        b -> new EvictsBy(b, l -> l.maximumEntries() == 0 ? atMost(l, Limits.UNLIMITED) : l));
    faults.put(
        "evictionThatHadToWaitKeepsWhatWasWrittenMeanwhile",
        () -> (b, c) -> new EvictsByAnEarlierTime(b, c.clock()));
  }

  private static void addFaultsOfLocks(Map<String, Supplier<Fault>> faults) {
    add(faults, "lockedKeyIsNotLockedAgain", LocksForAll::new);
    add(faults, "closedLockIsFree", NeverUnlocks::new);
    faults.put("closingALockTwiceDoesNotFreeItForOthers", () -> SharedLocks.fault(false));
    add(faults, "locksOfOtherKeysAreFree", b -> new LocksAs(b, key -> Samples.key(1)));
    add(faults, "lockHindersNeitherReadingNorWriting", LockStopsWrites::new);
    add(faults, "oneThreadAtATimeHoldsALock", LocksForAll::new);
    faults.put("lockExcludesAnotherBackend", () -> LocksOfItsOwn::new);
    faults.put("closingAnotherBackendLeavesALockAlone", () -> SharedLocks.fault(true));
    faults.put("closedBackendHoldsNoLocks", () -> SharedLocks.fault(false));
  }

  private static void addFaultsOfSharing(Map<String, Supplier<Fault>> faults) {
    faults.put("writesOfAnotherBackendAreSeen", () -> (b, c) -> MemoryBackend.open(c.clock()));
    add(faults, "removalsOfAnotherBackendAreSeen", KeepsCopies::new);
    add(faults, "evictionsOfAnotherBackendAreSeen", KeepsCopies::new);
    add(faults, "concurrentWritersAndReadersSeeWholeEntries", WritesInTwoSteps::new);
    add(faults, "concurrentWritersLoseNothing", LosesAWriteBesideAnother::new);
    add(faults, "concurrentEvictionsEndWithinTheBound", GivesUpWhenEvictionsMeet::new);
    add(faults, "pendingInterruptHindersNothingAndStays", SwallowsInterrupts::new);
    add(faults, "interruptsOfOneThreadLeaveTheOthersAlone", BreaksByInterrupt::new);
    add(faults, "closedBackendRefusesEveryVerb", ListsNothingOnceClosed::new);
    add(faults, "closingTwiceDoesNothing", ClosesOnce::new);
  }

  private static void add(
      Map<String, Supplier<Fault>> faults, String test, UnaryOperator<CacheBackend> fault) {
    faults.put(test, () -> (backend, context) -> fault.apply(backend));
  }

  private static int size(Entry entry) {
    return entry.value().remaining();
  }

  private static Limits age(Limits limits, Duration age) {
    return new Limits(limits.maximumEntries(), age);
  }

  private static Limits atMost(Limits limits, long entries) {
    return new Limits(entries, limits.expireAfterAccess());
  }

  private static CacheKey withLowerCaseName(CacheKey key) {
    MethodId method = MethodId.parse(key.method().toString().toLowerCase(Locale.ROOT));
    return new CacheKey(method, key.code(), key.arguments());
  }

  private static Entry with(Entry entry, CacheKey key, long loadTimeNanos, ByteBuffer value) {
    return new Entry(key, entry.codec(), entry.createdMillis(), loadTimeNanos, value, entry.seal());
  }

  private static final class InventsEntries extends ForwardingBackend {
    InventsEntries(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) {
      return Optional.of(Samples.entry(key, new SteppingClock()));
    }
  }

  private static final class ForgetsLoadTime extends ForwardingBackend {
    ForgetsLoadTime(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return super.read(key, limits).map(entry -> with(entry, key, 0, entry.value()));
    }
  }

  private static final class KnowsNothing extends ForwardingBackend {
    KnowsNothing(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> readIfKnown(CacheKey key, Limits limits) {
      return Optional.empty();
    }
  }

  private static final class SkipsWrites extends ForwardingBackend {
    private final Predicate<Entry> skipped;

    SkipsWrites(CacheBackend delegate, Predicate<Entry> skipped) {
      super(delegate);
      this.skipped = skipped;
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (!skipped.test(entry)) {
        super.write(entry, limits);
      }
    }
  }

  private static final class KeepsTheFirst extends ForwardingBackend {
    KeepsTheFirst(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (super.read(entry.key(), limits).isEmpty()) {
        super.write(entry, limits);
      }
    }
  }

  private static final class ReusesBuffers extends ForwardingBackend {
    private final ByteBuffer reused = ByteBuffer.allocate(100_000);

    ReusesBuffers(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return super.read(key, limits)
          .map(
              entry ->
                  with(
                      entry, key, entry.loadTimeNanos(), reused.clear().put(entry.value()).flip()));
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      super.write(entry, limits);
      reused.clear().put(entry.value());
    }
  }

  private static final class RemovesWhatIsNotThere extends ForwardingBackend {
    RemovesWhatIsNotThere(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public boolean remove(CacheKey key) throws IOException {
      super.remove(key);
      return true;
    }
  }

  private static final class KeepsTombstones extends ForwardingBackend {
    private final Set<CacheKey> removed = new HashSet<>();

    KeepsTombstones(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public boolean remove(CacheKey key) throws IOException {
      removed.add(key);
      return super.remove(key);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return removed.contains(key) ? Optional.empty() : super.read(key, limits);
    }
  }

  /** Keeps an entry under another key than its own, as one does who builds bad names. */
  private static final class Renames extends ForwardingBackend {
    private final UnaryOperator<CacheKey> name;

    Renames(CacheBackend delegate, UnaryOperator<CacheKey> name) {
      super(delegate);
      this.name = name;
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return super.read(name.apply(key), limits)
          .map(entry -> with(entry, key, entry.loadTimeNanos(), entry.value()));
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      super.write(
          with(entry, name.apply(entry.key()), entry.loadTimeNanos(), entry.value()), limits);
    }
  }

  private static final class ClearsOneCodeVersion extends ForwardingBackend {
    ClearsOneCodeVersion(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void clear(MethodId method) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      for (StoredEntry entry : entries) {
        if (entry.key().code().equals(entries.get(0).key().code())) {
          remove(entry.key());
        }
      }
    }
  }

  private static final class ListsTwice extends ForwardingBackend {
    ListsTwice(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
      super.list(method, visitor);
      super.list(method, visitor);
    }
  }

  private static final class OnePlaceForAll implements Fault {
    private @Nullable MemoryBackend place;

    @Override
    public CacheBackend in(CacheBackend backend, BackendContext context) {
      if (place == null) {
        place = MemoryBackend.open(context.clock());
      }
      return place.reopen();
    }
  }

  private static final class KeepsAThousandWrites extends ForwardingBackend {
    private int writes;

    KeepsAThousandWrites(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (++writes <= 1_000) {
        super.write(entry, limits);
      }
    }
  }

  private static final class HasNoPlace extends ForwardingBackend {
    HasNoPlace(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public String place(CacheKey key) {
      return " ";
    }
  }

  private static final class ReadsBy extends ForwardingBackend {
    private final UnaryOperator<Limits> other;

    ReadsBy(CacheBackend delegate, UnaryOperator<Limits> other) {
      super(delegate);
      this.other = other;
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return super.read(key, other.apply(limits));
    }
  }

  private static final class ReadsByLimitsOfTheWrite extends ForwardingBackend {
    private final Map<CacheKey, Limits> written = new ConcurrentHashMap<>();

    ReadsByLimitsOfTheWrite(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      written.put(entry.key(), limits);
      super.write(entry, limits);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      return super.read(key, written.getOrDefault(key, limits));
    }
  }

  /** Notes the times of use itself, but not all of them, or not for longer than it is open. */
  private static final class OwnAges extends ForwardingBackend {
    private final Map<CacheKey, Instant> writes;
    private final Map<CacheKey, Instant> hits = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final boolean notesRewrites;
    private final boolean notesHits;

    private OwnAges(
        CacheBackend delegate,
        Map<CacheKey, Instant> writes,
        InstantSource clock,
        boolean notesRewrites,
        boolean notesHits) {
      super(delegate);
      this.writes = writes;
      this.clock = clock;
      this.notesRewrites = notesRewrites;
      this.notesHits = notesHits;
    }

    static Fault fault(boolean notesRewrites, boolean notesHits) {
      Map<CacheKey, Instant> writes = new ConcurrentHashMap<>();
      return (backend, context) ->
          new OwnAges(backend, writes, context.clock(), notesRewrites, notesHits);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (notesRewrites) {
        writes.put(entry.key(), clock.instant());
      } else {
        writes.putIfAbsent(entry.key(), clock.instant());
      }
      super.write(entry, limits);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      Instant used = lastUse(key);
      if (Duration.between(used, clock.instant()).compareTo(limits.expireAfterAccess()) > 0) {
        return Optional.empty();
      }
      if (notesHits) {
        hits.put(key, clock.instant());
      }
      return super.read(key, age(limits, FOREVER));
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      entries.sort(Comparator.comparing(entry -> lastUse(entry.key())));
      long excess = entries.size() - limits.maximumEntries();
      for (int i = 0; i < excess; i++) {
        remove(entries.get(i).key());
      }
      return Math.max(0, excess);
    }

    private Instant lastUse(CacheKey key) {
      return hits.getOrDefault(key, writes.getOrDefault(key, Instant.EPOCH));
    }
  }

  private static final class TakesOpeningForUse extends ForwardingBackend {
    private final Instant opened;
    private final InstantSource clock;

    TakesOpeningForUse(CacheBackend delegate, BackendContext context) {
      super(delegate);
      clock = context.clock();
      opened = clock.instant();
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      boolean fresh = opened.plus(limits.expireAfterAccess()).isAfter(clock.instant());
      return super.read(key, fresh ? age(limits, FOREVER) : limits);
    }
  }

  /** Takes a use in the future for a young one, or for none. */
  private static final class TrustsClock extends ForwardingBackend {
    private final Map<CacheKey, Instant> writes = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final boolean futureIsYoung;

    TrustsClock(CacheBackend delegate, InstantSource clock, boolean futureIsYoung) {
      super(delegate);
      this.clock = clock;
      this.futureIsYoung = futureIsYoung;
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      writes.put(entry.key(), clock.instant());
      super.write(entry, limits);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      if (writes.getOrDefault(key, Instant.EPOCH).isAfter(clock.instant())) {
        return futureIsYoung ? super.read(key, age(limits, FOREVER)) : Optional.empty();
      }
      return super.read(key, limits);
    }
  }

  private static final class EvictsTheNewest extends ForwardingBackend {
    EvictsTheNewest(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      entries.sort(Comparator.comparing(StoredEntry::lastUsed));
      for (int i = (int) limits.maximumEntries(); i < entries.size(); i++) {
        remove(entries.get(i).key());
      }
      return Math.max(0, entries.size() - limits.maximumEntries());
    }
  }

  private static final class EvictsBy extends ForwardingBackend {
    private final UnaryOperator<Limits> other;

    EvictsBy(CacheBackend delegate, UnaryOperator<Limits> other) {
      super(delegate);
      this.other = other;
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      return super.evict(method, other.apply(limits));
    }
  }

  private static final class EvictsByCodeVersion extends ForwardingBackend {
    EvictsByCodeVersion(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      long versions = entries.stream().map(entry -> entry.key().code()).distinct().count();
      return super.evict(method, atMost(limits, versions * limits.maximumEntries()));
    }
  }

  private static final class CountsWrites extends ForwardingBackend {
    private int writes;

    CountsWrites(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      writes++;
      super.write(entry, limits);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      long excess = writes - limits.maximumEntries();
      return super.evict(method, atMost(limits, Math.max(0, entries.size() - excess)));
    }
  }

  private static final class EvictsAllMethods extends ForwardingBackend {
    private final Set<MethodId> methods = new HashSet<>();

    EvictsAllMethods(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      methods.add(entry.key().method());
      super.write(entry, limits);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      long evicted = 0;
      for (MethodId each : methods) {
        evicted += super.evict(each, limits);
      }
      return evicted;
    }
  }

  private static final class EvictsOnlyBeyondTheBound extends ForwardingBackend {
    EvictsOnlyBeyondTheBound(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      return entries.size() <= limits.maximumEntries() ? 0 : super.evict(method, limits);
    }
  }

  private static final class EvictsByAnEarlierTime extends ForwardingBackend {
    private final InstantSource clock;

    EvictsByAnEarlierTime(CacheBackend delegate, InstantSource clock) {
      super(delegate);
      this.clock = clock;
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      Instant earlier = clock.instant();
      List<StoredEntry> entries = new ArrayList<>();
      list(method, entries::add);
      for (StoredEntry each : entries) {
        if (each.lastUsed().isAfter(earlier)) {
          remove(each.key());
        }
      }
      return super.evict(method, limits);
    }
  }

  private static final class LocksForAll extends ForwardingBackend {
    LocksForAll(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) {
      return Optional.of(() -> {});
    }
  }

  private static final class NeverUnlocks extends ForwardingBackend {
    NeverUnlocks(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      return super.tryLock(key).map(lock -> () -> {});
    }
  }

  private static final class LocksAs extends ForwardingBackend {
    private final UnaryOperator<CacheKey> name;

    LocksAs(CacheBackend delegate, UnaryOperator<CacheKey> name) {
      super(delegate);
      this.name = name;
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      return super.tryLock(name.apply(key));
    }
  }

  private static final class LockStopsWrites extends ForwardingBackend {
    private final Set<CacheKey> locked = ConcurrentHashMap.newKeySet();

    LockStopsWrites(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      locked.add(key);
      return super.tryLock(key);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      if (locked.contains(entry.key())) {
        throw new IOException("locked: " + entry.key());
      }
      super.write(entry, limits);
    }
  }

  /** Locks without an owner: whoever closes one frees it, and a close frees all or none. */
  private static final class SharedLocks extends ForwardingBackend {
    private final Set<CacheKey> locked;
    private final boolean closeFreesAll;

    private SharedLocks(CacheBackend delegate, Set<CacheKey> locked, boolean closeFreesAll) {
      super(delegate);
      this.locked = locked;
      this.closeFreesAll = closeFreesAll;
    }

    static Fault fault(boolean closeFreesAll) {
      Set<CacheKey> locked = ConcurrentHashMap.newKeySet();
      return (backend, context) -> new SharedLocks(backend, locked, closeFreesAll);
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) {
      return locked.add(key) ? Optional.of(() -> locked.remove(key)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
      if (closeFreesAll) {
        locked.clear();
      }
      super.close();
    }
  }

  private static final class LocksOfItsOwn extends ForwardingBackend {
    private final MemoryBackend locks;

    LocksOfItsOwn(CacheBackend delegate, BackendContext context) {
      super(delegate);
      locks = MemoryBackend.open(context.clock());
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      return locks.tryLock(key);
    }
  }

  private static final class KeepsCopies extends ForwardingBackend {
    private final Map<CacheKey, Entry> copies = new ConcurrentHashMap<>();

    KeepsCopies(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      Entry copy = copies.get(key);
      if (copy != null) {
        return Optional.of(copy);
      }
      Optional<Entry> read = super.read(key, limits);
      read.ifPresent(entry -> copies.put(key, entry));
      return read;
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      copies.put(entry.key(), entry);
      super.write(entry, limits);
    }
  }

  private static final class WritesInTwoSteps extends ForwardingBackend {
    WritesInTwoSteps(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      ByteBuffer half = entry.value().limit(size(entry) / 2);
      super.write(with(entry, entry.key(), entry.loadTimeNanos(), half), limits);
      LockSupport.parkNanos(100_000);
      super.write(entry, limits);
    }
  }

  private static final class LosesAWriteBesideAnother extends ForwardingBackend {
    private final AtomicInteger writing = new AtomicInteger();

    LosesAWriteBesideAnother(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void write(Entry entry, Limits limits) throws IOException {
      boolean alone = writing.incrementAndGet() == 1;
      LockSupport.parkNanos(100_000);
      if (alone) {
        super.write(entry, limits);
      }
      writing.decrementAndGet();
    }
  }

  private static final class GivesUpWhenEvictionsMeet extends ForwardingBackend {
    private final AtomicInteger evicting = new AtomicInteger();

    GivesUpWhenEvictionsMeet(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      if (evicting.incrementAndGet() > 1) {
        return 0; // and counts for ever
      }
      LockSupport.parkNanos(100_000);
      long evicted = super.evict(method, limits);
      evicting.decrementAndGet();
      return evicted;
    }
  }

  private static final class SwallowsInterrupts extends ForwardingBackend {
    SwallowsInterrupts(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
      Thread.interrupted();
      return super.read(key, limits);
    }
  }

  private static final class BreaksByInterrupt extends ForwardingBackend {
    private final AtomicBoolean broken = new AtomicBoolean();

    BreaksByInterrupt(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    protected void before(Verb verb, Object subject) throws IOException {
      if (verb == Verb.WRITE && Thread.currentThread().isInterrupted()) {
        broken.set(true);
      }
      if (broken.get() && verb != Verb.CLOSE) {
        throw new IOException("channel is closed");
      }
    }
  }

  private static final class ListsNothingOnceClosed extends ForwardingBackend {
    private boolean closed;

    ListsNothingOnceClosed(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
      if (!closed) {
        super.list(method, visitor);
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  private static final class ClosesOnce extends ForwardingBackend {
    private boolean closed;

    ClosesOnce(CacheBackend delegate) {
      super(delegate);
    }

    @Override
    protected void before(Verb verb, Object subject) throws IOException {
      if (verb == Verb.CLOSE && closed) {
        throw new IOException("closed already");
      }
      closed |= verb == Verb.CLOSE;
    }
  }
}
