package dev.locache.fingerprint;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * All classes of the application, found by listing the places of its code: the subtypes of a type
 * of which an object may come from outside. Listed once, and only if somebody asks.
 */
final class OwnClasses {
  private final Places places;
  private final Hierarchy types;

  /** The names of types by those that they name as superclass or interface. */
  private final Map<String, Set<String>> direct = new TreeMap<>();

  private final Map<String, Set<String>> known = new HashMap<>();
  private boolean listed;

  OwnClasses(Places places, Hierarchy types) {
    this.places = places;
    this.types = types;
  }

  /**
   * Returns the application's types below {@code type}, whosever that is.
   *
   * @throws IllegalArgumentException if a place of the application's code cannot be listed
   */
  Set<String> subtypesOf(String type) {
    Set<String> found = known.get(type);
    if (found == null) {
      list();
      found = find(type);
      known.put(type, found);
    }
    return found;
  }

  private Set<String> find(String type) {
    Set<String> found = new TreeSet<>();
    Queue<String> waiting = new ArrayDeque<>(List.of(type));
    for (String named : direct.keySet()) {
      if (!places.isOwn(named) && types.supertypes(named).contains(type)) {
        waiting.add(named); // a type of others in between
      }
    }
    for (String next = waiting.poll(); next != null; next = waiting.poll()) {
      for (String below : direct.getOrDefault(next, Set.of())) {
        if (found.add(below)) {
          waiting.add(below);
        }
      }
    }
    return found;
  }

  private void list() {
    if (listed) {
      return;
    }
    listed = true;
    Set<String> own = places.ownLocations();
    for (String location : own) {
      list(location, false);
    }
    for (String location : places.packageLocations()) {
      if (!own.contains(location)) {
        list(location, true);
      }
    }
  }

  private void list(String location, boolean onlyAnalysed) {
    PlaceFiles.visit(
        location,
        file -> {
          boolean counts = file.isClassFile() && !file.name().endsWith("-info.class");
          if (counts && !(onlyAnalysed && !places.isOwn(file.className()))) {
            add(file.className(), file.bytes());
          }
        });
  }

  private void add(String name, byte[] bytes) {
    ClassReader header;
    try {
      header = ClassFile.reader(bytes);
      addBelow(header.getSuperName(), header.getClassName());
      for (String each : header.getInterfaces()) {
        addBelow(each, header.getClassName());
      }
    } catch (RuntimeException e) { // the reader trusts what it finds
      throw Refusal.damaged(name, e);
    }
  }

  private void addBelow(String above, String name) {
    direct.computeIfAbsent(above, each -> new TreeSet<>()).add(name);
  }
}
