package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.HashMap;
import java.util.Map;

/**
 * Names a numbered class by its host and the digest of its whole content: {@code
 * com/example/Rates~5f3a…}. Whoever refers to the class thereby covers all of it.
 */
final class ContentNames implements NumberedNames {
  private final ClassFiles files;
  private final OuterInstances outerInstances;
  private final Map<String, String> names = new HashMap<>();

  ContentNames(ClassFiles files, OuterInstances outerInstances) {
    this.files = files;
    this.outerInstances = outerInstances;
  }

  @Override
  public String nameOf(ClassFile numbered) {
    String name = names.get(numbered.name());
    if (name == null) {
      name = hostAndContent(numbered);
      names.put(numbered.name(), name);
    }
    return name;
  }

  private String hostAndContent(ClassFile numbered) {
    Digest128 content = new Expansion(files, outerInstances).contentOf(numbered);
    String binaryName = numbered.name();
    StringBuilder name = new StringBuilder();
    name.append(binaryName, 0, binaryName.indexOf('$')).append('~');
    content.appendHex(name);
    return name.toString();
  }
}
