package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Writes a numbered class and all numbered classes that it refers to, for one digest. They may
 * refer to each other in circles, so here they are named in the order they are met, {@code ^0},
 * {@code ^1}, and each is written once, in that order: as every class of a closed group of
 * definitions is given a place in the group. Used once.
 */
final class Expansion implements NumberedNames {
  private final ClassTokens tokens;
  private final Map<String, String> names = new HashMap<>();
  private final Queue<ClassFile> waiting = new ArrayDeque<>();

  Expansion(ClassFiles files, OuterInstances outerInstances) {
    this.tokens = new ClassTokens(files, this, outerInstances);
  }

  Digest128 contentOf(ClassFile root) {
    TokenSink sink = new TokenSink();
    nameOf(root);
    for (ClassFile next = waiting.poll(); next != null; next = waiting.poll()) {
      tokens.content(next, sink);
    }
    return sink.digest();
  }

  @Override
  public String nameOf(ClassFile numbered) {
    String name = names.get(numbered.name());
    if (name == null) {
      name = "^".concat(Integer.toString(names.size()));
      names.put(numbered.name(), name);
      waiting.add(numbered);
    }
    return name;
  }
}
