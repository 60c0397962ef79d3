package dev.locache.fingerprint;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Counts places of code as a whole: jars of libraries, those that they need in turn, and, when
 * there is too much to follow, the application's own places.
 */
final class Libraries {
  private final Places places;
  private final List<CodeLine> lines;
  private final Set<String> met = new HashSet<>();
  private final Queue<String> waiting = new ArrayDeque<>();

  /** Adds lines to {@code lines}. */
  Libraries(Places places, List<CodeLine> lines) {
    this.places = places;
    this.lines = lines;
  }

  /** Counts the library that a class belongs to, if it belongs to one. */
  void addLibraryOf(String className) {
    Place place = places.of(className);
    if (place.isLibrary()) {
      add(place.location());
    }
    addWaiting(false);
  }

  /** Counts a place of the application, and all its code refers to. */
  void addOwn(String location) {
    add(location);
    addWaiting(true);
  }

  private void add(String location) {
    if (met.add(location)) {
      waiting.add(location);
    }
  }

  private void addWaiting(boolean ownToo) {
    for (String next = waiting.poll(); next != null; next = waiting.poll()) {
      PlaceContents contents = PlaceContents.of(next);
      lines.add(new CodeLine('J', Locations.nameOf(next), contents.digest()));
      for (String reference : contents.references()) {
        Place place = places.of(reference);
        // What a library calls of an analysed one is not analysed, as nobody follows the first.
        if (place.isLibrary() || place.isAnalysedLibrary() || (ownToo && place.isOwn())) {
          add(place.location());
        }
      }
    }
  }
}
