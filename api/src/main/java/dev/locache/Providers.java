package dev.locache;

import dev.locache.codec.JavaCodecProvider;
import dev.locache.spi.CacheBackendProvider;
import dev.locache.spi.CodecProvider;
import dev.locache.spi.KeyFormProvider;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Finds backends and codecs by {@link ServiceLoader}, and says what was found when none fits. */
final class Providers {
  private static final String PREFERRED_BACKEND = "files";

  private Providers() {}

  /**
   * Returns the backend with an id, or without one the only backend there is, or {@code files}.
   *
   * @throws IllegalStateException if there is none, none of that id, or two of it
   */
  static CacheBackendProvider backend(Optional<String> id) {
    List<CacheBackendProvider> found = load(CacheBackendProvider.class);
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "no backend found; add dev.locache:locache-backend-files, or another one, to the class"
              + " path or module path");
    }
    if (id.isEmpty() && found.size() == 1) {
      return found.get(0);
    }
    List<String> ids = new ArrayList<>();
    for (CacheBackendProvider each : found) {
      ids.add(each.id());
    }
    return withId("backend", id.orElse(PREFERRED_BACKEND), found, ids);
  }

  /**
   * Returns the codec with an id; {@code java} is always ours, and not looked for.
   *
   * @throws IllegalStateException if there is none of that id, or two of it
   */
  static CodecProvider codec(String id) {
    CodecProvider ofJava = new JavaCodecProvider();
    if (id.equals(ofJava.id())) {
      return ofJava;
    }
    List<CodecProvider> found = new ArrayList<>();
    found.add(ofJava);
    found.addAll(load(CodecProvider.class));
    List<String> ids = new ArrayList<>();
    for (CodecProvider each : found) {
      ids.add(each.id());
    }
    return withId("codec", id, found, ids);
  }

  /** Returns what stands in keys for the values of libraries' types. */
  static List<KeyFormProvider> keyForms() {
    return load(KeyFormProvider.class);
  }

  private static <P> P withId(String kind, String id, List<P> found, List<String> ids) {
    int index = ids.indexOf(id);
    if (index >= 0 && index == ids.lastIndexOf(id)) {
      return found.get(index);
    }
    StringJoiner list = new StringJoiner(", ");
    for (int i = 0; i < found.size(); i++) {
      list.add("\"" + ids.get(i) + "\" in " + place(found.get(i).getClass()));
    }
    String what = index < 0 ? "no " + kind + " has" : "more than one " + kind + " has";
    throw new IllegalStateException(what + " the id \"" + id + "\"; found " + list);
  }

  /** Looks with the thread's loader first, as programs in containers have it, then with our own. */
  private static <P> List<P> load(Class<P> service) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader own = Providers.class.getClassLoader();
    Map<Class<?>, P> found = new LinkedHashMap<>();
    try {
      collect(service, context, found);
      if (own != context) {
        collect(service, own, found);
      }
    } catch (ServiceConfigurationError broken) {
      throw new IllegalStateException(
          "a provider of " + service.getName() + " cannot be loaded: " + broken.getMessage(),
          broken);
    }
    return List.copyOf(found.values());
  }

  private static <P> void collect(
      Class<P> service, @Nullable ClassLoader loader, Map<Class<?>, P> found) {
    for (P each : ServiceLoader.load(service, loader)) {
      found.putIfAbsent(each.getClass(), each);
    }
  }

  private static String place(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return provider.getName() + (location == null ? "" : " (" + location + ")");
  }
}
