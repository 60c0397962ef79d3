package com.example.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackendProvider;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The page's backend is a module that Locache finds as one. */
final class TutorialModuleTest {
  private static final Path SOURCES = Path.of("src/test/java/com/example/snapshot");
  private static final Path MODULE = Path.of("src/test/modules/com.example.snapshot");

  @Test
  void moduleIsBoundByWhatItProvides(@TempDir Path compiled) throws Exception {
    List<Path> modules = new ArrayList<>();
    for (Class<?> one :
        List.of(CacheBackendProvider.class, Opcodes.class, ClassNode.class, NullMarked.class)) {
      modules.add(whereItIs(one));
    }
    compile(modules, compiled);

    modules.add(compiled);
    Configuration locache =
        Configuration.resolveAndBind(
            ModuleFinder.of(modules.toArray(Path[]::new)),
            List.of(ModuleLayer.boot().configuration()),
            ModuleFinder.of(),
            Set.of("dev.locache"));
    assertThat(locache.modules())
        .extracting(ResolvedModule::name)
        .contains("dev.locache", "com.example.snapshot");
  }

  private static void compile(List<Path> modules, Path target) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", target.toString()));
    arguments.add("--module-path");
    arguments.add(String.join(File.pathSeparator, modules.stream().map(Path::toString).toList()));
    arguments.add(MODULE.resolve("module-info.java").toString());
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources
          .map(Path::toString)
          .filter(source -> !source.endsWith("Test.java"))
          .forEach(arguments::add);
    }
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int exitCode = javac.run(System.out, System.err, arguments.toArray(String[]::new));
    assertThat(exitCode).as("exit code of javac").isZero();
  }

  private static Path whereItIs(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
