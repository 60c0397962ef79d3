package dev.locache.engine;

import dev.locache.spi.Digest128;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says which fields tell two states of an implementation apart. */
final class StateChange {
  private StateChange() {}

  /** Adds a sentence for each field that differs; one of doubt if that is not known any more. */
  static void add(
      Map<String, Digest128> before, Map<String, Digest128> now, List<String> sentences) {
    if (before.isEmpty() || now.isEmpty()) {
      sentences.add("the state is another; which field of it is not known any more");
      return;
    }
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    int known = sentences.size();
    for (String name : names) {
      Digest128 then = before.get(name);
      if (then == null || !then.equals(now.get(name))) {
        sentences.add("field " + name + " holds something else");
      }
    }
    if (sentences.size() == known) {
      sentences.add("the state is another, in something that no field shows");
    }
  }
}
