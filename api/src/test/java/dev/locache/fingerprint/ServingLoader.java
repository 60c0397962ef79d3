package dev.locache.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes by some bytes and gives out others as their class files, as a loader may whose
 * classes were generated, or whose files were damaged since.
 */
final class ServingLoader extends ClassLoader {
  private final Map<String, byte[]> defined = new HashMap<>();
  private final Map<String, InputStream> served = new HashMap<>();

  ServingLoader() {
    super("serving", ClassLoader.getPlatformClassLoader());
  }

  /** Makes a class loadable that has no class file. */
  ServingLoader define(String name, byte[] bytes) {
    defined.put(name, bytes);
    return this;
  }

  /** Gives out the class file of a class of this internal name. */
  ServingLoader serve(String internalName, byte[] bytes) {
    return serve(internalName, new ByteArrayInputStream(bytes));
  }

  ServingLoader serve(String internalName, InputStream bytes) {
    served.put(internalName + ".class", bytes);
    return this;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = defined.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    InputStream stream = served.get(name);
    return stream == null ? super.getResourceAsStream(name) : stream;
  }
}
