package dev.locache.codec;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Classes compiled while a test runs, under a loader of their own that notes what it is asked for.
 */
final class Compiled extends URLClassLoader {
  final List<String> asked = new ArrayList<>();

  /** Compiles sources, given as pairs of file name and text, into {@code directory}. */
  static Compiled into(Path directory, String... sources) throws IOException {
    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    String place = directory.toString();
    for (int i = 0; i < sources.length; i += 2) {
      Path file = Files.writeString(directory.resolve(sources[i]), sources[i + 1]);
      if (compiler.run(System.out, System.err, "-d", place, "-cp", place, file.toString()) != 0) {
        throw new IllegalArgumentException("does not compile: " + sources[i]);
      }
    }
    return new Compiled(directory, ClassLoader.getPlatformClassLoader());
  }

  Compiled(Path directory, ClassLoader parent) throws IOException {
    super(new URL[] {directory.toUri().toURL()}, parent);
  }

  Class<?> type(String name) throws ReflectiveOperationException {
    return loadClass(name);
  }

  /** Creates an instance by the constructor without arguments, however private. */
  Object create(String name) throws ReflectiveOperationException {
    var constructor = type(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  /** Calls a static method without arguments. */
  Object call(String name, String method) throws ReflectiveOperationException {
    return type(name).getMethod(method).invoke(null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    asked.add(name);
    return super.loadClass(name, resolve);
  }
}
