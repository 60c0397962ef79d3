package dev.locache.protobuf.value;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Classes compiled by a test, loaded apart from it: versions of one program. */
final class Compiled extends URLClassLoader {
  /** Compiles the source of {@code app.Service}, with what stands beside it in the file. */
  static Compiled service(Path directory, String source) throws IOException {
    Path place = Files.createTempDirectory(directory, "version");
    Path file = Files.writeString(place.resolve("Service.java"), source);
    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    String out = place.toString();
    if (compiler.run(System.out, System.err, "-proc:none", "-d", out, file.toString()) != 0) {
      throw new IllegalArgumentException("does not compile: " + source);
    }
    return new Compiled(place.toUri().toURL());
  }

  private Compiled(URL place) {
    super(new URL[] {place}, ClassLoader.getPlatformClassLoader());
  }

  /** The service, whose method {@code result} tells the result type and makes a value. */
  Class<?> service() throws ClassNotFoundException {
    return loadClass("app.Service");
  }

  Object result() throws ReflectiveOperationException {
    return service().getMethod("result").invoke(null);
  }
}
