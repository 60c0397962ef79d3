package dev.locache.key;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose values are what they hold. A set or map whose order is an accident of hash
 * codes is known by its class's name; of any other one the order might be seen by a method, so it
 * counts.
 */
final class ContainerClasses {
  private ContainerClasses() {}

  static @Nullable ValueEncoder encoderOf(Class<?> type) {
    String name = type.getName();
    if (name.startsWith("java.util.")) {
      ValueEncoder known = known(name);
      if (known != null) {
        return known;
      }
    }
    if (List.class.isAssignableFrom(type)) {
      return new SequenceEncoder(KeyFormat.LIST);
    }
    if (Set.class.isAssignableFrom(type)) {
      boolean sorted = SortedSet.class.isAssignableFrom(type);
      return new SequenceEncoder(sorted ? KeyFormat.SORTED_SET : KeyFormat.ORDERED_SET);
    }
    if (Map.class.isAssignableFrom(type)) {
      boolean sorted = SortedMap.class.isAssignableFrom(type);
      return new MapEncoder(sorted ? KeyFormat.SORTED_MAP : KeyFormat.ORDERED_MAP);
    }
    if (Map.Entry.class.isAssignableFrom(type)) {
      return new HolderEncoder(KeyFormat.ENTRY);
    }
    boolean platform = name.startsWith("java.util.");
    return platform && Collection.class.isAssignableFrom(type)
        ? new SequenceEncoder(KeyFormat.COLLECTION)
        : null;
  }

  private static @Nullable ValueEncoder known(String name) {
    return switch (name) {
      case "java.util.HashSet",
          "java.util.RegularEnumSet",
          "java.util.JumboEnumSet",
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.Collections$EmptySet",
          "java.util.Collections$SingletonSet",
          "java.util.HashMap$KeySet",
          "java.util.HashMap$EntrySet",
          "java.util.WeakHashMap$KeySet",
          "java.util.WeakHashMap$EntrySet",
          "java.util.EnumMap$KeySet",
          "java.util.EnumMap$EntrySet",
          "java.util.concurrent.ConcurrentHashMap$KeySetView",
          "java.util.concurrent.ConcurrentHashMap$EntrySetView" ->
          new UnorderedEncoder(KeyFormat.UNORDERED_SET);
      case "java.util.HashMap$Values",
          "java.util.WeakHashMap$Values",
          "java.util.EnumMap$Values",
          "java.util.concurrent.ConcurrentHashMap$ValuesView" ->
          new UnorderedEncoder(KeyFormat.UNORDERED_COLLECTION);
      case "java.util.HashMap",
          "java.util.Hashtable",
          "java.util.WeakHashMap",
          "java.util.EnumMap",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$SingletonMap",
          "java.util.concurrent.ConcurrentHashMap" ->
          new UnorderedMapEncoder();
      case "java.util.Properties" -> new PropertiesEncoder();
      case "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble" ->
          new HolderEncoder(KeyFormat.OPTIONAL);
      case "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.LongAdder",
          "java.util.concurrent.atomic.DoubleAdder" ->
          new HolderEncoder(KeyFormat.ATOMIC);
      default -> identity(name);
    };
  }

  private static @Nullable ValueEncoder identity(String name) {
    if (!name.startsWith("java.util.IdentityHashMap")) {
      return null;
    }
    return new RefusedEncoder(
        "compares by identity, which no other run can repeat; pass a HashMap of values,"
            + " or mark the parameter @KeyIgnored if it cannot change the result");
  }
}
