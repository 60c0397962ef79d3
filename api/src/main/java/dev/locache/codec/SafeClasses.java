package dev.locache.codec;

import java.util.Set;

/**
 * Names of the JDK's values and collections that any result may hold: reading one does nothing but
 * build it. With them stand the internal classes that these write in their place, and the
 * interfaces that arrays of them are made of.
 *
 * <p>Left out with intent: {@code java.net.URL} (hashing one asks the network), {@code
 * Collections.nCopies} (a few bytes make a list of billions), lambdas, threads, files, and whatever
 * runs code or reaches out.
 */
final class SafeClasses {
  private static final Set<String> LANG =
      Set.of(
          "java.io.Serializable",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.CharSequence",
          "java.lang.Character",
          "java.lang.Class",
          "java.lang.Comparable",
          "java.lang.Double",
          "java.lang.Enum",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Number",
          "java.lang.Object",
          "java.lang.Record",
          "java.lang.Short",
          "java.lang.String",
          "java.lang.String$CaseInsensitiveComparator",
          "java.lang.StringBuffer",
          "java.lang.StringBuilder",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.math.MathContext",
          "java.math.RoundingMode",
          "java.net.URI",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp");

  private static final Set<String> TIME =
      Set.of(
          "java.time.DayOfWeek",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.Month",
          "java.time.MonthDay",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.Period",
          "java.time.Ser",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.ZoneId",
          "java.time.ZoneOffset",
          "java.time.ZoneRegion",
          "java.time.ZonedDateTime",
          "java.time.chrono.HijrahDate",
          "java.time.chrono.IsoEra",
          "java.time.chrono.JapaneseDate",
          "java.time.chrono.MinguoDate",
          "java.time.chrono.Ser",
          "java.time.chrono.ThaiBuddhistDate",
          "java.time.temporal.ChronoField",
          "java.time.temporal.ChronoUnit");

  private static final Set<String> UTIL =
      Set.of(
          "java.util.AbstractMap$SimpleEntry",
          "java.util.AbstractMap$SimpleImmutableEntry",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays$ArrayList",
          "java.util.BitSet",
          "java.util.CollSer",
          "java.util.Collection",
          "java.util.Comparators$NaturalOrderComparator",
          "java.util.Comparators$NullComparator",
          "java.util.Currency",
          "java.util.Date",
          "java.util.EnumMap",
          "java.util.EnumSet",
          "java.util.EnumSet$SerializationProxy",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.JumboEnumSet",
          "java.util.KeyValueHolder",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.List",
          "java.util.Locale",
          "java.util.Map",
          "java.util.Map$Entry",
          "java.util.Optional",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.PriorityQueue",
          "java.util.Properties",
          "java.util.RegularEnumSet",
          "java.util.Set",
          "java.util.Stack",
          "java.util.TreeMap",
          "java.util.TreeMap$AscendingSubMap",
          "java.util.TreeMap$DescendingSubMap",
          "java.util.TreeMap$NavigableSubMap",
          "java.util.TreeSet",
          "java.util.UUID",
          "java.util.Vector");

  /** Nested in {@code java.util.Collections}. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "CheckedCollection",
          "CheckedList",
          "CheckedMap",
          "CheckedNavigableMap",
          "CheckedNavigableSet",
          "CheckedQueue",
          "CheckedRandomAccessList",
          "CheckedSet",
          "CheckedSortedMap",
          "CheckedSortedSet",
          "EmptyList",
          "EmptyMap",
          "EmptySet",
          "ReverseComparator",
          "ReverseComparator2",
          "SetFromMap",
          "SingletonList",
          "SingletonMap",
          "SingletonSet",
          "SynchronizedCollection",
          "SynchronizedList",
          "SynchronizedMap",
          "SynchronizedNavigableMap",
          "SynchronizedNavigableSet",
          "SynchronizedRandomAccessList",
          "SynchronizedSet",
          "SynchronizedSortedMap",
          "SynchronizedSortedSet",
          "UnmodifiableCollection",
          "UnmodifiableList",
          "UnmodifiableMap",
          "UnmodifiableMap$UnmodifiableEntrySet",
          "UnmodifiableNavigableMap",
          "UnmodifiableNavigableMap$EmptyNavigableMap",
          "UnmodifiableNavigableSet",
          "UnmodifiableNavigableSet$EmptyNavigableSet",
          "UnmodifiableRandomAccessList",
          "UnmodifiableSequencedCollection",
          "UnmodifiableSequencedMap",
          "UnmodifiableSequencedSet",
          "UnmodifiableSet",
          "UnmodifiableSortedMap",
          "UnmodifiableSortedSet");

  /** In {@code java.util.concurrent}; a concurrent map writes locks for readers of its old form. */
  private static final Set<String> CONCURRENT =
      Set.of(
          "ConcurrentHashMap",
          "ConcurrentHashMap$CollectionView",
          "ConcurrentHashMap$KeySetView",
          "ConcurrentHashMap$Segment",
          "ConcurrentLinkedDeque",
          "ConcurrentLinkedQueue",
          "ConcurrentSkipListMap",
          "ConcurrentSkipListSet",
          "CopyOnWriteArrayList",
          "CopyOnWriteArraySet",
          "TimeUnit",
          "atomic.AtomicBoolean",
          "atomic.AtomicInteger",
          "atomic.AtomicLong",
          "atomic.AtomicReference",
          "locks.AbstractOwnableSynchronizer",
          "locks.AbstractQueuedSynchronizer",
          "locks.ReentrantLock",
          "locks.ReentrantLock$NonfairSync",
          "locks.ReentrantLock$Sync");

  private static final String WRAPPER_PREFIX = "java.util.Collections$";
  private static final String CONCURRENT_PREFIX = "java.util.concurrent.";

  private SafeClasses() {}

  /** Returns whether the class of this binary name is one of them. */
  static boolean contains(String className) {
    if (className.startsWith(WRAPPER_PREFIX)) {
      return WRAPPERS.contains(className.substring(WRAPPER_PREFIX.length()));
    }
    if (className.startsWith(CONCURRENT_PREFIX)) {
      return CONCURRENT.contains(className.substring(CONCURRENT_PREFIX.length()));
    }
    return LANG.contains(className) || TIME.contains(className) || UTIL.contains(className);
  }
}
