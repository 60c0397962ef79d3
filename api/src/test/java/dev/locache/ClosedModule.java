package dev.locache;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;

/** Objects of a module that opens its package to nobody, compiled while a test runs. */
public final class ClosedModule {
  private static final String SOURCE =
      """
      package closed;

      public final class Samples implements java.util.function.Supplier<java.util.List<Object>> {
        record Pair(int left, int right) {}

        record SerializablePair(int left, int right) implements java.io.Serializable {}

        static final class Note implements java.io.Serializable {
          private final String text = "a";
        }

        @Override
        public java.util.List<Object> get() {
          return java.util.List.of(new Pair(1, 2), new SerializablePair(1, 2), new Note());
        }
      }
      """;
  private static final String DECLARATION =
      "module closed { provides java.util.function.Supplier with closed.Samples; }";

  private final List<?> samples;

  private ClosedModule(List<?> samples) {
    this.samples = samples;
  }

  /** Compiles the module into an empty directory. */
  public static ClosedModule in(Path directory) throws IOException {
    Path source = Files.writeString(directory.resolve("Samples.java"), SOURCE);
    Path declaration = Files.writeString(directory.resolve("module-info.java"), DECLARATION);
    int result =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-d",
                directory.toString(),
                declaration.toString(),
                source.toString());
    if (result != 0) {
      throw new AssertionError("the module does not compile");
    }
    ModuleLayer boot = ModuleLayer.boot();
    Configuration found =
        boot.configuration()
            .resolve(ModuleFinder.of(directory), ModuleFinder.of(), Set.of("closed"));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(found, ClassLoader.getPlatformClassLoader());
    for (Supplier<?> each : ServiceLoader.load(layer, Supplier.class)) {
      if (each.getClass().getModule().getName().equals("closed")) {
        return new ClosedModule((List<?>) each.get());
      }
    }
    throw new AssertionError("the module does not provide its samples");
  }

  /** Returns a record of two numbers. */
  public Object pair() {
    return samples.get(0);
  }

  /** Returns a record of two numbers that is serializable. */
  public Object serializablePair() {
    return samples.get(1);
  }

  /** Returns a serializable object with a private field. */
  public Object note() {
    return samples.get(2);
  }
}
