package dev.locache.protobuf.value;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The JDK's maps that come back as they were. The numbers are those of value.proto. */
enum MapKind {
  HASH_MAP(1, HashMap.class),
  LINKED_HASH_MAP(2, LinkedHashMap.class),
  MAP_OF(3, Map.of().getClass(), Map.of(1, 1).getClass()),
  TREE_MAP(4, TreeMap.class),
  CONCURRENT_HASH_MAP(5, ConcurrentHashMap.class),
  SKIP_LIST_MAP(6, ConcurrentSkipListMap.class),
  ENUM_MAP(7, EnumMap.class),
  EMPTY_MAP(8, Collections.emptyMap().getClass()),
  SINGLETON_MAP(9, Collections.singletonMap(1, 1).getClass()),
  UNMODIFIABLE_MAP(10, Collections.unmodifiableMap(new HashMap<>()).getClass());

  private static final Map<Class<?>, MapKind> BY_CLASS = new HashMap<>();
  private static final MapKind[] BY_NUMBER = new MapKind[values().length + 1];

  static {
    for (MapKind each : values()) {
      BY_NUMBER[each.number] = each;
      BY_CLASS.putIfAbsent(each.type, each);
      BY_CLASS.putIfAbsent(each.typeOfFew, each);
    }
  }

  private final int number;
  private final Class<?> type;

  /** Of a few items, if these have a class of their own. */
  private final Class<?> typeOfFew;

  MapKind(int number, Class<?> type) {
    this(number, type, type);
  }

  MapKind(int number, Class<?> type, Class<?> typeOfFew) {
    this.number = number;
    this.type = type;
    this.typeOfFew = typeOfFew;
  }

  /** Returns the kind of {@code value}; null if it has none. */
  static @Nullable MapKind of(Map<?, ?> value) {
    return BY_CLASS.get(value.getClass());
  }

  /** Returns the kind of that number; null if there is none. */
  static @Nullable MapKind of(int number) {
    return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }

  int number() {
    return number;
  }

  /** Returns whether a value of this kind may be where {@code declared} is. */
  boolean fits(Class<?> declared) {
    return declared.isAssignableFrom(type);
  }

  /** Says why {@code value}, of this kind, would not come back the same; null if it would. */
  @Nullable String obstacle(Map<?, ?> value) {
    return switch (this) {
      case TREE_MAP, SKIP_LIST_MAP ->
          ((SortedMap<?, ?>) value).comparator() == null
              ? null
              : "which has a comparator; only the natural order can be stored";
      case UNMODIFIABLE_MAP ->
          takesNull(value)
              ? null
              : "which hides a map that takes no null; return that one, or a copyOf it";
      default -> null;
    };
  }

  /**
   * Builds a map.
   *
   * @param keys in order
   * @param values of these keys
   * @param constants of the enum that the keys are of; null if they are none
   */
  Map<?, ?> build(
      List<@Nullable Object> keys, List<@Nullable Object> values, @Nullable EnumForm constants) {
    return switch (this) {
      case HASH_MAP -> fill(new HashMap<>(), keys, values);
      case LINKED_HASH_MAP -> fill(new LinkedHashMap<>(), keys, values);
      case MAP_OF -> mapOf(keys, values);
      case TREE_MAP -> fill(new TreeMap<>(), keys, values);
      case CONCURRENT_HASH_MAP -> fill(new ConcurrentHashMap<>(), keys, values);
      case SKIP_LIST_MAP -> fill(new ConcurrentSkipListMap<>(), keys, values);
      case ENUM_MAP -> fill(enumMap(constants), keys, values);
      case EMPTY_MAP -> Collections.emptyMap();
      case SINGLETON_MAP -> Collections.singletonMap(keys.get(0), values.get(0));
      case UNMODIFIABLE_MAP ->
          Collections.unmodifiableMap(fill(new LinkedHashMap<>(), keys, values));
    };
  }

  private static Map<@Nullable Object, @Nullable Object> fill(
      Map<@Nullable Object, @Nullable Object> map,
      List<@Nullable Object> keys,
      List<@Nullable Object> values) {
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // a null makes Map.entry throw
  private static Map<?, ?> mapOf(List<@Nullable Object> keys, List<@Nullable Object> values) {
    Map.Entry[] entries = new Map.Entry[keys.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Map.entry(keys.get(i), values.get(i));
    }
    return Map.ofEntries(entries);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the keys were read as constants of that enum
  private static Map<@Nullable Object, @Nullable Object> enumMap(@Nullable EnumForm constants) {
    if (constants == null) {
      throw new IllegalArgumentException("an EnumMap of something else than an enum");
    }
    return new EnumMap(constants.type());
  }

  private static boolean takesNull(Map<?, ?> value) {
    try {
      boolean unused = value.containsKey(null); // whatever it answers
      return true;
    } catch (NullPointerException refused) {
      return false;
    }
  }
}
