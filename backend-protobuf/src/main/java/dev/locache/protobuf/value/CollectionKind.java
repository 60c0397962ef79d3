package dev.locache.protobuf.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's collections that come back as they were: modifiable or not, in their order, refusing
 * null or not. The numbers are those of value.proto.
 */
enum CollectionKind {
  ARRAY_LIST(1, ArrayList.class),
  /** {@code List.of}, {@code List.copyOf}: throws if asked for null. */
  LIST_OF(2, List.of().getClass(), List.of(1).getClass()),
  /** {@code Stream.toList}: of the same class as the one before, but takes null. */
  STREAM_LIST(3, List.of().getClass()),
  ARRAYS_AS_LIST(4, Arrays.asList().getClass()),
  LINKED_LIST(5, LinkedList.class),
  COPY_ON_WRITE_LIST(6, CopyOnWriteArrayList.class),
  EMPTY_LIST(7, Collections.emptyList().getClass()),
  SINGLETON_LIST(8, Collections.singletonList(1).getClass()),
  UNMODIFIABLE_LIST(9, Collections.unmodifiableList(new ArrayList<>()).getClass()),
  ARRAY_DEQUE(10, ArrayDeque.class),
  HASH_SET(11, HashSet.class),
  LINKED_HASH_SET(12, LinkedHashSet.class),
  SET_OF(13, Set.of().getClass(), Set.of(1).getClass()),
  TREE_SET(14, TreeSet.class),
  SKIP_LIST_SET(15, ConcurrentSkipListSet.class),
  /** Its two classes are chosen by the number of constants. */
  ENUM_SET(16, EnumSet.class),
  EMPTY_SET(17, Collections.emptySet().getClass()),
  SINGLETON_SET(18, Collections.singleton(1).getClass()),
  UNMODIFIABLE_SET(19, Collections.unmodifiableSet(new HashSet<>()).getClass());

  private static final Map<Class<?>, CollectionKind> BY_CLASS = new HashMap<>();
  private static final CollectionKind[] BY_NUMBER = new CollectionKind[values().length + 1];

  static {
    for (CollectionKind each : values()) {
      BY_NUMBER[each.number] = each;
      BY_CLASS.putIfAbsent(each.type, each);
      BY_CLASS.putIfAbsent(each.typeOfFew, each);
    }
  }

  private final int number;
  private final Class<?> type;

  /** Of a few items, if these have a class of their own. */
  private final Class<?> typeOfFew;

  CollectionKind(int number, Class<?> type) {
    this(number, type, type);
  }

  CollectionKind(int number, Class<?> type, Class<?> typeOfFew) {
    this.number = number;
    this.type = type;
    this.typeOfFew = typeOfFew;
  }

  /** Returns the kind of {@code value}; null if it has none. */
  static @Nullable CollectionKind of(Collection<?> value) {
    if (value instanceof EnumSet) {
      return ENUM_SET;
    }
    CollectionKind kind = BY_CLASS.get(value.getClass());
    return kind == LIST_OF && takesNull(value) ? STREAM_LIST : kind;
  }

  /** Returns the kind of that number; null if there is none. */
  static @Nullable CollectionKind of(int number) {
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
  @Nullable String obstacle(Collection<?> value) {
    return switch (this) {
      case TREE_SET, SKIP_LIST_SET ->
          ((SortedSet<?>) value).comparator() == null
              ? null
              : "which has a comparator; only the natural order can be stored";
      case UNMODIFIABLE_LIST, UNMODIFIABLE_SET ->
          takesNull(value)
              ? null
              : "which hides a collection that takes no null; return that one, or a copyOf it";
      default -> null;
    };
  }

  /**
   * Builds a collection.
   *
   * @param items in order, a list of its own
   * @param constants of the enum that the items are of; null if they are none
   */
  @SuppressWarnings("JdkObsolete") // a LinkedList comes back as one
  Collection<?> build(List<@Nullable Object> items, @Nullable EnumForm constants) {
    return switch (this) {
      case ARRAY_LIST -> items;
      case LIST_OF -> List.of(items.toArray());
      case STREAM_LIST -> Stream.of(items.toArray()).toList();
      case ARRAYS_AS_LIST -> Arrays.asList(items.toArray());
      case LINKED_LIST -> new LinkedList<>(items);
      case COPY_ON_WRITE_LIST -> new CopyOnWriteArrayList<>(items);
      case EMPTY_LIST -> Collections.emptyList();
      case SINGLETON_LIST -> Collections.singletonList(items.get(0));
      case UNMODIFIABLE_LIST -> Collections.unmodifiableList(items);
      case ARRAY_DEQUE -> new ArrayDeque<>(items);
      case HASH_SET -> new HashSet<>(items);
      case LINKED_HASH_SET -> new LinkedHashSet<>(items);
      case SET_OF -> Set.of(items.toArray());
      case TREE_SET -> new TreeSet<>(items);
      case SKIP_LIST_SET -> new ConcurrentSkipListSet<>(items);
      case ENUM_SET -> enumSet(items, constants);
      case EMPTY_SET -> Collections.emptySet();
      case SINGLETON_SET -> Collections.singleton(items.get(0));
      case UNMODIFIABLE_SET -> Collections.unmodifiableSet(new LinkedHashSet<>(items));
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the items were read as constants of that enum
  private static Set<?> enumSet(List<?> items, @Nullable EnumForm constants) {
    if (constants == null) {
      throw new IllegalArgumentException("an EnumSet of something else than an enum");
    }
    Set set = EnumSet.noneOf((Class) constants.type());
    set.addAll(items);
    return set;
  }

  private static boolean takesNull(Collection<?> value) {
    try {
      boolean unused = value.contains(null); // whatever it answers
      return true;
    } catch (NullPointerException refused) {
      return false;
    }
  }
}
